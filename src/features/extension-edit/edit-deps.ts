import type { AriRest } from '../../asterisk/ari-rest.ts';
import type { ConfirmDeps } from '../../change/confirm-change.ts';
import type { ExtensionPolicy } from '../../pbx/extension.ts';
import type { PbxFolder } from '../../pbx/pbx.ts';
import type { People } from '../../storage/people.ts';

/** Everything this feature works with. */
export type ExtensionEditDeps = ConfirmDeps & {
  readonly ari: Pick<AriRest, 'ping' | 'info' | 'listEndpoints'>;
  readonly folder: PbxFolder;
  readonly policy: Pick<ExtensionPolicy, 'transport'>;
  readonly people: Pick<People, 'list'>;
};
