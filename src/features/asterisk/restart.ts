import type { Locale } from '../../lib/locale.ts';
import type { Words } from '../../telegram/door.ts';

/** Who is to be told of the end of a restart that waits. */
export type Waiter = {
  readonly telegramId: number;
  readonly locale: Locale;
  /** Of the Asterisk that is to go down. Wall milliseconds. */
  readonly startedAt: number;
};

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

/** How a restart ended, and what to do when Asterisk is not back. HTML. */
export function comeBackText(words: Words, end: ComeBack): string {
  return end.type === 'back'
    ? words('asterisk-back')
    : words(`asterisk-not-back-${end.what}`, { because: end.because });
}

/** What Asterisk reads again, by the word of its button. */
export const reloadParts = {
  dialplan: 'pbx_config.so',
  pjsip: 'res_pjsip.so',
  ari: 'res_ari.so',
} as const;

export type ReloadPart = keyof typeof reloadParts;

export const partNames = ['dialplan', 'pjsip', 'ari'] as const satisfies readonly ReloadPart[];
