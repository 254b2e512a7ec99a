import type { SendPhoneCard } from '../../pbx/phone-card.ts';
import type { PhoneCardDeps } from './phone-card-deps.ts';
import { sendPhoneCard } from './send-phone-card.ts';

export type PhoneCardFeature = { readonly send: SendPhoneCard };

/** What a phone must be told, shown once. */
export function createPhoneCard(deps: PhoneCardDeps): PhoneCardFeature {
  return { send: (card) => sendPhoneCard(deps, card) };
}
