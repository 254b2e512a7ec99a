import { z } from 'zod';
import { badRequest } from './api-error.ts';

const inlineButton = z.object({
  text: z.string(),
  style: z.enum(['danger', 'success', 'primary']).optional(),
  icon_custom_emoji_id: z.string().optional(),
  callback_data: z.string().optional(),
  url: z.string().optional(),
  copy_text: z.object({ text: z.string() }).optional(),
  web_app: z.object({ url: z.string() }).optional(),
  login_url: z.object({ url: z.string() }).optional(),
  switch_inline_query: z.string().optional(),
  switch_inline_query_current_chat: z.string().optional(),
  switch_inline_query_chosen_chat: z.object({}).optional(),
  callback_game: z.object({}).optional(),
  pay: z.boolean().optional(),
  disabled: z.object({}).optional(),
});

const replyButton = z.object({
  text: z.string(),
  style: z.enum(['danger', 'success', 'primary']).optional(),
  icon_custom_emoji_id: z.string().optional(),
  request_contact: z.boolean().optional(),
  request_location: z.boolean().optional(),
});

export const inlineKeyboard = z.object({ inline_keyboard: z.array(z.array(inlineButton)) });

/** Any `reply_markup`, already held to the Bot API's types. */
export const replyMarkup = z.union([
  inlineKeyboard,
  z.object({
    keyboard: z.array(z.array(z.union([replyButton, z.string().transform((text) => ({ text }))]))),
    is_persistent: z.boolean().optional(),
    resize_keyboard: z.boolean().optional(),
    one_time_keyboard: z.boolean().optional(),
    input_field_placeholder: z.string().optional(),
    selective: z.boolean().optional(),
  }),
  z.object({ remove_keyboard: z.literal(true), selective: z.boolean().optional() }),
  z.object({
    force_reply: z.literal(true),
    input_field_placeholder: z.string().optional(),
    selective: z.boolean().optional(),
  }),
]);

export type InlineButton = z.output<typeof inlineButton>;
export type ReplyMarkup = z.output<typeof replyMarkup>;

/** The inline rows of a markup; none for other kinds. */
export function inlineRows(markup: ReplyMarkup | undefined): readonly (readonly InlineButton[])[] {
  return markup !== undefined && 'inline_keyboard' in markup ? markup.inline_keyboard : [];
}

/**
 * Refuses what Telegram refuses: empty labels, not exactly one action, data of more than 64 bytes,
 * copied text of more than 256 characters, bad links. An empty inline keyboard is none.
 */
export function checkKeyboard(markup: ReplyMarkup | undefined): ReplyMarkup | undefined {
  if (markup === undefined || !('inline_keyboard' in markup)) return markup;
  const rows = markup.inline_keyboard.filter((row) => row.length > 0);
  if (rows.flat().length > maxButtons) throw badRequest('reply markup is too long');
  for (const button of rows.flat()) checkInlineButton(button);
  return rows.length === 0 ? undefined : { inline_keyboard: rows };
}

/** Telegram's own limit is unspecified; 100 is what its servers take. */
const maxButtons = 100;

const actions = [
  'callback_data',
  'url',
  'copy_text',
  'web_app',
  'login_url',
  'switch_inline_query',
  'switch_inline_query_current_chat',
  'switch_inline_query_chosen_chat',
  'callback_game',
  'pay',
  'disabled',
] as const;

function checkInlineButton(button: InlineButton): void {
  const given = actions.filter((action) => button[action] !== undefined);
  if (button.text === '') throw badRequest('inline keyboard button text is empty');
  if (given.length === 0) {
    throw cannotParse('Text buttons are unallowed in the inline keyboard');
  }
  if (given.length > 1) {
    throw badRequest(
      `emulator: button "${button.text}" has ${given.join(' and ')}, one is allowed`,
    );
  }
  checkData(button.callback_data);
  checkCopyText(button.copy_text?.text);
  if (button.url !== undefined && !isLink(button.url)) {
    throw badRequest(`inline keyboard button URL '${button.url}' is invalid: Wrong HTTP URL`);
  }
}

function checkData(data: string | undefined): void {
  if (data === undefined) return;
  const bytes = Buffer.byteLength(data);
  if (bytes < 1 || bytes > 64) throw badRequest('BUTTON_DATA_INVALID');
}

function checkCopyText(text: string | undefined): void {
  if (text === undefined) return;
  if (text.length < 1 || text.length > 256) throw badRequest('BUTTON_COPY_TEXT_INVALID');
}

function isLink(url: string): boolean {
  if (/^tg:\/\//i.test(url)) return true;
  if (/\s/.test(url)) return false;
  const whole = /^https?:\/\//i.test(url) ? url : `http://${url}`;
  return URL.canParse(whole) && new URL(whole).hostname.includes('.');
}

function cannotParse(reason: string): Error {
  return badRequest(`can't parse inline keyboard button: ${reason}`);
}
