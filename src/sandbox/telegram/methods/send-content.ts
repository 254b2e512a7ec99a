import { z } from 'zod';
import { badRequest } from '../api-error.ts';
import type { ChatRecord } from '../chat.ts';
import { checkTopicOpen, findChat, findTopic } from '../find-in-world.ts';
import type { JsonObject } from '../json.ts';
import { checkKeyboard, replyMarkup, type ReplyMarkup } from '../keyboard.ts';
import type { Content, StoredMessage } from '../message.ts';
import { printMessage } from '../print-message.ts';
import type { Room } from '../room.ts';

export const chatId = z.union([z.number(), z.string()]);

/** What every send… method has in common. */
export const destination = z.object({
  chat_id: chatId,
  message_thread_id: z.number().optional(),
  protect_content: z.boolean().optional(),
  reply_parameters: z
    .object({
      message_id: z.number(),
      chat_id: chatId.optional(),
      allow_sending_without_reply: z.boolean().optional(),
    })
    .optional(),
  reply_markup: replyMarkup.optional(),
});

export type Destination = z.output<typeof destination>;

/** Sends as the bot and prints the `Message`. */
export function sendContent(
  room: Room,
  input: Destination,
  makeContent: () => Content,
  more: { readonly albumId?: string } = {},
): JsonObject {
  const { message, chat } = storeContent(room, input, makeContent, more);
  return printMessage(room.world, chat, message);
}

/** Sends as the bot. The content is made only when the chat may be written to, as Telegram does. */
export function storeContent(
  { world }: Room,
  input: Destination,
  makeContent: () => Content,
  more: { readonly albumId?: string; readonly origin?: JsonObject } = {},
): { readonly message: StoredMessage; readonly chat: ChatRecord } {
  const markup = checkKeyboard(input.reply_markup);
  const chat = findChat(world, input.chat_id, 'write');
  const topic = findTopic(chat, input.message_thread_id);
  const repliedTo = findRepliedTo(chat, input);
  const content = makeContent();
  checkTopicOpen(chat, topic);
  checkContactButtons(chat, markup);
  const message = world.addMessage(chat, {
    fromId: world.bot.id,
    content,
    threadId: topic?.threadId ?? repliedTo?.threadId,
    replyToId: repliedTo?.id,
    isProtected: input.protect_content,
    markup,
    ...more,
  });
  return { message, chat };
}

function findRepliedTo(chat: ChatRecord, input: Destination): StoredMessage | undefined {
  const reply = input.reply_parameters;
  if (reply === undefined) return undefined;
  const found = chat.messages.find(
    ({ id, deletedAt }) => id === reply.message_id && deletedAt === undefined,
  );
  if (found === undefined && reply.allow_sending_without_reply !== true) {
    throw badRequest('message to be replied not found');
  }
  return found;
}

function checkContactButtons(chat: ChatRecord, markup: ReplyMarkup | undefined): void {
  if (chat.type === 'private' || markup === undefined || !('keyboard' in markup)) return;
  const asks = markup.keyboard
    .flat()
    .some((button) => 'request_contact' in button && button.request_contact === true);
  if (asks) throw badRequest('phone number can be requested in private chats only');
}
