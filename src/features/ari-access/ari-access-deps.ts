import type { AsteriskCli } from '../../asterisk/cli.ts';
import type { ConfirmDeps } from '../../change/confirm-change.ts';
import type { ProcessControl } from '../../change/process-control.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Locale } from '../../lib/locale.ts';
import type { Log } from '../../lib/log.ts';
import type { Secret } from '../../lib/secret.ts';
import type { AriPair } from '../../pbx/ari-user.ts';
import type { AskPair } from '../../pbx/prove-ari.ts';
import type { AriFolder } from '../../pbx/read-ari.ts';
import type { People } from '../../storage/people.ts';
import type { Chat } from '../../telegram/chat.ts';
import type { Words } from '../../telegram/door.ts';
import type { RotationStore } from './store.ts';

export type AriAccessPolicy = {
  readonly rotation: 'alternating' | 'single';
  /** How long both passwords are good after the programs moved over. */
  readonly graceMs: number;
  /** Programs under pm2 that sign in with the pair of our `.env`. */
  readonly dependants: readonly string[];
  /** How long such a program must run without another restart before it is believed. */
  readonly stableMs: number;
  /** Keys of `.env` that the environment gives this process instead: a new value would not be read. */
  readonly fixedByEnvironment: readonly string[];
};

/** Whatever of ours signs in to ARI: it takes a new pair while it works, and resolves when it has. */
export type AriLink = { readonly changeCredentials: (pair: AriPair) => void | Promise<void> };

/** Everything this feature works with. */
export type AriAccessDeps = ConfirmDeps & {
  readonly folder: AriFolder;
  readonly ask: AskPair;
  readonly cli: Pick<AsteriskCli, 'showAriSessions' | 'shutDownAriSessions'>;
  /** The REST client, the stream of events, whatever else. */
  readonly links: readonly AriLink[];
  readonly processes: ProcessControl;
  /** Our own process, which moves over without a restart. */
  readonly ownPid: number;
  readonly policy: AriAccessPolicy;
  readonly store: RotationStore;
  readonly people: Pick<People, 'byTelegramId'>;
  readonly chat: Pick<Chat, 'sendMessage' | 'editMessage'>;
  readonly wordsOf: (locale: Locale) => Words;
  /** IANA name, for the times people read. */
  readonly timeZone: string;
  readonly clock: Clock;
  readonly log: Log;
  /** A new random ARI password. */
  readonly newPassword: () => Secret;
  readonly newId: () => string;
  /** A secret that a person typed, by the handle the guided flow got for it. */
  readonly openSecret: (handle: string) => Secret | undefined;
  /** What can be written in a folder. */
  readonly lookAtFolder: (
    folder: string,
  ) => Promise<{ readonly freeBytes: number; readonly isWritable: boolean }>;
};
