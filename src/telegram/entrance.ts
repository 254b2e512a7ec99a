import type { Message, Update, User } from 'grammy/types';

/** Who stands at the door with this update, and where. */
type Caller = {
  readonly updateId: number;
  readonly telegramId: number;
  /** As the person calls themselves. */
  readonly name: string;
  readonly languageCode: string | undefined;
  readonly chatId: number;
  readonly isPrivate: boolean;
  /** A group with topics. */
  readonly isForum: boolean;
  /** The forum topic it was written in. */
  readonly topicId: number | undefined;
  readonly messageId: number;
};

export type CommandEntrance = Caller & {
  readonly type: 'command';
  readonly command: string;
  readonly argument: string;
};
export type TextEntrance = Caller & { readonly type: 'text'; readonly text: string };
/** A text or caption the inbox took out before it was stored, and the file it stood under. */
export type SecretEntrance = Caller & {
  readonly type: 'secret';
  readonly handle: string;
  readonly document: SentDocument | undefined;
};
export type DocumentEntrance = Caller & {
  readonly type: 'document';
  readonly document: SentDocument;
};
export type PressEntrance = Caller & {
  readonly type: 'press';
  readonly data: string;
  readonly queryId: string;
};
/** A file as it was sent; its bytes are still with Telegram. */
export type SentDocument = {
  readonly fileId: string;
  /** The sender's word for it; '' if none. */
  readonly name: string;
  /** Bytes, as Telegram says. */
  readonly size: number | undefined;
  /** Files sent together have the same one. */
  readonly albumId: string | undefined;
};
/** A picture, a voice, a forwarded text: nothing a flow can use. */
export type OtherEntrance = Caller & { readonly type: 'other' };

export type Entrance =
  | CommandEntrance
  | TextEntrance
  | SecretEntrance
  | PressEntrance
  | DocumentEntrance
  | OtherEntrance
  /** Not for us: talk in a group, an edit, a service message, a channel. */
  | { readonly type: 'nothing' }
  | MaskedEntrance;

/** A command or a press that hides who sent it, or where it was first written. */
export type MaskedEntrance = {
  readonly type: 'masked';
  readonly because: Mask;
  readonly telegramId: number | undefined;
  readonly chatId: number;
  readonly command?: string;
  readonly topicId?: number | undefined;
};

export type Mask = 'senderChat' | 'edited' | 'forwarded' | 'viaBot' | 'bot' | 'noMessage';

/** Telegram's stand-in for an admin who writes anonymously. Source: Bot API, Message.from. */
const anonymousAdminId = 1087968824;

/** As long as names of files are on most systems. */
const longestName = 255;

/** A message of ours once the inbox took a typed secret out of it. */
export type ScrubbedMessage = Message & { readonly secret_handle?: string };

/**
 * Sorts an update by what it may be for us. Only a fresh message by a person themselves is a command;
 * `botUsername` without @ tells commands for other bots apart.
 */
export function readEntrance(update: Update, botUsername: string): Entrance {
  if (update.callback_query) return readPress(update.update_id, update.callback_query);
  if (update.message) return readMessage(update.update_id, update.message, botUsername);
  const written = update.edited_message ?? update.channel_post ?? update.edited_channel_post;
  if (written && commandOf(written.text ?? '', botUsername)) {
    const { from, chat } = written;
    return { type: 'masked', because: 'edited', telegramId: from?.id, chatId: chat.id };
  }
  return { type: 'nothing' };
}

/** Which lane an update belongs to: updates of one chat are handled in order. */
export function chatKeyOf(update: Update): string {
  const chat =
    (update.message ?? update.edited_message ?? update.channel_post ?? update.edited_channel_post)
      ?.chat ??
    update.callback_query?.message?.chat ??
    update.message_reaction?.chat ??
    update.my_chat_member?.chat;
  return chat ? String(chat.id) : 'other';
}

