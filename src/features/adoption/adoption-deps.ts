import type { AriRest } from '../../asterisk/ari-rest.ts';
import type { ConfirmDeps } from '../../change/confirm-change.ts';
import type { ExtensionPolicy } from '../../pbx/extension.ts';
import type { PbxFolder } from '../../pbx/pbx.ts';

/** Everything this feature works with. */
export type AdoptionDeps = ConfirmDeps & {
  readonly ari: Pick<AriRest, 'info'>;
  readonly folder: PbxFolder;
  readonly policy: Pick<ExtensionPolicy, 'dialplanContext' | 'codecs'>;
};
