import type { TelegramEmulator } from '../telegram/emulator.ts';

export type PhonePageDeps = {
  readonly telegram: TelegramEmulator;
  /** What the Start button sends after `/start`, such as the owner's claim; '' for nothing. */
  readonly startParameter: (personId: number) => string;
};
