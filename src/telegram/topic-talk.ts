import type { Message, Update } from 'grammy/types';
import { commandOf } from './entrance.ts';

/** What somebody wrote in a forum topic, or changed there. No command that we have. */
export type TopicTalk = {
  readonly updateId: number;
  readonly chatId: number;
  readonly topicId: number;
  readonly messageId: number;
  /** Undefined: an anonymous admin, or a channel. */
  readonly telegramId: number | undefined;
  /** The text or the caption; '' if none. */
  readonly text: string;
  /** The message that is answered; in a topic it may be the one that opened it. */
  readonly replyToId: number | undefined;
  /** A message that was sent before has this text now. */
  readonly isEdit: boolean;
  /** Something that is not only text, by Telegram's name for it. */
  readonly holds: TalkContent | undefined;
};

export type TalkContent =
  | {
      readonly type:
        'photo' | 'voice' | 'video' | 'video_note' | 'audio' | 'document' | 'sticker' | 'animation';
      readonly fileId: string;
      /** The sender's word for it, of a sticker its emoji; '' if none. */
      readonly name: string;
      /** '' if Telegram does not say. */
      readonly contentType: string;
      /** Bytes, as Telegram says. */
      readonly size: number | undefined;
    }
  /** Somebody closed the topic, or opened it again. */
  | { readonly type: 'closed' | 'reopened' }
  /** A command that the house does not have. */
  | { readonly type: 'command' }
  | { readonly type: 'location'; readonly latitude: number; readonly longitude: number }
  | { readonly type: 'other' };

/** Telegram's stand-in for an admin who writes anonymously. Source: Bot API, Message.from. */
const anonymousAdminId = 1087968824;

/** Undefined when the update is no talk in a topic, or a command. */
export function readTopicTalk(update: Update, botUsername: string): TopicTalk | undefined {
  const message = update.message ?? update.edited_message;
  if (message?.is_topic_message !== true) return undefined;
  const { from, chat, message_thread_id: topicId } = message;
  if (topicId === undefined) return undefined;
  const isBot = from.is_bot && from.id !== anonymousAdminId;
  const text = message.text ?? message.caption ?? '';
  const holds = contentOf(message);
  if (isBot || (text === '' && !holds)) return undefined;
  if (message.text !== undefined && isCommand(message.text, botUsername)) return undefined;
  const isMasked = message.sender_chat !== undefined || from.id === anonymousAdminId;
  return {
    updateId: update.update_id,
    chatId: chat.id,
    topicId,
    messageId: message.message_id,
    telegramId: isMasked ? undefined : from.id,
    text,
    replyToId: message.reply_to_message?.message_id,
    isEdit: update.message === undefined,
    holds,
  };
}

/** Another bot's is nothing that somebody says either. */
function isCommand(text: string, botUsername: string): boolean {
  return commandOf(text, botUsername) !== undefined || /^\/\w{1,32}@\w+(?:\s|$)/u.test(text);
}

const otherContents = ['contact', 'poll', 'dice', 'venue', 'story', 'game'] as const;

function contentOf(message: Message): TalkContent | undefined {
  const photo = message.photo?.at(-1);
  if (photo) return file('photo', { ...photo, mime_type: 'image/jpeg' });
  // Telegram marks a moving picture as a document too.
  if (message.animation) return file('animation', message.animation);
  if (message.video_note)
    return file('video_note', { ...message.video_note, mime_type: 'video/mp4' });
  if (message.sticker) {
    return file('sticker', { ...message.sticker, file_name: message.sticker.emoji ?? '' });
  }
  for (const type of ['voice', 'video', 'audio', 'document'] as const) {
    const held = message[type];
    if (held) return file(type, held);
  }
  if (message.location) {
    const { latitude, longitude } = message.location;
    return { type: 'location', latitude, longitude };
  }
  if (message.forum_topic_closed) return { type: 'closed' };
  if (message.forum_topic_reopened) return { type: 'reopened' };
  return otherContents.some((kind) => message[kind] !== undefined) ? { type: 'other' } : undefined;
}

type TelegramFile = {
  readonly file_id: string;
  readonly file_name?: string;
  readonly mime_type?: string;
  readonly file_size?: number;
};

function file(
  type: Exclude<TalkContent['type'], 'location' | 'other' | 'closed' | 'reopened' | 'command'>,
  {
    file_id: fileId,
    file_name: name = '',
    mime_type: contentType = '',
    file_size: size,
  }: TelegramFile,
): TalkContent {
  return { type, fileId, name, contentType, size };
}
