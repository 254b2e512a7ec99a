import type { Clock } from '../../lib/clock.ts';
import type { Locale } from '../../lib/locale.ts';
import type { Log } from '../../lib/log.ts';
import type { Graph, GraphAccess } from '../../meta/graph.ts';
import type { People } from '../../storage/people.ts';
import type { Chat } from '../../telegram/chat.ts';
import type { Words } from '../../telegram/door.ts';
import type { AlarmStore } from './store.ts';

/** What was written in the last day, and how much of it no webhook told. */
export type LossNews = {
  readonly state: 'trouble' | 'mended' | 'between';
  readonly written: number;
  readonly missed: number;
  readonly percent: string;
};

export type AlarmDeps = {
  readonly store: AlarmStore;
  /** All by which we speak with Meta. */
  readonly accesses: readonly GraphAccess[];
  readonly graph: Pick<Graph, 'readSubscription' | 'subscribe'>;
  readonly readLoss: () => Promise<LossNews>;
  /** The latest at which the token of Instagram Login ends; undefined: there is none, or nobody knows. */
  readonly readTokenEnd: () => Promise<number | undefined>;
  /** Webhooks come again; what came meanwhile is missing. */
  readonly onMended: () => void;
  readonly people: Pick<People, 'list'>;
  readonly chat: Pick<Chat, 'sendMessage'>;
  readonly wordsOf: (locale: Locale) => Words;
  readonly isQuiet: (at: number) => boolean;
  readonly clock: Clock;
  readonly log: Log;
  /** Returns early when the signal comes. */
  readonly pause: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly pace?: Partial<AlarmPace>;
};

/** Milliseconds. */
export type AlarmPace = {
  /** Between two looks at what can be seen here, */
  readonly alarmEveryMs: number;
  /** and at what Meta has to be asked. */
  readonly subscriptionEveryMs: number;
  /** So long no good signature came before the bad ones mean something. */
  readonly signatureSureMs: number;
  /** The same trouble again within this is not told again. */
  readonly alarmHoldMs: number;
};

export const usualAlarmPace: AlarmPace = {
  ...{ alarmEveryMs: 10_000, subscriptionEveryMs: 10 * 60_000 },
  ...{ signatureSureMs: 10 * 60_000, alarmHoldMs: 60 * 60_000 },
};
