import type { Api } from 'grammy';
import type { ReactionTypeEmoji } from 'grammy/types';
import { stopOf } from './api-trouble.ts';

/** What a bot may react with, as far as this house does. Source: Bot API, ReactionTypeEmoji. */
export type ReactionEmoji = ReactionTypeEmoji['emoji'];

/**
 * A group's topics. All throw Unreachable and Refused as `chat.ts` says, after one try; what already
 * is as wanted is success.
 */
export type Topics = {
  /** Telegram allows 128 characters in a title; longer ones are cut. Resolves to the topic's id. */
  readonly create: (chatId: number, name: string) => Promise<number>;
  readonly rename: (chatId: number, topicId: number, name: string) => Promise<void>;
  readonly close: (chatId: number, topicId: number) => Promise<void>;
  readonly reopen: (chatId: number, topicId: number) => Promise<void>;
  /** Puts a message above its topic, without a sound. */
  readonly pin: (chatId: number, messageId: number) => Promise<void>;
  /** The bot's reaction in place of its older one; undefined takes it away. */
  readonly react: (
    chatId: number,
    messageId: number,
    emoji: ReactionEmoji | undefined,
  ) => Promise<void>;
  /** Whether the bot itself may make topics there. */
  readonly mayManage: (chatId: number) => Promise<boolean>;
};

/** Source: Bot API, createForumTopic. */
const longestName = 128;

export function createTopics(api: Api, me: () => number): Topics {
  return {
    create: async (chatId, name) => {
      const topic = await stopping(() => api.createForumTopic(chatId, cut(name)));
      return topic.message_thread_id;
    },
    rename: (chatId, topicId, name) =>
      modify(() => api.editForumTopic(chatId, topicId, { name: cut(name) })),
    close: (chatId, topicId) => modify(() => api.closeForumTopic(chatId, topicId)),
    reopen: (chatId, topicId) => modify(() => api.reopenForumTopic(chatId, topicId)),
    pin: async (chatId, messageId) => {
      await stopping(() => api.pinChatMessage(chatId, messageId, { disable_notification: true }));
    },
    react: async (chatId, messageId, emoji) => {
      await stopping(() =>
        api.setMessageReaction(
          chatId,
          messageId,
          emoji === undefined ? [] : [{ type: 'emoji', emoji }],
        ),
      );
    },
    mayManage: async (chatId) => {
      const member = await stopping(() => api.getChatMember(chatId, me()));
      return member.status === 'administrator' && member.can_manage_topics === true;
    },
  };
}

function cut(name: string): string {
  return [...name].slice(0, longestName).join('');
}

async function modify(call: () => Promise<unknown>): Promise<void> {
  try {
    await call();
  } catch (error) {
    const isAlready = error instanceof Error && error.message.includes('TOPIC_NOT_MODIFIED');
    if (!isAlready) throw stopOf(error);
  }
}

async function stopping<Result>(call: () => Promise<Result>): Promise<Result> {
  try {
    return await call();
  } catch (error) {
    throw stopOf(error);
  }
}
