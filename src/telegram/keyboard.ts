import { randomBytes } from 'node:crypto';
import type { InlineKeyboardButton } from 'grammy/types';
import type { Json, Screen, ScreenButton } from './door.ts';
import { decodeEntities } from './html-text.ts';

/** A standing button before it is known who may press it, and where. */
export type StandingButton = {
  readonly nonce: string;
  readonly action: string;
  readonly args: Json;
  readonly isShared: boolean;
};

export type Keyboard = {
  readonly rows: readonly (readonly InlineKeyboardButton[])[];
  readonly standing: readonly StandingButton[];
};

/** Source: Bot API, CopyTextButton. */
const longestCopy = 256;

/** A shared button that the message has already. */
export type KeptButton = {
  readonly nonce: string;
  readonly action: string;
  /** JSON. */
  readonly args: string;
};

/**
 * The screen's buttons in Telegram's form. `dataOf` gives the callback_data of a flow's answers;
 * without it, such a button is a mistake of the feature and throws. Shared buttons that are among
 * `kept` stay what they are, and are not in `standing`.
 */
export function keyboardOf(
  screen: Pick<Screen, 'buttons'>,
  dataOf?: (value: string) => string,
  kept: readonly KeptButton[] = [],
): Keyboard {
  const standing: StandingButton[] = [];
  const toTelegram = (button: ScreenButton): InlineKeyboardButton => {
    const text = decodeEntities(button.label);
    if ('url' in button) return { text, url: button.url };
    if ('copy' in button) return { text, copy_text: { text: button.copy.slice(0, longestCopy) } };
    const style = button.style && { style: button.style };
    if ('value' in button) {
      if (!dataOf) throw new Error(`The button ${button.label} answers a flow, but there is none.`);
      return { text, callback_data: dataOf(button.value), ...style };
    }
    const { action, args = null, isShared = false } = button;
    const before = isShared
      ? kept.find((one) => one.action === action && one.args === JSON.stringify(args))
      : undefined;
    const nonce = before?.nonce ?? randomBytes(16).toString('base64url');
    if (!before) standing.push({ nonce, action, args, isShared });
    return { text, callback_data: nonce, ...style };
  };
  const rows = (screen.buttons ?? []).map((row) => row.map(toTelegram));
  return { rows: rows.filter((row) => row.length > 0), standing };
}
