import { z } from 'zod';
import { badRequest } from '../api-error.ts';
import type { ChatRecord, Topic } from '../chat.ts';
import { findChat, hasRight } from '../find-in-world.ts';
import { method, type Method } from '../method.ts';
import type { Room } from '../room.ts';
import type { World } from '../world.ts';
import { removeMessage } from './delete-message.ts';
import { chatId } from './send-content.ts';

/** The six colours a topic may have. Source: Bot API, createForumTopic. */
const topicColors: readonly number[] = [7322096, 16766590, 13338331, 9367192, 16749490, 16478047];

export const createForumTopic: Method = method(
  z.object({
    chat_id: chatId,
    name: z.string(),
    icon_color: z.number().optional(),
    icon_custom_emoji_id: z.string().optional(),
  }),
  (input, { world }) => {
    const chat = findForum(world, input.chat_id);
    if (!hasRight(chat, 'can_manage_topics')) {
      throw badRequest('not enough rights to create a topic');
    }
    checkName(input.name);
    const { icon_color: iconColor = 7322096 } = input;
    if (!topicColors.includes(iconColor)) throw badRequest('invalid icon color specified');
    const topic = addTopic(world, chat, { ...input, iconColor, fromId: world.bot.id });
    return {
      message_thread_id: topic.threadId,
      name: topic.name,
      icon_color: topic.iconColor,
      icon_custom_emoji_id: topic.iconCustomEmojiId,
    };
  },
);

const oneTopic = z.object({ chat_id: chatId, message_thread_id: z.number() });

export const editForumTopic: Method = method(
  oneTopic.extend({
    name: z.string().optional(),
    icon_custom_emoji_id: z.string().optional(),
  }),
  (input, room) => {
    const { chat, topic } = findManagedTopic(room, input);
    const { name = topic.name, icon_custom_emoji_id: icon = topic.iconCustomEmojiId } = input;
    if (input.name !== undefined) checkName(input.name);
    if (name === topic.name && icon === topic.iconCustomEmojiId) {
      throw badRequest('TOPIC_NOT_MODIFIED');
    }
    topic.name = name;
    topic.iconCustomEmojiId = icon;
    addNotice(room.world, chat, topic, 'forum_topic_edited', { name });
    return true;
  },
);

export const closeForumTopic: Method = method(oneTopic, (input, room) => {
  const { chat, topic } = findManagedTopic(room, input);
  if (topic.isClosed) throw badRequest('TOPIC_NOT_MODIFIED');
  topic.isClosed = true;
  addNotice(room.world, chat, topic, 'forum_topic_closed', {});
  return true;
});

export const reopenForumTopic: Method = method(oneTopic, (input, room) => {
  const { chat, topic } = findManagedTopic(room, input);
  if (!topic.isClosed) throw badRequest('TOPIC_NOT_MODIFIED');
  topic.isClosed = false;
  addNotice(room.world, chat, topic, 'forum_topic_reopened', {});
  return true;
});

export const deleteForumTopic: Method = method(oneTopic, (input, { world }) => {
  const chat = findForum(world, input.chat_id);
  const topic = findLivingTopic(chat, input.message_thread_id);
  if (!hasRight(chat, 'can_delete_messages')) {
    throw badRequest('not enough rights to delete the topic');
  }
  removeTopic(world, chat, topic);
  return true;
});

/** A new topic with its "created" message, whose id is the topic's. */
export function addTopic(
  world: World,
  chat: ChatRecord,
  given: {
    readonly name: string;
    readonly iconColor?: number;
    readonly icon_custom_emoji_id?: string | undefined;
    readonly fromId: number;
  },
): Topic {
  const { name, iconColor = 7322096, icon_custom_emoji_id: icon, fromId } = given;
  const created = { name, icon_color: iconColor, icon_custom_emoji_id: icon };
  const notice = world.addMessage(chat, {
    fromId,
    content: {
      type: 'service',
      members: { forum_topic_created: created },
      label: `# ${name}`,
    },
  });
  const topic: Topic = {
    threadId: notice.id,
    name,
    iconColor,
    iconCustomEmojiId: icon,
    isClosed: false,
    isDeleted: false,
  };
  chat.topics.set(topic.threadId, topic);
  return topic;
}

export function removeTopic(world: World, chat: ChatRecord, topic: Topic): void {
  topic.isDeleted = true;
  for (const message of chat.messages) {
    const isInTopic = message.threadId === topic.threadId || message.id === topic.threadId;
    if (isInTopic && message.deletedAt === undefined) removeMessage(world, message);
  }
}

function findForum(world: World, id: number | string): ChatRecord {
  const chat = findChat(world, id, 'write');
  if (!chat.isForum) throw badRequest('the chat is not a forum');
  return chat;
}

function findManagedTopic(
  { world }: Room,
  input: z.output<typeof oneTopic>,
): { readonly chat: ChatRecord; readonly topic: Topic } {
  const chat = findForum(world, input.chat_id);
  const topic = findLivingTopic(chat, input.message_thread_id);
  if (!hasRight(chat, 'can_manage_topics')) {
    throw badRequest('not enough rights to edit the topic');
  }
  return { chat, topic };
}

function findLivingTopic(chat: ChatRecord, threadId: number): Topic {
  const topic = chat.topics.get(threadId);
  if (topic === undefined) throw badRequest('TOPIC_ID_INVALID');
  if (topic.isDeleted) throw badRequest('TOPIC_DELETED');
  return topic;
}

function checkName(name: string): void {
  if (name.trim() === '') throw badRequest('TOPIC_TITLE_EMPTY');
  if ([...name].length > 128) {
    throw badRequest('emulator: a topic name has 128 characters at most');
  }
}

function addNotice(
  world: World,
  chat: ChatRecord,
  topic: Topic,
  kind: string,
  value: { readonly name?: string },
): void {
  world.addMessage(chat, {
    fromId: world.bot.id,
    threadId: topic.threadId,
    content: { type: 'service', members: { [kind]: value }, label: `# ${topic.name}: ${kind}` },
  });
}
