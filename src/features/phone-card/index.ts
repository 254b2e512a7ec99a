import { phoneCardOnHttp } from './on-http.ts';
import { phoneCardOnTelegram } from './on-telegram.ts';
import { openLinks } from './open-links.ts';
import type { Patience, PhoneCardDeps } from './phone-card-deps.ts';
import { sendPhoneCard } from './send-phone-card.ts';
import { watchCards } from './watch-cards.ts';

export { createPhoneCardStore } from './store.ts';

const usualPatience: Patience = {
  lookEvery: 1_000,
  explainAfter: 120_000,
  watchFor: 30 * 60_000,
};

/** What a phone must be told, shown once; then whether the phone came, and if not, why. */
export function createPhoneCard(given: PhoneCardDeps) {
  const times: Patience = { ...usualPatience, ...given.patience };
  const links = openLinks(given);
  const deps = { ...given, links };
  const watch = watchCards(deps, times);
  return {
    send: (card: Parameters<typeof sendPhoneCard>[1]) =>
      sendPhoneCard({ ...deps, watch, times }, card),
    telegram: phoneCardOnTelegram(watch),
    http: phoneCardOnHttp(links),
    /** Goes on watching the cards from before a restart. */
    start: watch.start,
    stop: watch.stop,
  };
}
