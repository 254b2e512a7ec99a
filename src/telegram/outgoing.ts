import type { Api } from 'grammy';
import type { Clock } from '../lib/clock.ts';
import { stopOf, troubleOf } from './api-trouble.ts';
import type { ButtonRow, ButtonStore } from './button-store.ts';
import type { Chat, Placement } from './chat.ts';
import type { Attachment, Screen } from './door.ts';
import { fileCalls, type FileKind } from './file-calls.ts';
import { cutHtml, flatten, splitHtml } from './html-text.ts';
import { keyboardOf, type Keyboard } from './keyboard.ts';
import type { KnownMessages } from './known-messages.ts';

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
  readonly sendFile: (
    chatId: number,
    kind: FileKind,
    file: Attachment,
    pressers: Pressers,
    placement?: Placement,
  ) => Promise<number>;
  /** The answer to a press; `text` is plain. One that comes too late is nothing. */
  readonly answerPress: (queryId: string, text?: string) => Promise<void>;
};

/** How long a standing button can be pressed. */
const buttonLifeMs = 48 * 3600_000;

/** A shared one works as long as what it is about may be open. */
const sharedLifeMs = 90 * 24 * 3600_000;

/** Source: Bot API, answerCallbackQuery. */
const longestToast = 200;

/** Source: Bot API, sendPhoto and sendDocument. */
const longestCaption = 1024;

/** What a message shows until its own words are edited in. */
const lock = '🔒';

const noPreview = { link_preview_options: { is_disabled: true } } as const;

