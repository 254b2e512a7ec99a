import { inlineRows, type InlineButton } from '../../src/sandbox/telegram/keyboard.ts';
import {
  formattedTextOf,
  type MediaKind,
  type StoredMessage,
} from '../../src/sandbox/telegram/message.ts';
import { printHtml } from '../../src/sandbox/telegram/print-html.ts';
import type { World } from '../../src/sandbox/telegram/world.ts';

export type SeenButton = {
  readonly label: string;
  readonly style: 'danger' | 'success' | 'primary' | undefined;
  /** What tapping it copies. */
  readonly copies: string | undefined;
  readonly url: string | undefined;
  readonly data: string | undefined;
  readonly isDisabled: boolean;
};

/** A message as it looked when it was seen; only `isDeleted` and `now()` look again. */
export type SeenMessage = {
  readonly chatId: number;
  readonly messageId: number;
  readonly threadId: number | undefined;
  readonly isFromBot: boolean;
  /** Plain text or caption. */
  readonly text: string;
  /** The same with its formatting, as Telegram HTML. */
  readonly html: string;
  /** Inline buttons, row after row. */
  readonly buttons: readonly SeenButton[];
  readonly rows: readonly (readonly SeenButton[])[];
  readonly isProtected: boolean;
  readonly isEdited: boolean;
  readonly replyToId: number | undefined;
  readonly file:
    { readonly kind: MediaKind; readonly name: string; readonly bytes: Buffer } | undefined;
  /** Emoji, of everybody. */
  readonly reactions: readonly string[];
  readonly isDeleted: boolean;
  /** As it looks now. */
  now(): SeenMessage;
  /** The emulator's own record. */
  readonly stored: StoredMessage;
};

export function seenMessage(world: World, stored: StoredMessage): SeenMessage {
  const formatted = formattedTextOf(stored);
  const rows = inlineRows(stored.markup).map((row) => row.map(seenButton));
  const { content } = stored;
  return {
    chatId: stored.chatId,
    messageId: stored.id,
    threadId: stored.threadId,
    isFromBot: stored.fromId === world.bot.id,
    text: formatted.text,
    html: printHtml(formatted),
    buttons: rows.flat(),
    rows,
    isProtected: stored.isProtected,
    isEdited: stored.editedAt !== undefined,
    replyToId: stored.replyToId,
    file:
      content.type === 'media'
        ? { kind: content.kind, name: content.file.name, bytes: content.file.bytes }
        : undefined,
    reactions: [...stored.reactions.values()].flat().map(({ emoji }) => emoji),
    get isDeleted() {
      return stored.deletedAt !== undefined;
    },
    now: () => seenMessage(world, stored),
    stored,
  };
}

function seenButton(button: InlineButton): SeenButton {
  return {
    label: button.text,
    style: button.style,
    copies: button.copy_text?.text,
    url: button.url,
    data: button.callback_data,
    isDisabled: button.disabled !== undefined,
  };
}
