import type { Attachment, Screen } from './door.ts';

/** Where in a chat: a forum topic, and whether the phone stays silent. */
export type Placement = { readonly topicId?: number; readonly silent?: boolean };

/**
 * The outgoing port for everything that is not an answer. Standing buttons sent by it may be pressed
 * by the chat's one person in private, and by any member of sufficient role in a group.
 * All throw Unreachable (no answer after three tries, or Telegram asks to wait longer than a minute)
 * and Refused (`status` is Telegram's error code: 403 when the person blocked the bot).
 */
export type Chat = {
  /** Resolves to the message's id; of a text that had to be split, the last part's. */
  readonly sendMessage: (chatId: number, screen: Screen, placement?: Placement) => Promise<number>;
  /** 'unchanged': it already read so. 'gone': it was deleted or can no longer be edited. */
  readonly editMessage: (
    chatId: number,
    messageId: number,
    screen: Screen,
  ) => Promise<'done' | 'unchanged' | 'gone'>;
  /** A message that is already gone is success. */
  readonly deleteMessage: (chatId: number, messageId: number) => Promise<void>;
  readonly sendDocument: (
    chatId: number,
    file: Attachment,
    placement?: Placement,
  ) => Promise<number>;
};