/** The command of a text: `/name argument` or `/name@thisbot argument`. Undefined for other bots'. */
export function commandOf(
  text: string,
  botUsername: string,
): { readonly command: string; readonly argument: string } | undefined {
  const match = /^\/([a-z0-9_]{1,32})(?:@(\w+))?(?:\s+([^]*))?$/iu.exec(text);
  if (!match) return undefined;
  const [, command = '', addressee, argument = ''] = match;
  if (addressee !== undefined && addressee.toLowerCase() !== botUsername.toLowerCase()) {
    return undefined;
  }
  return { command: command.toLowerCase(), argument: argument.trim() };
}

function readPress(updateId: number, query: NonNullable<Update['callback_query']>): Entrance {
  const { from, message, data } = query;
  if (!message || data === undefined || from.is_bot) {
    const because = from.is_bot ? 'bot' : 'noMessage';
    return { type: 'masked', because, telegramId: from.id, chatId: message?.chat.id ?? from.id };
  }
  // A message too old to be told in full has no topic in it.
  const topicId = 'message_thread_id' in message ? message.message_thread_id : undefined;
  return {
    ...callerOf(updateId, from, message, topicId),
    type: 'press',
    data,
    queryId: query.id,
  };
}

function readMessage(updateId: number, message: ScrubbedMessage, botUsername: string): Entrance {
  const { from, chat, text } = message;
  if (!from || chat.type === 'channel') return { type: 'nothing' };
  const command = text === undefined ? undefined : commandOf(text, botUsername);
  const mask = maskOf(message, from);
  const topicId = message.is_topic_message === true ? message.message_thread_id : undefined;
  if (mask && command) {
    const masked = { because: mask, telegramId: from.id, chatId: chat.id, topicId };
    return { type: 'masked', ...masked, command: command.command };
  }
  const caller = callerOf(updateId, from, message, topicId);
  const document = documentOf(message);
  // A file is what it is, wherever it was first sent: its reader judges what stands in it.
  const isForwardedFile = mask === 'forwarded' && document !== undefined;
  if (mask === 'forwarded' && caller.isPrivate && !document) return { ...caller, type: 'other' };
  if (mask && !isForwardedFile) return { type: 'nothing' };
  if (command) return { ...caller, type: 'command', ...command };
  if (message.secret_handle !== undefined) {
    return { ...caller, type: 'secret', handle: message.secret_handle, document };
  }
  if (document) return { ...caller, type: 'document', document };
  if (text !== undefined) return { ...caller, type: 'text', text };
  return caller.isPrivate && isContent(message)
    ? { ...caller, type: 'other' }
    : { type: 'nothing' };
}

function maskOf(message: Message, from: User): Mask | undefined {
  if (message.sender_chat || from.id === anonymousAdminId) return 'senderChat';
  if (message.forward_origin) return 'forwarded';
  if (message.via_bot) return 'viaBot';
  return from.is_bot ? 'bot' : undefined;
}

/** Telegram marks a moving picture as a file too, for old bots. Source: Bot API, Message.animation. */
function documentOf({
  document,
  animation,
  media_group_id: albumId,
}: ScrubbedMessage): SentDocument | undefined {
  if (!document || animation) return undefined;
  const { file_id: fileId, file_name: name = '', file_size: size } = document;
  return { fileId, name: name.replaceAll(/\p{C}/gu, '').slice(0, longestName), size, albumId };
}

/** Something a person sent, unlike "pinned a message" and its kind. */
function isContent(message: Message): boolean {
  const kinds = [
    'photo',
    'voice',
    'video',
    'video_note',
    'audio',
    'document',
    'sticker',
    'animation',
    'contact',
    'location',
    'poll',
    'dice',
  ] as const;
  return kinds.some((kind) => message[kind] !== undefined);
}

function callerOf(
  updateId: number,
  from: User,
  message: { readonly message_id: number; readonly chat: Message['chat'] },
  topicId: number | undefined,
): Caller {
  return {
    updateId,
    telegramId: from.id,
    name: [from.first_name, from.last_name].filter(Boolean).join(' '),
    languageCode: from.language_code,
    chatId: message.chat.id,
    isPrivate: message.chat.type === 'private',
    isForum: message.chat.is_forum === true,
    topicId,
    messageId: message.message_id,
  };
}
