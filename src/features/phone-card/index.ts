import type { SendPhoneCard } from '../../pbx/phone-card.ts';
import type { PhoneCardDeps } from './phone-card-deps.ts';
import { sendPhoneCard } from './send-phone-card.ts';

export type PhoneCards = { readonly send: SendPhoneCard };

/** What a phone must be told, shown once. */
export function createPhoneCards(deps: PhoneCardDeps): PhoneCards {
  return { send: (card) => sendPhoneCard(deps, card) };
}
