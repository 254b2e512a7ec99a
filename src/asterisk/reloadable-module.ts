/** The modules whose files we change, by the name that both ARI and `module reload` take. */
export const reloadableModules = ['res_pjsip.so', 'res_ari.so', 'pbx_config.so', 'http'] as const;

export type ReloadableModule = (typeof reloadableModules)[number];
