import type { WantedRow } from '../../storage/live-cards.ts';
import { toKnown } from './known.ts';
import type { TieDeps } from './customer-calls-deps.ts';
import { tieKeyOf, type Customer } from './store.ts';
import type { Tie } from './tie.ts';
import { tieCard } from './number-card.ts';

/**
 * What the topic should show of these numbers of a customer; nothing where customers are not shown. `isNews`:
 * as a new message. `pressedId`: the message where somebody said so.
 */
export async function makeTieCards(
  deps: Pick<TieDeps, 'store' | 'findRoute' | 'wordsOf' | 'topicLink'>,
  { talkId, place }: Customer,
  ties: readonly Tie[],
  how: { readonly isNews: boolean; readonly pressedId?: number | undefined },
): Promise<readonly WantedRow[]> {
  const route = await deps.findRoute();
  if (!place || route?.chatId !== place.chatId) return [];
  const words = deps.wordsOf(route.locale);
  const having = await deps.store.listCustomers(ties.map(({ number }) => number));
  return ties.map((tie): WantedRow => {
    const others = having
      .filter((one) => one.number === tie.number && one.talkId !== talkId)
      .map((one) => toKnown(one, deps.topicLink));
    return {
      ...{ key: tieKeyOf(talkId, tie.number), ...place, isTopicBound: true },
      wanted: JSON.stringify(tieCard(talkId, tie, { words, others })),
      ...{ urgency: 1, isSilent: true, isAnew: how.isNews },
      standsAt: how.pressedId,
    };
  });
}
