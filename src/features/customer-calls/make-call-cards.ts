import type { WantedRow } from '../../storage/live-cards.ts';
import { directionOf, outsideNumberOf, stateOf, type Call } from '../../telephony/call.ts';
import { readDialled } from '../../telephony/dialled-number.ts';
import { customerCallCard } from './call-card.ts';
import type { CustomerCallsDeps } from './customer-calls-deps.ts';
import { callKeyOf } from './store.ts';

/** Calls of customers go behind what the group of the calls is told. */
const urgency = 2;

/**
 * What the topics of the customers should show of these calls, each as one message, and which messages
 * should go; `gone` are calls that became part of others.
 */
export async function makeCallCards(
  deps: Pick<
    CustomerCallsDeps,
    'store' | 'people' | 'findRoute' | 'wordsOf' | 'clock' | 'timeZone'
  >,
  calls: readonly Call[],
  gone: readonly string[],
): Promise<{ readonly cards: readonly WantedRow[]; readonly dropped: readonly string[] }> {
  const { store, clock, timeZone } = deps;
  const numbers = new Map(
    calls.flatMap((call) => {
      if (directionOf(call) === 'internal') return [];
      const party = readDialled(outsideNumberOf(call));
      return party?.type === 'outside' ? [[call, party.number] as const] : [];
    }),
  );
  const customers = await store.listCustomers([...new Set(numbers.values())]);
  const standing = await store.listCallCards([...calls.map(({ callId }) => callId), ...gone]);
  const route = customers.length > 0 ? await deps.findRoute() : undefined;
  if (!route) return { cards: [], dropped: standing };
  const people = await deps.people.list();
  const names = new Map(people.map(({ extension, name }) => [extension, name]));
  const view = {
    ...{ words: deps.wordsOf(route.locale), locale: route.locale, now: clock.now(), timeZone },
    nameOf: (extension: string) => {
      const name = names.get(extension);
      return name === undefined ? extension : `${extension} ${name}`;
    },
  };
  const cards: WantedRow[] = [];
  for (const [call, number] of numbers) {
    for (const { talkId, place, ...customer } of customers) {
      if (customer.number !== number || place?.chatId !== route.chatId) continue;
      cards.push({
        ...{ key: callKeyOf(call.callId, talkId), ...place, isTopicBound: true },
        wanted: JSON.stringify(customerCallCard(call, { talkId, number }, view)),
        ...{ urgency, isSilent: true, isAnew: false },
        // Most calls ring within this time of their first event: then the first message says who rings.
        ...(stateOf(call).type === 'waiting' && { notBefore: clock.now() + 700 }),
      });
    }
  }
  const shown = new Set(cards.map(({ key }) => key));
  return { cards, dropped: standing.filter((key) => !shown.has(key)) };
}
