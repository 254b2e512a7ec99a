import type { Clock } from '../../lib/clock.ts';
import type { Locale } from '../../lib/locale.ts';
import type { Log } from '../../lib/log.ts';
import type { Mutex } from '../../lib/mutex.ts';
import type {
  Attachment,
  CustomerEvent,
  CustomerKey,
  Happening,
  Platform,
} from '../../meta/customer-event.ts';
import type { People } from '../../storage/people.ts';
import type { Routes } from '../../storage/routes.ts';
import type { Chat } from '../../telegram/chat.ts';
import type { Words } from '../../telegram/door.ts';
import type { Topics } from '../../telegram/topics.ts';
import type { TopicStore } from './store.ts';

/** The first thing of a customer that is not shown yet. */
export type CustomerHead = {
  readonly sequence: number;
  /** So often it could not be shown for a reason of its own. */
  readonly refusals: number;
  /** So many lives of the process ended with it in hand; see `suspicion`. */
  readonly deaths: number;
  /** Something that the customer did later is shown already. */
  readonly isLate: boolean;
  /** No webhook told it: it was found in the conversation. */
  readonly isFetched: boolean;
  readonly event: CustomerEvent;
};

/** The kept events, as the door's store has them. */
export type EventQueue = {
  /** When the oldest webhook came whose events are not among the heads yet. */
  readonly oldestBodyAt: () => Promise<number | undefined>;
  readonly listHeads: (when: {
    readonly now: number;
    readonly settledBefore: number;
    readonly limit: number;
  }) => Promise<readonly CustomerHead[]>;
  /** When the next one can be among them; undefined: nothing waits. */
  readonly nextHeadAt: (settleMs: number) => Promise<number | undefined>;
  /** What the former life of the process died with; asked once, before anything is begun. */
  readonly countDeaths: () => Promise<void>;
  readonly beginEvent: (sequence: number) => Promise<void>;
  /** It waits to be begun alone. */
  readonly holdEvent: (sequence: number) => Promise<void>;
  /** In hand no more; so many deaths are held against it. */
  readonly releaseEvent: (sequence: number, deaths: number) => Promise<void>;
  readonly postponeEvent: (
    sequence: number,
    later: {
      readonly nextAt: number;
      readonly error: string;
      readonly isRefused: boolean;
      readonly deaths: number;
    },
  ) => Promise<void>;
  /** Nothing more is begun, and whatever ends the process now was told to. */
  readonly letGo: () => Promise<void>;
  readonly forgetMessage: (mid: string) => Promise<void>;
  readonly finishEvent: (
    sequence: number,
    state: 'done' | 'failed',
    error?: string,
  ) => Promise<void>;
};

/** What became of our own messages, for whoever wrote them. */
export type OwnMessages = {
  /** Whether what the account sent was ours; then nothing of it is to be shown. */
  readonly followEcho: (
    talkId: number,
    echo: {
      readonly mid: string;
      readonly metadata: string | undefined;
      readonly text: string;
      readonly hasFile: boolean;
      readonly at: number;
    },
  ) => Promise<boolean>;
  readonly noteDelivered: (
    talkId: number,
    told: { readonly mids: readonly string[]; readonly upTo: number | undefined },
  ) => Promise<void>;
  readonly noteRead: (
    talkId: number,
    told: { readonly mid: string | undefined; readonly upTo: number | undefined },
  ) => Promise<void>;
  /** The operator's message that became this one. */
  readonly findMessage: (
    mid: string,
  ) => Promise<{ readonly chatId: number; readonly messageId: number } | undefined>;
};

export type TopicsDeps = {
  readonly events: EventQueue;
  readonly store: TopicStore;
  readonly routes: Pick<Routes, 'find' | 'set' | 'remove'>;
  /** All that is needed to hear of customers stands in the settings. */
  readonly isMetaSet: boolean;
  /** Tries once and waits for nothing: what could not be said waits here. */
  readonly chat: Pick<Chat, 'sendMessage' | 'editMessage' | 'deleteMessage'>;
  /** For the admins; it tries for a while. */
  readonly patientChat: Pick<Chat, 'sendMessage'>;
  readonly topics: Topics;
  readonly people: Pick<People, 'list'>;
  /** The customer's own name; undefined when Meta does not tell it. */
  readonly readName: (customer: CustomerKey) => Promise<string | undefined>;
  /** Resolves to the message; undefined: it cannot be had, and a link stands for it. */
  readonly sendFile: (
    place: {
      readonly chatId: number;
      readonly topicId: number;
      readonly replyTo?: number;
      readonly caption?: string;
    },
    file: { readonly attachment: Attachment; readonly platform: Platform },
  ) => Promise<number | undefined>;
  /** The address by which operators see what Meta keeps. */
  readonly makeLink: (link: {
    readonly platform: Platform;
    readonly url: string;
    readonly mid: string | undefined;
  }) => Promise<string>;
  /** The customer took the message back. */
  readonly revokeLinks: (mid: string) => Promise<void>;
  readonly ownMessages: OwnMessages;
  /** This stands in the customer's topic now, or was taken back; it may be told again after a crash. */
  readonly onShown: (talkId: number, happening: Happening) => Promise<void>;
  /** What is said to this without a person; the same each time it is asked. */
  readonly answerOf: (said: {
    readonly talkId: number;
    readonly sequence: number;
    readonly event: CustomerEvent;
  }) => Promise<string | undefined>;
  /** Lets the customer have it. Told again after a crash, it leaves once. */
  readonly sendAnswer: (answer: {
    readonly talkId: number;
    readonly chatId: number;
    /** Which shows it in the topic. */
    readonly messageId: number;
    readonly text: string;
  }) => Promise<unknown>;
  /** What a topic is called in the list. */
  readonly titleOf: (talk: {
    readonly name: string;
    readonly platform: Platform;
    readonly isClosed: boolean;
  }) => string;
  /** The head of a topic that was made just now; it does not throw. */
  readonly showFirst: (talkId: number) => Promise<void>;
  /** The head, or the title, may have to show something else. */
  readonly touchHead: (talkId: number) => void;
  /** Topics are closed and opened one after the other, so that none is against another's will. */
  readonly doorsInTurn: Mutex;
  /** Undefined: that group has no links to its topics. */
  readonly topicLink: (chatId: number, topicId: number) => string | undefined;
  readonly wordsOf: (locale: Locale) => Words;
  readonly clock: Clock;
  readonly log: Log;
  readonly timeZone: string;
  /** Texts leave one after the other: a process that dies has at most one of them on its way. */
  readonly oneAtATime: Mutex;
  readonly random: () => number;
  /** Returns early when the signal comes. */
  readonly pause: (ms: number, signal: AbortSignal) => Promise<void>;
  /** How long an earlier message may be late; 2 s unless told. */
  readonly settleMs?: number;
  /** How long an event waits that may be what kills the process, while others go on; 5 s unless told. */
  readonly quietMs?: number;
};
