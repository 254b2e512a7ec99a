import type { Right } from '../../src/sandbox/telegram/chat.ts';
import type { TelegramEmulator } from '../../src/sandbox/telegram/emulator.ts';
import type { BotStatus } from '../../src/sandbox/telegram/groups.ts';
import type { StoredMessage } from '../../src/sandbox/telegram/message.ts';
import { chatOf } from '../../src/sandbox/telegram/people.ts';
import { printScreen } from './telegram-screen.ts';
import { seenMessage, type SeenMessage } from './telegram-seen.ts';
import { waitFor } from './telegram-wait.ts';

export type TestTopic = { readonly threadId: number; readonly name: string };

type Member = { readonly id: number };

/** A group with the bot in it. Its first owner is nobody in particular. */
export type Group = {
  readonly chatId: number;
  readonly title: string;
  adds(person: Member): void;
  removes(person: Member): void;
  makesAdmin(person: Member): void;
  /** The bot's standing: administrator (perhaps without some rights), member, kicked or left. */
  setsBot(type: BotStatus['type'], without?: readonly Right[]): void;
  createTopic(name: string, by?: Member): TestTopic;
  deletesTopic(topic: TestTopic): void;
  closesTopic(topic: TestTopic): void;
  reopensTopic(topic: TestTopic): void;
  /** Topics that are not deleted. */
  topics(): readonly (TestTopic & { readonly isClosed: boolean })[];
  /** Waits for a topic with this name. */
  topic(name: string | RegExp, within?: number): Promise<TestTopic>;
  /** Becomes a supergroup: calls to the old id answer with `migrate_to_chat_id`. */
  upgrades(): Group;
  /** Messages of everybody that are not deleted or about the group itself, oldest first. */
  messages(topic?: TestTopic): readonly SeenMessage[];
  screen(): string;
};

export function groupDriver(telegram: TelegramEmulator, chatId: number, ownerId: number): Group {
  const { world, groups } = telegram;
  const chat = chatOf(world, chatId);
  const isShown = (message: StoredMessage): boolean =>
    message.deletedAt === undefined && message.content.type !== 'service';
  const living = (): readonly (TestTopic & { readonly isClosed: boolean })[] =>
    [...chat.topics.values()].filter(({ isDeleted }) => !isDeleted);
  const screen = (): string => printScreen(world, chat);
  return {
    chatId,
    title: chat.title ?? '',
    adds: ({ id }) => {
      groups.join(chatId, id);
    },
    removes: ({ id }) => {
      groups.leave(chatId, id);
    },
    makesAdmin: ({ id }) => {
      groups.promote(chatId, id);
    },
    setsBot: (type, without = []) => {
      const status = type === 'administrator' ? { type, without } : { type };
      groups.setBot(chatId, ownerId, status);
    },
    createTopic: (name, by) => groups.createTopic(chatId, by?.id ?? ownerId, name),
    deletesTopic: ({ threadId }) => {
      groups.deleteTopic(chatId, threadId);
    },
    closesTopic: ({ threadId }) => {
      groups.closeTopic(chatId, ownerId, threadId);
    },
    reopensTopic: ({ threadId }) => {
      groups.reopenTopic(chatId, ownerId, threadId);
    },
    topics: living,
    topic: (name, within = 30_000) =>
      waitFor(world.changed, {
        look: () =>
          living().find((topic) =>
            typeof name === 'string' ? topic.name === name : name.test(topic.name),
          ),
        withinMs: within,
        explain: () => `no topic ${String(name)} within ${within} ms\n${screen()}`,
      }),
    upgrades: () => groupDriver(telegram, groups.upgrade(chatId, ownerId).id, ownerId),
    messages: (topic) =>
      chat.messages
        .filter((message) => isShown(message) && (!topic || message.threadId === topic.threadId))
        .map((message) => seenMessage(world, message)),
    screen,
  };
}
