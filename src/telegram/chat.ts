import type { Attachment, Screen } from './door.ts';

/** Where in a chat: a forum topic, and whether the phone stays silent. */
export type Placement = {
  readonly topicId?: number;
  readonly silent?: boolean;
  /** The message that is answered; when it is gone, the answer stands alone. */
  readonly replyTo?: number;
  /**
   * Awaited with the message's id before anything of the message can be seen: a lock is sent first
   * and edited into it. So the id is known even when the process dies, or Telegram's answer is lost,
   * while it is shown. A text is then cut instead of split.
   */
  readonly onPlaced?: (messageId: number) => Promise<void>;
};

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
  /** PNG or JPEG, at most 10 MB; width and height at most 10,000 together. Sent once, not retried. */
  readonly sendPhoto: (chatId: number, photo: Attachment, placement?: Placement) => Promise<number>;
  /** At most 50 MB. Sent once, not retried. */
  readonly sendDocument: (
    chatId: number,
    file: Attachment,
    placement?: Placement,
  ) => Promise<number>;
};
