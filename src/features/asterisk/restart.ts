/** When Asterisk is to go down: once no call is left, or at once. */
export type RestartTime = 'convenient' | 'now';

/**
 * `down`: its console does not answer either. `hangs`: it never went down. `ari`, `events`: it is up,
 * but does not let us in, or tells us nothing.
 */
export type ComeBack =
  | { readonly type: 'back' }
  | {
      readonly type: 'trouble';
      readonly what: 'down' | 'hangs' | 'ari' | 'events';
      readonly because: string;
    };

/** What Asterisk reads again, by the word of its button. */
export const reloadParts = {
  dialplan: 'pbx_config.so',
  pjsip: 'res_pjsip.so',
  ari: 'res_ari.so',
} as const;

export type ReloadPart = keyof typeof reloadParts;

export const partNames = ['dialplan', 'pjsip', 'ari'] as const satisfies readonly ReloadPart[];
