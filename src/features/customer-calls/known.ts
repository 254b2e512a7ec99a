import type { KnownCustomer } from '../../telephony/known-customer.ts';
import type { Customer } from './store.ts';

/** A customer as calls speak of them. */
export function toKnown(
  { name, platform, place }: Customer,
  topicLink: (chatId: number, topicId: number) => string | undefined,
): KnownCustomer {
  return { name, platform, link: place && topicLink(place.chatId, place.topicId) };
}
