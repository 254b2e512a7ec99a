import type { CustomerPhones } from '../meta/customer-phones.ts';
import type { DeskPhones } from '../pbx/desk-phones.ts';
import type { TelegramEmulator } from '../telegram/emulator.ts';

export type PhonePageDeps = {
  readonly telegram: TelegramEmulator;
  /** What the Start button sends after `/start`, such as the owner's claim; '' for nothing. */
  readonly startParameter: (personId: number) => string;
  /** The emulated ones; `sipPort` is where softphones of this machine reach a real Asterisk. */
  readonly phones?: DeskPhones | { readonly sipPort: number } | undefined;
  /** The bot's, IANA; times are shown in the browser's unless told. */
  readonly timeZone?: string;
  /** Those of Messenger and Instagram. */
  readonly customers?: CustomerPhones | undefined;
};
