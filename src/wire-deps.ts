import type { PlanShelf } from './change/plan-shelf.ts';
import type { LiveConfig } from './config.ts';
import type { Core } from './core.ts';
import type { AlarmPace } from './features/inbox-alarms/index.ts';
import type { GapPace } from './features/inbox-gaps/index.ts';
import type { ReplyPace } from './features/inbox-replies/index.ts';
import type { TokenPace } from './features/inbox-token/index.ts';
import type { Clock } from './lib/clock.ts';
import type { Locale } from './lib/locale.ts';
import type { OwnLog } from './lib/log.ts';
import type { Secret } from './lib/secret.ts';
import type { People } from './storage/people.ts';
import type { ReadJournal } from './systemd/journal.ts';
import type { Chat } from './telegram/chat.ts';
import type { Words } from './telegram/door.ts';
import type { SendRates } from './telegram/send-budget.ts';
import type { Vanishing } from './telegram/vanishing.ts';
import type { MetaAccesses } from './wire-meta.ts';

/** Milliseconds. `settleMs`: how late an earlier message may be. `lookEveryMs`: between looks into conversations. */
export type InboxPace = Partial<ReplyPace & GapPace & AlarmPace & TokenPace> & {
  readonly settleMs?: number;
  /** How long what may be killing the process waits before it is tried. */
  readonly quietMs?: number;
  /** Between two changes of titles. */
  readonly titleMs?: number;
  readonly lookEveryMs?: number;
};

/** What the whole house is made of. */
export type FeatureDeps = {
  readonly config: Omit<LiveConfig, 'mode'>;
  readonly clock: Clock;
  readonly log: OwnLog;
  /** From now on no line of the log shows this either. */
  readonly hideInLog?: (secret: Secret) => void;
  /** The sandbox's own PBX, where no phone can register. */
  readonly isPbxEmulated?: boolean;
  /** Variables that win over `.env`, for a doctor who reads the settings again. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** What the service that we are has printed so far; undefined when systemd does not run us. */
  readonly readJournal?: ReadJournal | undefined;
  /** How long the inbox waits for this and that: tests do not wait as long. */
  readonly inboxPace?: InboxPace;
  /** How many messages that follow a state go to Telegram: tests have no time for what real groups take. */
  readonly cardRates?: Partial<SendRates>;
  /** Shows the owner's one-time code on the server's console. */
  readonly announceClaim: (claim: {
    readonly link: string;
    readonly code: string;
    readonly minutes: number;
  }) => void;
};

/** What the features of one area are made of. */
export type Shared = {
  readonly config: FeatureDeps['config'];
  readonly core: Core;
  readonly isPbxEmulated: boolean;
  readonly shelf: PlanShelf;
  readonly people: People;
  readonly vanishing: Vanishing;
  readonly chat: Chat;
  readonly wordsOf: (locale: Locale) => Words;
  readonly openSecret: (handle: string) => Secret | undefined;
  readonly openDocument: (handle: string) => Uint8Array | undefined;
  readonly metaAccesses: MetaAccesses;
  readonly hideInLog: (secret: Secret) => void;
  readonly clock: Clock;
  readonly log: OwnLog;
};
