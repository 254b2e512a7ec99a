import { badRequest, forbidden } from './api-error.ts';
import { isAdmin, isInside, type ChatRecord, type Right, type Topic } from './chat.ts';
import type { StoredMessage } from './message.ts';
import type { World } from './world.ts';

/** How much a method needs: to look, to change, or to write into the chat. */
export type Access = 'read' | 'edit' | 'write';

/**
 * The chat a method names, or Telegram's refusal: unknown, blocked, never started, kicked,
 * upgraded. Source: tdlib/telegram-bot-api, `check_chat_access`.
 */
export function findChat(world: World, chatId: number | string, access: Access): ChatRecord {
  const id = typeof chatId === 'string' ? readChatId(chatId) : chatId;
  if (id === 0) throw badRequest('chat_id is empty');
  const chat = world.chats.get(id);
  if (chat === undefined) throw badRequest('chat not found');
  if (chat.type === 'private') checkPrivate(world, chat, access);
  else checkGroup(chat, access);
  return chat;
}

function readChatId(text: string): number {
  if (text === '') throw badRequest('chat_id is empty');
  // People cannot be addressed by username, only public groups and channels: there are none here.
  if (!/^-?\d+$/.test(text)) throw badRequest('chat not found');
  return Number(text);
}

function checkPrivate(world: World, chat: ChatRecord, access: Access): void {
  const person = world.people.get(chat.id);
  if (person === undefined) throw badRequest('private chat not found');
  const isKnown =
    person.hasStarted || [...world.chats.values()].some(({ members }) => members.has(person.id));
  if (!isKnown) throw badRequest('chat not found');
  if (access === 'read') return;
  if (person.isDeactivated) throw forbidden('user is deactivated');
  if (access !== 'write') return;
  if (person.hasBlocked) throw forbidden('bot was blocked by the user');
  if (!person.hasStarted) throw forbidden("bot can't initiate conversation with a user");
}

function checkGroup(chat: ChatRecord, access: Access): void {
  if (chat.migratedToId !== undefined && access === 'write') {
    throw badRequest('group chat was upgraded to a supergroup chat', {
      migrate_to_chat_id: chat.migratedToId,
    });
  }
  const kind = chat.type === 'group' ? 'group' : 'supergroup';
  if (access === 'read' && chat.type === 'group') return;
  if (chat.bot.status === 'kicked') throw forbidden(`bot was kicked from the ${kind} chat`);
  if (!isInside(chat.bot)) throw forbidden(`bot is not a member of the ${kind} chat`);
}

/** The topic a message goes to. Source: `check_message_topic` and Telegram's servers. */
export function findTopic(chat: ChatRecord, threadId: number | undefined): Topic | undefined {
  if (threadId === undefined || threadId === 0) return undefined;
  if (chat.type === 'private') throw badRequest('message thread not found');
  if (!chat.isForum) return undefined;
  const topic = chat.topics.get(threadId);
  if (topic === undefined || topic.isDeleted) throw badRequest('message thread not found');
  return topic;
}

/** An administrator may write into a closed topic, others may not. */
export function checkTopicOpen(chat: ChatRecord, topic: Topic | undefined): void {
  if (topic?.isClosed === true && !hasRight(chat, 'can_manage_topics')) {
    throw badRequest('TOPIC_CLOSED');
  }
}

/** A message that is still there. */
export function findMessage(chat: ChatRecord, messageId: number, what: string): StoredMessage {
  const message = chat.messages.findLast(({ id }) => id === messageId);
  if (message === undefined || message.deletedAt !== undefined) {
    throw badRequest(`${what} not found`);
  }
  return message;
}

export function hasRight(chat: ChatRecord, right: Right): boolean {
  return isAdmin(chat.bot) && chat.bot.rights.has(right);
}
