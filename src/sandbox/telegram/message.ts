import type { FormattedText } from './entity.ts';
import type { JsonObject } from './json.ts';
import type { ReplyMarkup } from './keyboard.ts';

/** One message as the emulator keeps it. It stays after its deletion, marked. */
export type StoredMessage = {
  readonly chatId: number;
  readonly id: number;
  /** The bot's id, a person's id, or Telegram's anonymous admin. */
  readonly fromId: number;
  /** Set when a chat speaks instead of a person (anonymous admins). */
  readonly senderChatId: number | undefined;
  readonly viaBotId: number | undefined;
  /** Milliseconds since 1970. */
  readonly sentAt: number;
  readonly threadId: number | undefined;
  readonly replyToId: number | undefined;
  /** Where a forwarded message came from: a `MessageOrigin`. */
  readonly origin: JsonObject | undefined;
  readonly isProtected: boolean;
  readonly albumId: string | undefined;
  content: Content;
  markup: ReplyMarkup | undefined;
  /** False for ever when it was sent with a reply keyboard: Telegram does not edit those. */
  readonly isEditable: boolean;
  editedAt: number | undefined;
  deletedAt: number | undefined;
  /** By the reacting one's id. */
  readonly reactions: Map<number, readonly Reaction[]>;
  /** What it showed before, oldest first. */
  readonly earlier: { readonly text: string; readonly until: number }[];
  /** Rises with every change in the whole emulator; 0 is never used. */
  version: number;
};

export type Reaction = { readonly type: 'emoji'; readonly emoji: string };

export type Content =
  | ({ readonly type: 'text' } & FormattedText)
  | {
      readonly type: 'media';
      readonly kind: MediaKind;
      readonly file: StoredFile;
      readonly caption: FormattedText;
      /** Duration, width and the like, as the Bot API names them. */
      readonly details: JsonObject;
    }
  /** A contact, location, venue, dice or poll, as the Bot API prints it. */
  | {
      readonly type: 'thing';
      readonly kind: string;
      readonly value: JsonObject;
      readonly label: string;
    }
  /** A service message: `forum_topic_created`, `new_chat_members`, … */
  | { readonly type: 'service'; readonly members: JsonObject; readonly label: string };

export type MediaKind =
  'photo' | 'document' | 'voice' | 'audio' | 'video' | 'video_note' | 'animation' | 'sticker';

export type StoredFile = {
  readonly id: string;
  readonly uniqueId: string;
  readonly kind: MediaKind;
  readonly name: string;
  readonly mimeType: string;
  readonly bytes: Buffer;
  /** As in `/file/bot<token>/<path>`. */
  readonly path: string;
};

/** The text a person reads in it: text, caption, or a word for what it is. */
export function readableText(message: StoredMessage): string {
  const { content } = message;
  switch (content.type) {
    case 'text':
      return content.text;
    case 'media':
      return content.caption.text;
    case 'thing':
    case 'service':
      return content.label;
  }
}

/** Text and entities of a message; of things without a text, the label alone. */
export function formattedTextOf(message: StoredMessage): FormattedText {
  const { content } = message;
  if (content.type === 'text') return { text: content.text, entities: content.entities };
  if (content.type === 'media') return content.caption;
  return { text: content.label, entities: [] };
}
