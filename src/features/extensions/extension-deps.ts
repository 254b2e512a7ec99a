import type { AriRest } from '../../asterisk/ari-rest.ts';
import type { ConfirmDeps } from '../../change/confirm-change.ts';
import type { Log } from '../../lib/log.ts';
import type { Secret } from '../../lib/secret.ts';
import type { People } from '../../storage/people.ts';
import type { Dialplan } from '../../pbx/dialplan.ts';
import type { ExtensionPolicy } from '../../pbx/extension.ts';
import type { PbxFolder } from '../../pbx/pbx.ts';
import type { SendPhoneCard } from '../../pbx/phone-card.ts';

/** Everything this feature works with. */
export type ExtensionsDeps = ConfirmDeps & {
  readonly ari: Pick<AriRest, 'ping' | 'info' | 'getDynamicConfig' | 'listEndpoints'>;
  readonly folder: PbxFolder;
  readonly policy: ExtensionPolicy;
  /** Where the running Asterisk leads what the phones dial; undefined when it cannot be asked. */
  readonly readDialplan: () => Promise<Dialplan | undefined>;
  readonly people: Pick<People, 'list' | 'byId'>;
  readonly log: Log;
  readonly sendPhoneCard: SendPhoneCard;
  /** A new random SIP password. */
  readonly newPassword: () => Secret;
  /** A secret that a person typed, by the handle the guided flow got for it. */
  readonly openSecret: (handle: string) => Secret | undefined;
};
