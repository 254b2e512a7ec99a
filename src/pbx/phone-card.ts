import type { Locale } from '../lib/locale.ts';
import type { Secret } from '../lib/secret.ts';
import type { PhoneKind } from './extension.ts';

/** What a phone must be told, for the person who sets it up. */
export type PhoneCard = {
  /** A private chat: the password shows there. */
  readonly chatId: number;
  readonly locale: Locale;
  readonly number: string;
  readonly name: string;
  readonly kind: PhoneKind;
  readonly password: Secret;
};

/** Shows the card. Throws as `telegram/chat.ts` does when it cannot be sent. */
export type SendPhoneCard = (card: PhoneCard) => Promise<void>;