export function createOutgoing(deps: {
  readonly api: Api;
  readonly buttons: ButtonStore;
  readonly clock: Clock;
  /** Told of every message that was sent. */
  readonly known?: Pick<KnownMessages, 'note'>;
}): Outgoing {
  const { api, buttons, clock } = deps;
  const rowsOf = (
    keyboard: Keyboard,
    seat: Pick<ButtonRow, 'chatId' | 'messageId' | 'telegramId'>,
  ): readonly ButtonRow[] => {
    const now = clock.now();
    return keyboard.standing.map(({ nonce, action, args, isShared }) => ({
      ...seat,
      telegramId: isShared ? 0 : seat.telegramId,
      nonce,
      action,
      args: JSON.stringify(args),
      createdAt: now,
      expiresAt: now + (isShared ? sharedLifeMs : buttonLifeMs),
      usedAt: null,
      usedByUpdateId: null,
      isShared: isShared ? 1 : 0,
    }));
  };

  const sendText = async (
    chatId: number,
    text: string,
    other: Parameters<Api['sendMessage']>[2],
  ) => {
    const sent = await inHtml(text, (shown, mode) =>
      api.sendMessage(chatId, shown, { ...other, ...mode }),
    );
    deps.known?.note(chatId, sent.message_id);
    return sent;
  };

  const editText = async (
    chatId: number,
    messageId: number,
    text: string,
    markup: ReturnType<typeof markupOf>,
  ): Promise<void> => {
    await inHtml(text, (shown, mode) =>
      api.editMessageText(chatId, messageId, shown, { ...noPreview, ...mode, ...markup }),
    );
  };

  const markupFor = async (
    given: Screen['buttons'],
    { telegramId, dataOf }: Pressers,
    chatId: number,
  ) => {
    const keyboard = keyboardOf({ buttons: given ?? [] }, dataOf);
    const stored = rowsOf(keyboard, { chatId, messageId: null, telegramId });
    // Stored before it is shown: whoever presses at once must find the button.
    if (stored.length > 0) await buttons.put(stored);
    return {
      markup: markupOf(keyboard),
      bind: async (messageId: number): Promise<number> => {
        const nonces = stored.map((row) => row.nonce);
        if (nonces.length > 0) await buttons.bind(nonces, messageId);
        return messageId;
      },
    };
  };

  /** Sends a lock, tells its id, and edits the message itself into it. */
  const fillIn = async (
    chatId: number,
    placement: Placement,
    isProtected: boolean | undefined,
    fill: (messageId: number) => Promise<unknown>,
  ): Promise<number> => {
    const options = { ...placed(placement), ...protection(isProtected) };
    const { message_id: messageId } = await sendText(chatId, lock, options);
    await placement.onPlaced?.(messageId);
    // The person may have deleted the lock meanwhile: then they do not want what comes.
    await settle(async () => {
      await fill(messageId);
    });
    return messageId;
  };

  const files = fileCalls(api);

  return {
    send: async (chatId, screen, pressers, placement = {}) => {
      const { markup, bind } = await markupFor(screen.buttons, pressers, chatId);
      if (placement.onPlaced) {
        return fillIn(chatId, placement, screen.protect, async (messageId) => {
          await bind(messageId);
          await editText(chatId, messageId, cutHtml(screen.text), markup);
        });
      }
      const parts = splitHtml(screen.text);
      const options = { ...noPreview, ...placed(placement), ...protection(screen.protect) };
      for (const part of parts.slice(0, -1)) await sendText(chatId, part, options);
      const sent = await sendText(chatId, parts.at(-1) ?? '', { ...options, ...markup });
      return bind(sent.message_id);
    },

    sendFile: async (chatId, kind, file, pressers, placement = {}) => {
      const { markup, bind } = await markupFor(file.buttons, pressers, chatId);
      if (placement.onPlaced) {
        return fillIn(chatId, placement, file.protect, async (messageId) => {
          await bind(messageId);
          await inCaption(file, (caption) =>
            files.replace({ chatId, messageId }, kind, file, { caption, options: markup }),
          );
        });
      }
      const options = { ...placed(placement), ...protection(file.protect), ...markup };
      const sent = await inCaption(file, (caption) =>
        files.send(chatId, kind, file, { ...options, ...caption }),
      );
      deps.known?.note(chatId, sent.message_id);
      return bind(sent.message_id);
    },

    edit: async (chatId, messageId, screen, { telegramId, dataOf }) => {
      // An edit may fail, or wait: the buttons that stand there must go on working.
      const kept = hasShared(screen) ? await buttons.listShared(chatId, messageId) : [];
      const keyboard = keyboardOf(screen, dataOf, kept);
      const rows = rowsOf(keyboard, { chatId, messageId, telegramId });
      const isStepOfFlow = dataOf !== undefined && rows.length === 0;
      if (!isStepOfFlow) await buttons.put(rows, { chatId, messageId });
      return settle(() => editText(chatId, messageId, cutHtml(screen.text), markupOf(keyboard)));
    },

    delete: async (chatId, messageId) => {
      await settle(async () => {
        await api.deleteMessage(chatId, messageId);
      });
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
    sendPhoto: (chatId, photo, placement) =>
      outgoing.sendFile(chatId, 'photo', photo, pressersIn(chatId), placement),
    sendDocument: (chatId, file, placement) =>
      outgoing.sendFile(chatId, 'document', file, pressersIn(chatId), placement),
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

/** The same for a file's caption, which may be missing. */
async function inCaption<Sent>(
  { caption }: Attachment,
  call: (caption: { readonly caption?: string; readonly parse_mode?: 'HTML' }) => Promise<Sent>,
): Promise<Sent> {
  if (caption !== undefined) {
    return inHtml(cutHtml(caption, longestCaption), (text, mode) =>
      call({ caption: text, ...mode }),
    );
  }
  try {
    return await call({});
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

function hasShared({ buttons = [] }: Screen): boolean {
  return buttons.flat().some((button) => 'isShared' in button && button.isShared);
}

function markupOf({ rows }: Keyboard) {
  return rows.length > 0
    ? { reply_markup: { inline_keyboard: rows.map((row) => [...row]) } }
    : undefined;
}

function protection(isProtected: boolean | undefined) {
  return isProtected === true && { protect_content: true };
}

function placed({ topicId, silent, replyTo }: Placement) {
  return {
    ...(topicId !== undefined && { message_thread_id: topicId }),
    ...(silent === true && { disable_notification: true }),
    ...(replyTo !== undefined && {
      reply_parameters: { message_id: replyTo, allow_sending_without_reply: true },
    }),
  };
}
