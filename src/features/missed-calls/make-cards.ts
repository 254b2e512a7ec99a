import type { WantedRow } from '../../storage/live-cards.ts';
import type { Person } from '../../storage/people.ts';
import type { Screen } from '../../telegram/door.ts';
import { alertCard, entryCard, type EntryView } from './card.ts';
import { isCustomerKey, type MissedEntry } from './entry.ts';
import type { WorklistDeps } from './missed-deps.ts';
import { namesOf } from './staff-name.ts';
import { alertKeyOf, cardKeyOf, type Alert } from './store.ts';

export type ChangedEntry = {
  readonly entry: MissedEntry;
  /** The card comes anew, with its sound; else it is edited where it stands. */
  readonly isNews: boolean;
  /** Those who are told of it now, each with a sound. */
  readonly alerts?: readonly Alert[];
};

type MakeDeps = Pick<
  WorklistDeps,
  | 'store'
  | 'callLog'
  | 'findCustomers'
  | 'people'
  | 'findRoute'
  | 'wordsOf'
  | 'isQuiet'
  | 'clock'
  | 'timeZone'
>;

/** An ended entry that the chat never heard of need not be told after this time. */
const newsMs = 5 * 60_000;

/** The last calls with a customer that a card tells, and how far back they are looked for. */
const shownBefore = 3;
const searchedBefore = 30;

/** What the messages of these entries should show now, in the chat of the calls and in private. */
export async function makeCards(
  deps: MakeDeps,
  changes: readonly ChangedEntry[],
): Promise<readonly WantedRow[]> {
  const { clock, timeZone } = deps;
  const now = clock.now();
  const route = await deps.findRoute();
  const people = await deps.people.list();
  const customersOf = await deps.findCustomers(changes.map(({ entry }) => entry.number));
  const view = { nameOf: namesOf(people), now, timeZone, customersOf };
  const isQuiet = deps.isQuiet(now);
  const cards: WantedRow[] = [];
  for (const change of changes) {
    const { entry, isNews } = change;
    if (route) {
      const screen = entryCard(entry, await findBefore(deps, entry), {
        ...view,
        ...{ words: deps.wordsOf(route.locale), locale: route.locale },
      });
      cards.push({
        ...{ key: cardKeyOf(entry.entryId), chatId: route.chatId, topicId: route.topicId },
        ...wish(screen, { isNews, urgency: isNews ? 0 : 1 }),
        // An edit makes no sound; what has not been sent yet must still make its own.
        isSilent: isQuiet || entry.end !== undefined || (entry.claim !== undefined && !isNews),
        ...(entry.end && { dropAt: now + newsMs }),
      });
    }
    const isTaken = entry.claim !== undefined || entry.end !== undefined;
    const newAlerts = change.alerts ?? [];
    const told = (await deps.store.listAlerts(entry.entryId)).filter(
      ({ telegramId }) => !newAlerts.some((alert) => alert.telegramId === telegramId),
    );
    for (const alert of [...told, ...newAlerts]) {
      // Somebody who is not here any more learns nothing new.
      if (!people.some(({ telegramId }) => telegramId === alert.telegramId)) continue;
      const isNew = newAlerts.includes(alert);
      const screen = alertScreen(entry, alert, { people, deps, view });
      cards.push({
        key: alertKeyOf(entry.entryId, alert.telegramId),
        ...{ chatId: alert.telegramId, topicId: undefined },
        ...wish(screen, { isNews: isNew, urgency: 0 }),
        isSilent: isQuiet || isTaken,
        // What was not told while it mattered is nothing to be woken by.
        ...(isTaken && { dropAt: now }),
      });
    }
  }
  return cards;
}

function wish(
  screen: Screen,
  { isNews, urgency }: { readonly isNews: boolean; readonly urgency: number },
): Pick<WantedRow, 'wanted' | 'urgency' | 'isAnew'> {
  return { wanted: JSON.stringify(screen), urgency, isAnew: isNews };
}

function alertScreen(
  entry: MissedEntry,
  { telegramId, locale }: Alert,
  {
    people,
    deps,
    view,
  }: {
    readonly people: readonly Person[];
    readonly deps: MakeDeps;
    readonly view: Omit<EntryView, 'words' | 'locale'>;
  },
): Screen {
  const reader = people.find((person) => person.telegramId === telegramId);
  const spoken = reader?.locale ?? locale;
  const own = { ...view, words: deps.wordsOf(spoken), locale: spoken };
  return alertCard(entry, { personId: reader?.personId }, own);
}

/** The calls with that customer before this entry began. */
async function findBefore({ callLog }: MakeDeps, { number, numberKey, firstAt }: MissedEntry) {
  if (!isCustomerKey(numberKey)) return [];
  const calls = await callLog.listWith(number, searchedBefore);
  return calls.filter(({ startedAt }) => startedAt < firstAt).slice(0, shownBefore);
}
