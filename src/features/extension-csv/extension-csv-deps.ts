import type { AriRest } from '../../asterisk/ari-rest.ts';
import type { ConfirmDeps } from '../../change/confirm-change.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Secret } from '../../lib/secret.ts';
import type { Dialplan } from '../../pbx/dialplan.ts';
import type { ExtensionPolicy } from '../../pbx/extension.ts';
import type { PbxFolder } from '../../pbx/pbx.ts';
import type { People } from '../../storage/people.ts';
import type { Attachment } from '../../telegram/door.ts';

/** Everything this feature works with. */
export type ExtensionCsvDeps = ConfirmDeps & {
  readonly ari: Pick<AriRest, 'info'>;
  readonly folder: PbxFolder;
  readonly policy: ExtensionPolicy;
  /** Where the running Asterisk leads what the phones dial; undefined when it cannot be asked. */
  readonly readDialplan: () => Promise<Dialplan | undefined>;
  readonly people: Pick<People, 'list'>;
  readonly clock: Clock;
  /** For the day in the names of files. */
  readonly timeZone: string;
  /** A new random SIP password. */
  readonly newPassword: () => Secret;
  /** A file that a person sent, by the handle the guided flow got for it; undefined after a restart. */
  readonly openDocument: (handle: string) => Uint8Array | undefined;
  /** Rows that a person wrote instead of sending a file, the same way. */
  readonly openSecret: (handle: string) => Secret | undefined;
  readonly sendDocument: (chatId: number, file: Attachment) => Promise<number>;
  /** Sends what deletes itself after the given time, over restarts too. */
  readonly sendVanishing: (
    chatId: number,
    what: { readonly document: Attachment },
    afterMs: number,
  ) => Promise<unknown>;
};
