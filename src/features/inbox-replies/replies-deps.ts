import type { Clock } from '../../lib/clock.ts';
import type { Locale } from '../../lib/locale.ts';
import type { Log } from '../../lib/log.ts';
import type { Platform } from '../../meta/customer-event.ts';
import type { Graph, GraphAccess } from '../../meta/graph.ts';
import type { People } from '../../storage/people.ts';
import type { Chat } from '../../telegram/chat.ts';
import type { Words } from '../../telegram/door.ts';
import type { OpenFile } from '../../telegram/file-source.ts';
import type { Topics } from '../../telegram/topics.ts';
import type { ReplyStore } from './store.ts';

/** A customer, as replies need to know them. */
export type Talk = {
  readonly talkId: number;
  readonly platform: Platform;
  readonly accountId: string;
  readonly customerId: string;
  readonly name: string;
  readonly place: { readonly chatId: number; readonly topicId: number } | undefined;
  readonly lastSaidAt: number | undefined;
};

/** Somebody of ours writes to a customer. */
export type Answer = {
  readonly talkId: number;
  readonly telegramId: number;
  readonly chatId: number;
  readonly topicId: number;
  readonly messageId: number;
};

export type RepliesDeps = {
  readonly store: ReplyStore;
  readonly findTalk: (talkId: number) => Promise<Talk | undefined>;
  readonly findTalkAt: (chatId: number, topicId: number) => Promise<Talk | undefined>;
  /** Meta's id of the customer's message that is shown there. */
  readonly findMidAt: (chatId: number, messageId: number) => Promise<string | undefined>;
  /** Whether the message with this id is shown as somebody else's. */
  readonly isShown: (mid: string) => Promise<boolean>;
  readonly graph: Pick<
    Graph,
    'send' | 'upload' | 'listConversations' | 'listMessages' | 'readAccount'
  >;
  /** Undefined: there is no token for it. */
  readonly accessOf: (platform: Platform) => GraphAccess | undefined;
  readonly hasHumanAgent: boolean;
  /** Tries once and waits for nothing. */
  readonly chat: Pick<Chat, 'sendMessage'>;
  /** For what is said at once, to admins and to who wrote; it tries for a while. */
  readonly patientChat: Pick<Chat, 'sendMessage'>;
  readonly openFile: OpenFile;
  readonly topics: Pick<Topics, 'react'>;
  readonly people: Pick<People, 'list' | 'byTelegramId'>;
  /** Of the operators' group. */
  readonly groupWords: () => Promise<Words>;
  readonly wordsOf: (locale: Locale) => Words;
  /** Somebody of ours answers this customer; the same answer may be told again. */
  readonly onAnswer: (answer: Answer) => Promise<void>;
  readonly newToken: () => string;
  /** An account that was paused works again. */
  readonly onResumed: () => void;
  readonly clock: Clock;
  readonly log: Log;
  readonly random: () => number;
  /** Returns early when the signal comes. */
  readonly pause: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly pace?: Partial<ReplyPace>;
};

/** Times that tests shorten. Milliseconds. */
export type ReplyPace = {
  /** So long the echo of a send without an answer is waited for. */
  readonly echoMs: number;
  /** Between two looks whether a dead token is good again. */
  readonly tokenMs: number;
};

export const usualPace: ReplyPace = { echoMs: 15_000, tokenMs: 60_000 };
