import { z } from 'zod';
import { badRequest } from '../api-error.ts';
import { isAdmin, type ChatRecord } from '../chat.ts';
import { findChat, findMessage, hasRight } from '../find-in-world.ts';
import type { StoredMessage } from '../message.ts';
import { method, type Method } from '../method.ts';
import type { World } from '../world.ts';
import { chatId } from './send-content.ts';

/** Source: Bot API, deleteMessage. */
const deletableMs = 48 * 60 * 60 * 1000;

export const deleteMessage: Method = method(
  z.object({ chat_id: chatId, message_id: z.number() }),
  (input, { world }) => {
    const chat = findChat(world, input.chat_id, 'edit');
    const message = findMessage(chat, input.message_id, 'message to delete');
    checkDeletable(world, chat, message);
    removeMessage(world, message);
    return true;
  },
);

/** Those that are not there are skipped. */
export const deleteMessages: Method = method(
  z.object({ chat_id: chatId, message_ids: z.array(z.number()) }),
  (input, { world }) => {
    const chat = findChat(world, input.chat_id, 'edit');
    const { message_ids: ids } = input;
    if (ids.length === 0) throw badRequest('message identifiers are not specified');
    if (ids.length > 100) throw badRequest('too many message identifiers specified');
    const found = chat.messages.filter(
      ({ id, deletedAt }) => ids.includes(id) && deletedAt === undefined,
    );
    for (const message of found) checkDeletable(world, chat, message);
    for (const message of found) removeMessage(world, message);
    return true;
  },
);

/** The message is gone from every screen; the emulator keeps it, marked. */
export function removeMessage(world: World, message: StoredMessage): void {
  message.deletedAt = world.clock.now();
  world.touch(message);
}

function checkDeletable(world: World, chat: ChatRecord, message: StoredMessage): void {
  const isOwn = message.fromId === world.bot.id;
  const mayDelete =
    chat.type === 'private' ||
    isOwn ||
    (chat.type === 'group' ? isAdmin(chat.bot) : hasRight(chat, 'can_delete_messages'));
  if (!mayDelete) throw badRequest("message can't be deleted");
  if (world.clock.now() - message.sentAt > deletableMs) {
    throw badRequest("message can't be deleted for everyone");
  }
}
