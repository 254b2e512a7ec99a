import type { Clock } from '../../lib/clock.ts';
import type { Log } from '../../lib/log.ts';
import type { People } from '../../storage/people.ts';
import type { Chat } from '../../telegram/chat.ts';
import type { Words } from '../../telegram/door.ts';
import type { DeskStore } from './store.ts';

/** A customer's talk, as the desk needs to know it. */
export type DeskTalk = {
  readonly talkId: number;
  readonly isClosed: boolean;
  readonly closedAt: number | undefined;
  readonly place: { readonly chatId: number; readonly topicId: number } | undefined;
};

/** Somebody of ours wrote to a customer. */
export type Answer = {
  readonly talkId: number;
  readonly telegramId: number;
  readonly chatId: number;
  readonly topicId: number;
  readonly messageId: number;
};

export type DeskDeps = {
  readonly store: DeskStore;
  readonly findTalk: (talkId: number) => Promise<DeskTalk | undefined>;
  readonly findTalkAt: (chatId: number, topicId: number) => Promise<DeskTalk | undefined>;
  /** Whether something that the customer said stands in the topic behind this message, or came after that time. */
  readonly isSaidAfter: (
    talkId: number,
    since: { readonly chatId: number; readonly messageId: number } | { readonly at: number },
  ) => Promise<boolean>;
  /** Kept until Telegram has done it. */
  readonly setDoor: (talkId: number, wish: 'close' | 'open', at: number) => Promise<void>;
  /** Head and title have to show something else. */
  readonly refreshHead: (talkId: number) => Promise<void>;
  readonly people: Pick<People, 'byTelegramId' | 'byId'>;
  /** It tries for a while. */
  readonly chat: Pick<Chat, 'sendMessage'>;
  /** Of the operators' group. */
  readonly groupWords: () => Promise<Words>;
  readonly clock: Clock;
  readonly log: Log;
};
