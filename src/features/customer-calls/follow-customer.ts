import type { Happening } from '../../meta/customer-event.ts';
import type { TieDeps } from './customer-calls-deps.ts';
import { makeTieCards } from './make-tie-cards.ts';
import { tiesAfter, toldBy } from './tie.ts';

/**
 * Takes in what a customer said: a number in it is tied to them, or a person is asked; what they changed
 * or took back is gone with its message. The same told again changes nothing.
 */
export async function followCustomer(
  deps: TieDeps,
  talkId: number,
  happening: Happening,
): Promise<void> {
  const told = toldBy(happening);
  // Most messages hold no number, and have never held one.
  if (!told || (happening.type === 'message' && told.numbers.length === 0)) return;
  const changed = await deps.inTurn(async () => {
    const { store } = deps;
    const customer = await store.find(talkId);
    if (!customer) return [];
    const having = await store.listCustomers(told.numbers.map(({ number }) => number));
    const { added, gone } = tiesAfter(told, await store.listTies(talkId), (number) =>
      having.some((one) => one.number === number && one.talkId !== talkId),
    );
    if (added.length + gone.length === 0) return [];
    const cards = await makeTieCards(deps, customer, added, { isNews: false });
    await store.change(talkId, { set: added, gone, cards, at: deps.clock.now() });
    if (customer.place) deps.outbox.wake(customer.place.chatId);
    return [...added, ...gone].filter(({ state }) => state === 'tied');
  });
  if (changed.length > 0) deps.touchHead(talkId);
  for (const { number } of changed) deps.retell(number);
}
