import type { Clock } from '../../lib/clock.ts';
import type { Log } from '../../lib/log.ts';
import type { Mutex } from '../../lib/mutex.ts';
import type { Platform } from '../../meta/customer-event.ts';
import type { Chat } from '../../telegram/chat.ts';
import type { Screen, Words } from '../../telegram/door.ts';
import type { Topics } from '../../telegram/topics.ts';

/** A customer with what is known of the head and the title of their topic. */
export type HeadTalk = {
  readonly talkId: number;
  readonly name: string;
  readonly platform: Platform;
  readonly lastSaidAt: number | undefined;
  readonly place: { readonly chatId: number; readonly topicId: number } | undefined;
  readonly isClosed: boolean;
  readonly doorWish: 'close' | 'open' | undefined;
  readonly headId: number | undefined;
  readonly headShown: string;
  readonly isHeadPinned: boolean;
  readonly titleShown: string;
  readonly headWanted: number;
};

/** What a feature knows of a customer, for the head of the topic. */
export type HeadPart = {
  /** HTML. */
  readonly lines: readonly string[];
  /** Shared ones only: the head is everybody's. */
  readonly buttons: NonNullable<Screen['buttons']>;
  /** Behind the customer's name in the list of topics; a change of it costs a call. '' for none. */
  readonly titleMark?: string;
};

/** `headPart` of each feature that has something to say of a customer. */
export type ReadHeadPart = (talkId: number, words: Words) => Promise<HeadPart>;

export type WindowOf = (lastSaidAt: number) => { readonly usual: number; readonly human: number };

export type HeadsDeps = {
  readonly store: {
    readonly byId: (talkId: number) => Promise<HeadTalk | undefined>;
    readonly setHead: (
      talkId: number,
      head: { readonly headId: number | undefined; readonly shown: string },
    ) => Promise<void>;
    readonly setTitle: (talkId: number, title: string) => Promise<void>;
    readonly endDoorWish: (talkId: number) => Promise<void>;
    readonly notePinned: (talkId: number) => Promise<void>;
    readonly wantHead: (talkId: number) => Promise<void>;
    readonly listUnsettledHeads: (limit: number) => Promise<readonly HeadTalk[]>;
    readonly settleHead: (talkId: number, wanted: number) => Promise<void>;
  };
  /** In the order in which they stand there. */
  readonly parts: () => readonly ReadHeadPart[];
  /** Tries once and waits for nothing. */
  readonly chat: Pick<Chat, 'sendMessage' | 'editMessage'>;
  readonly topics: Pick<Topics, 'rename' | 'close' | 'reopen' | 'pin'>;
  /** Until when the customer may be answered: by a machine's rule, and by a person. */
  readonly windowOf: WindowOf;
  /** Of the operators' group. */
  readonly groupWords: () => Promise<Words>;
  /** What Telegram's no means: as `inbox-topics/topic-trouble`. */
  readonly troubleOf: (error: unknown) => string;
  /** One head or door at a time, so that none is made twice or against another's will. */
  readonly inTurn: Mutex;
  readonly clock: Clock;
  readonly log: Log;
  readonly timeZone: string;
  readonly random: () => number;
  /** Returns early when the signal comes. */
  readonly pause: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Between two changes of titles: the group's twenty messages a minute are for customers. */
  readonly titleMs?: number;
};
