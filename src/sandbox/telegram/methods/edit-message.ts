import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { badRequest, NotEmulated } from '../api-error.ts';
import { findChat, findMessage } from '../find-in-world.ts';
import { formatCaption, formatMessageText } from '../formatted-text.ts';
import type { JsonObject } from '../json.ts';
import { checkKeyboard, inlineKeyboard, type ReplyMarkup } from '../keyboard.ts';
import { readableText, type Content, type StoredMessage } from '../message.ts';
import { method, type CallSurroundings, type Method } from '../method.ts';
import { printMessage } from '../print-message.ts';
import type { Room } from '../room.ts';
import { entities } from './entities.ts';
import { chatId } from './send-content.ts';
import { inputMedia, mediaContent } from './media-content.ts';

const target = z.object({
  chat_id: chatId.optional(),
  message_id: z.number().optional(),
  inline_message_id: z.string().optional(),
  reply_markup: inlineKeyboard.optional(),
});

export const editMessageText: Method = method(
  target.extend({
    text: z.string().optional(),
    parse_mode: z.string().optional(),
    entities: entities.optional(),
  }),
  (input, room) =>
    edit(room, input, (content) => {
      if (content.type !== 'text') throw badRequest('there is no text in the message to edit');
      const { text = '', parse_mode: parseMode } = input;
      return {
        type: 'text',
        ...formatMessageText({ text, parseMode, entities: input.entities }),
      };
    }),
);

export const editMessageCaption: Method = method(
  target.extend({
    caption: z.string().optional(),
    parse_mode: z.string().optional(),
    caption_entities: entities.optional(),
  }),
  (input, room) =>
    edit(room, input, (content) => {
      if (content.type !== 'media') {
        throw badRequest('there is no caption in the message to edit');
      }
      const { caption: text = '', parse_mode: parseMode } = input;
      const caption = formatCaption({ text, parseMode, entities: input.caption_entities });
      return { ...content, caption };
    }),
);

export const editMessageReplyMarkup: Method = method(target, (input, room) =>
  edit(room, input, (content) => content),
);

export const editMessageMedia: Method = method(
  target.extend({ media: inputMedia }),
  (input, room, surroundings: CallSurroundings) =>
    edit(room, input, () => mediaContent(room, input.media, surroundings)),
);

function edit(
  room: Room,
  input: z.output<typeof target>,
  change: (content: Content) => Content,
): JsonObject {
  const { world } = room;
  if (input.inline_message_id !== undefined) throw new NotEmulated('inline_message_id');
  if (input.chat_id === undefined) throw badRequest('chat_id is empty');
  if (input.message_id === undefined) throw badRequest('message identifier is not specified');
  const markup = checkKeyboard(input.reply_markup);
  const chat = findChat(world, input.chat_id, 'edit');
  const message = findMessage(chat, input.message_id, 'message to edit');
  checkEditable(message, world.bot.id);
  const content = change(message.content);
  if (isUnchanged(message, content, markup)) {
    throw badRequest(
      'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
    );
  }
  message.earlier.push({ text: readableText(message), until: world.clock.now() });
  message.content = content;
  message.markup = markup;
  message.editedAt = world.clock.now();
  world.touch(message);
  return printMessage(world, chat, message);
}

function checkEditable(message: StoredMessage, botId: number): void {
  const isOwn = message.fromId === botId && message.origin === undefined;
  if (!isOwn || !message.isEditable || message.content.type === 'service') {
    throw badRequest("message can't be edited");
  }
}

function isUnchanged(
  message: StoredMessage,
  content: Content,
  markup: ReplyMarkup | undefined,
): boolean {
  return isDeepStrictEqual(message.content, content) && isDeepStrictEqual(message.markup, markup);
}
