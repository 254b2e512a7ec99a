import { printChat, printUser } from './print-chat.ts';
import type { Json, JsonObject } from './json.ts';
import type { StoredFile, StoredMessage } from './message.ts';
import type { ChatRecord } from './chat.ts';
import { pictureSize } from './picture-size.ts';
import type { World } from './world.ts';

/** A `Message`, with the message it answers one level deep, as in Telegram. */
export function printMessage(world: World, chat: ChatRecord, message: StoredMessage): JsonObject {
  const { replyToId } = message;
  const repliedTo =
    replyToId === undefined
      ? undefined
      : chat.messages.findLast(({ id, deletedAt }) => id === replyToId && deletedAt === undefined);
  return {
    ...printAlone(world, chat, message),
    reply_to_message: repliedTo === undefined ? undefined : printAlone(world, chat, repliedTo),
  };
}

function printAlone(world: World, chat: ChatRecord, message: StoredMessage): JsonObject {
  const { markup } = message;
  const senderChat =
    message.senderChatId === undefined ? undefined : world.chats.get(message.senderChatId);
  return {
    message_id: message.id,
    message_thread_id: message.threadId,
    from: printUser(world, message.fromId),
    sender_chat: senderChat && printChat(world, senderChat),
    via_bot: message.viaBotId === undefined ? undefined : printUser(world, message.viaBotId),
    chat: printChat(world, chat),
    date: Math.floor(message.sentAt / 1000),
    edit_date: message.editedAt === undefined ? undefined : Math.floor(message.editedAt / 1000),
    is_topic_message: message.threadId === undefined ? undefined : true,
    forward_origin: message.origin,
    has_protected_content: message.isProtected || undefined,
    media_group_id: message.albumId,
    ...printContent(message),
    reply_markup: markup !== undefined && 'inline_keyboard' in markup ? markup : undefined,
  };
}

function printContent({ content }: StoredMessage): JsonObject {
  switch (content.type) {
    case 'text':
      return { text: content.text, entities: orNothing(content.entities) };
    case 'media':
      return {
        // An animation is a document too, "for backward compatibility".
        document: content.kind === 'animation' ? printDocument(content.file) : undefined,
        [content.kind]: printFile(content.file, content.details),
        caption: content.caption.text || undefined,
        caption_entities: orNothing(content.caption.entities),
      };
    case 'thing':
      return { [content.kind]: content.value };
    case 'service':
      return content.members;
  }
}

function orNothing<Item extends Json>(list: readonly Item[]): readonly Item[] | undefined {
  return list.length === 0 ? undefined : list;
}

function printFile(file: StoredFile, details: JsonObject): Json {
  const base = { file_id: file.id, file_unique_id: file.uniqueId, file_size: file.bytes.length };
  switch (file.kind) {
    case 'photo': {
      const size = pictureSize(file.bytes) ?? { width: 800, height: 800 };
      return [
        { ...base, file_size: Math.ceil(file.bytes.length / 4), width: 90, height: 90 },
        { ...base, ...size },
      ];
    }
    case 'document':
      return printDocument(file);
    case 'voice':
      return { ...base, mime_type: file.mimeType, duration: 1, ...details };
    case 'audio':
      return { ...base, file_name: file.name, mime_type: file.mimeType, duration: 1, ...details };
    case 'video':
    case 'animation':
      return {
        ...base,
        file_name: file.name,
        mime_type: file.mimeType,
        width: 640,
        height: 480,
        duration: 1,
        ...details,
      };
    case 'video_note':
      return { ...base, length: 240, duration: 1, ...details };
    case 'sticker':
      return {
        ...base,
        type: 'regular',
        width: 512,
        height: 512,
        is_animated: false,
        is_video: false,
        ...details,
      };
  }
}

function printDocument(file: StoredFile): JsonObject {
  return {
    file_id: file.id,
    file_unique_id: file.uniqueId,
    file_size: file.bytes.length,
    file_name: file.name,
    mime_type: file.mimeType,
  };
}
