import { z } from 'zod';
import { badRequest } from '../api-error.ts';
import { findChat, findMessage } from '../find-in-world.ts';
import { formatCaption } from '../formatted-text.ts';
import type { JsonObject } from '../json.ts';
import type { Content, StoredMessage } from '../message.ts';
import { method, type Method } from '../method.ts';
import { printUser } from '../print-chat.ts';
import { printMessage } from '../print-message.ts';
import type { Room } from '../room.ts';
import type { World } from '../world.ts';
import { entities } from './entities.ts';
import { chatId, destination, storeContent } from './send-content.ts';

const one = destination.extend({ from_chat_id: chatId, message_id: z.number() });
const many = destination.extend({ from_chat_id: chatId, message_ids: z.array(z.number()) });

export const forwardMessage: Method = method(one, (input, room) => {
  const source = findSource(room, input.from_chat_id, input.message_id, 'message to forward');
  const { message, chat } = storeContent(room, input, () => source.content, {
    origin: originOf(room.world, source),
  });
  return printMessage(room.world, chat, message);
});

export const copyMessage: Method = method(
  one.extend({
    caption: z.string().optional(),
    parse_mode: z.string().optional(),
    caption_entities: entities.optional(),
  }),
  (input, room) => {
    const source = findSource(room, input.from_chat_id, input.message_id, 'message to copy');
    const { message } = storeContent(room, input, () => withCaption(source.content, input));
    return { message_id: message.id };
  },
);

export const forwardMessages: Method = method(many, (input, room) =>
  input.message_ids.flatMap((id) => {
    const source = sourceOrNothing(room, input.from_chat_id, id);
    if (source === undefined) return [];
    const origin = originOf(room.world, source);
    const { message } = storeContent(room, input, () => source.content, { origin });
    return [{ message_id: message.id }];
  }),
);

export const copyMessages: Method = method(many, (input, room) =>
  input.message_ids.flatMap((id) => {
    const source = sourceOrNothing(room, input.from_chat_id, id);
    if (source === undefined) return [];
    return [{ message_id: storeContent(room, input, () => source.content).message.id }];
  }),
);

/** The `MessageOrigin` of a forwarded message. */
export function originOf(world: World, source: StoredMessage): JsonObject {
  return (
    source.origin ?? {
      type: 'user',
      date: Math.floor(source.sentAt / 1000),
      sender_user: printUser(world, source.fromId),
    }
  );
}

function findSource(
  { world }: Room,
  fromChatId: number | string,
  messageId: number,
  what: string,
): StoredMessage {
  const message = findMessage(findChat(world, fromChatId, 'read'), messageId, what);
  if (!isCopyable(message)) {
    throw badRequest(
      what === 'message to copy' ? "message can't be copied" : "the message can't be forwarded",
    );
  }
  return message;
}

function sourceOrNothing(
  { world }: Room,
  fromChatId: number | string,
  messageId: number,
): StoredMessage | undefined {
  const found = findChat(world, fromChatId, 'read').messages.find(({ id }) => id === messageId);
  return found !== undefined && found.deletedAt === undefined && isCopyable(found)
    ? found
    : undefined;
}

function isCopyable(message: StoredMessage): boolean {
  return !message.isProtected && message.content.type !== 'service';
}

function withCaption(
  content: Content,
  input: {
    readonly caption?: string | undefined;
    readonly parse_mode?: string | undefined;
    readonly caption_entities?: z.output<typeof entities> | undefined;
  },
): Content {
  if (content.type !== 'media' || input.caption === undefined) return content;
  const { caption: text, parse_mode: parseMode, caption_entities: given } = input;
  return { ...content, caption: formatCaption({ text, parseMode, entities: given }) };
}
