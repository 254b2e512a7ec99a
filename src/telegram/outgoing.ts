import { InputFile, type Api } from 'grammy';
import type { Clock } from '../lib/clock.ts';
import { stopOf, troubleOf } from './api-trouble.ts';
import type { ButtonRow, ButtonStore } from './button-store.ts';
import type { Chat, Placement } from './chat.ts';
import type { Attachment, Screen } from './door.ts';
import { cutHtml, flatten, splitHtml } from './html-text.ts';
import { keyboardOf, type Keyboard } from './keyboard.ts';

/** Whom the screen's buttons are for. */
export type Pressers = {
  /** Who may press the standing buttons; 0: any member in that chat. */
  readonly telegramId: number;
  /** The callback_data of a flow's answers. */
  readonly dataOf?: (value: string) => string;
};

/** Every message leaves through here. Throws Unreachable and Refused as `chat.ts` says. */
export type Outgoing = {
  readonly send: (
    chatId: number,
    screen: Screen,
    pressers: Pressers,
    placement?: Placement,
  ) => Promise<number>;
  readonly edit: (
    chatId: number,
    messageId: number,
    screen: Screen,
    pressers: Pressers,
  ) => Promise<'done' | 'unchanged' | 'gone'>;
  readonly delete: (chatId: number, messageId: number) => Promise<void>;
  readonly sendDocument: (
    chatId: number,
    file: Attachment,
    placement?: Placement,
  ) => Promise<number>;
  /** The answer to a press; `text` is plain. One that comes too late is nothing. */
  readonly answerPress: (queryId: string, text?: string) => Promise<void>;
};

/** How long a standing button can be pressed. */
const buttonLifeMs = 48 * 3600_000;

/** Source: Bot API, answerCallbackQuery. */
const longestToast = 200;

/** Source: Bot API, sendDocument. */
const longestCaption = 1024;

const noPreview = { link_preview_options: { is_disabled: true } } as const;

export function createOutgoing(deps: {
  readonly api: Api;
  readonly buttons: ButtonStore;
  readonly clock: Clock;
}): Outgoing {
  const { api, buttons, clock } = deps;
  const rowsOf = (
    keyboard: Keyboard,
    seat: Pick<ButtonRow, 'chatId' | 'messageId' | 'telegramId'>,
  ): readonly ButtonRow[] => {
    const now = clock.now();
    return keyboard.standing.map(({ nonce, action, args }) => ({
      ...seat,
      nonce,
      action,
      args: JSON.stringify(args),
      createdAt: now,
      expiresAt: now + buttonLifeMs,
      usedAt: null,
      usedByUpdateId: null,
    }));
  };

  const sendText = (chatId: number, text: string, other: Parameters<Api['sendMessage']>[2]) =>
    inHtml(text, (shown, mode) => api.sendMessage(chatId, shown, { ...other, ...mode }));

  return {
    send: async (chatId, screen, { telegramId, dataOf }, placement = {}) => {
      const keyboard = keyboardOf(screen, dataOf);
      const rows = rowsOf(keyboard, { chatId, messageId: null, telegramId });
      // Stored before it is shown: whoever presses at once must find the button.
      if (rows.length > 0) await buttons.put(rows);
      const parts = splitHtml(screen.text);
      const options = {
        ...noPreview,
        ...placed(placement),
        ...(screen.protect === true && { protect_content: true }),
      };
      for (const part of parts.slice(0, -1)) await sendText(chatId, part, options);
      const sent = await sendText(chatId, parts.at(-1) ?? '', {
        ...options,
        ...markupOf(keyboard),
      });
      if (rows.length > 0) {
        await buttons.bind(
          rows.map((row) => row.nonce),
          sent.message_id,
        );
      }
      return sent.message_id;
    },

    edit: async (chatId, messageId, screen, { telegramId, dataOf }) => {
      const keyboard = keyboardOf(screen, dataOf);
      const rows = rowsOf(keyboard, { chatId, messageId, telegramId });
      const isStepOfFlow = dataOf !== undefined && rows.length === 0;
      if (!isStepOfFlow) await buttons.put(rows, { chatId, messageId });
      return settle(async () => {
        await inHtml(cutHtml(screen.text), (shown, mode) =>
          api.editMessageText(chatId, messageId, shown, {
            ...noPreview,
            ...mode,
            ...markupOf(keyboard),
          }),
        );
      });
    },

    delete: async (chatId, messageId) => {
      await settle(async () => {
        await api.deleteMessage(chatId, messageId);
      });
    },

    sendDocument: async (chatId, { name, bytes, caption }, placement = {}) => {
      try {
        const sent = await api.sendDocument(chatId, new InputFile(bytes, name), {
          ...placed(placement),
          ...(caption !== undefined && {
            caption: cutHtml(caption, longestCaption),
            parse_mode: 'HTML',
          }),
        });
        return sent.message_id;
      } catch (error) {
        throw stopOf(error);
      }
    },

    answerPress: async (queryId, text) => {
      try {
        const shown = text === undefined ? {} : { text: flatten(text).slice(0, longestToast) };
        await api.answerCallbackQuery(queryId, shown);
      } catch (error) {
        if (troubleOf(error) !== 'lateAnswer') throw stopOf(error);
      }
    },
  };
}

/** The outgoing port of `chat.ts`. */
export function createChat(outgoing: Outgoing): Chat {
  // In private, chat and person have one id; in a group anybody of sufficient role may press.
  const pressersIn = (chatId: number): Pressers => ({ telegramId: Math.max(chatId, 0) });
  return {
    sendMessage: (chatId, screen, placement) =>
      outgoing.send(chatId, screen, pressersIn(chatId), placement),
    editMessage: (chatId, messageId, screen) =>
      outgoing.edit(chatId, messageId, screen, pressersIn(chatId)),
    deleteMessage: (chatId, messageId) => outgoing.delete(chatId, messageId),
    sendDocument: (chatId, file, placement) => outgoing.sendDocument(chatId, file, placement),
  };
}

/** Sends HTML; what Telegram cannot read as HTML goes as plain text rather than not at all. */
async function inHtml<Sent>(
  html: string,
  call: (text: string, mode: { readonly parse_mode?: 'HTML' }) => Promise<Sent>,
): Promise<Sent> {
  try {
    return await call(html, { parse_mode: 'HTML' });
  } catch (error) {
    if (troubleOf(error) !== 'badMarkup') throw stopOf(error);
  }
  try {
    return await call(flatten(html), {});
  } catch (error) {
    throw stopOf(error);
  }
}

async function settle(call: () => Promise<void>): Promise<'done' | 'unchanged' | 'gone'> {
  try {
    await call();
    return 'done';
  } catch (error) {
    const trouble = troubleOf(error);
    if (trouble === 'unchanged' || trouble === 'gone') return trouble;
    throw stopOf(error);
  }
}

function markupOf({ rows }: Keyboard) {
  return rows.length > 0 && { reply_markup: { inline_keyboard: rows.map((row) => [...row]) } };
}

function placed({ topicId, silent }: Placement) {
  return {
    ...(topicId !== undefined && { message_thread_id: topicId }),
    ...(silent === true && { disable_notification: true }),
  };
}
