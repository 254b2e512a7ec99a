import { isAtLeast } from '../../lib/role.ts';
import type { Person } from '../../storage/people.ts';
import type { MissedEntry } from './entry.ts';
import { makeCards, type ChangedEntry } from './make-cards.ts';
import type { WorklistDeps } from './missed-deps.ts';

/** More private messages about open entries nobody gets: /missed shows the rest. */
const mostAlerts = 5;

/** How many entries are looked at, longest unclaimed first. */
const batch = 200;

/**
 * Tells those on duty, in private, of each entry that nobody has taken for a while, and the supervisors
 * of what nobody takes even then; once each, whatever happens between. What was claimed by somebody who
 * is not here any more is free again. Resolves to whether there is anything to come back for.
 */
export async function sendAlerts(deps: WorklistDeps): Promise<boolean> {
  return deps.inTurn(async () => {
    const { store, clock } = deps;
    const entries = await store.listUntold(batch);
    if (entries.length === 0) return false;
    const people = await deps.people.list();
    const counts = new Map(await store.countAlerts());
    const at = clock.now();
    const changes = entries.flatMap((entry) => escalate(deps, { entry, people, counts, at }) ?? []);
    if (changes.length === 0) return true;
    const cards = await makeCards(deps, changes);
    await store.save({
      entries: changes.map(({ entry }) => entry),
      followed: [],
      alerts: changes.flatMap(({ alerts = [] }) => alerts),
      ...{ cards, at },
    });
    for (const chatId of new Set(cards.map((card) => card.chatId))) deps.outbox.wake(chatId);
    return true;
  });
}

function escalate(
  { policy }: WorklistDeps,
  {
    entry,
    people,
    counts,
    at,
  }: {
    readonly entry: MissedEntry;
    readonly people: readonly Person[];
    readonly counts: Map<number, number>;
    readonly at: number;
  },
): ChangedEntry | undefined {
  const { claim } = entry;
  if (claim && people.some(({ personId }) => personId === claim.personId)) return undefined;
  if (claim) {
    const untold = { dutyToldAt: undefined, supervisorsToldAt: undefined };
    const free = { ...entry, claim: undefined, unclaimedSince: at, ...untold };
    return { entry: free, isNews: false };
  }
  const unclaimedMs = at - entry.unclaimedSince;
  const tell = (told: readonly Person[], mark: Partial<MissedEntry>): ChangedEntry => ({
    entry: { ...entry, ...mark },
    isNews: false,
    alerts: told.flatMap(({ telegramId, locale }) => {
      const count = counts.get(telegramId ?? 0) ?? 0;
      if (telegramId === undefined || count >= mostAlerts) return [];
      counts.set(telegramId, count + 1);
      return [{ entryId: entry.entryId, telegramId, locale }];
    }),
  });
  if (unclaimedMs >= policy.supervisorAfterMs) {
    return tell(supervisorsOf(people), {
      supervisorsToldAt: at,
      dutyToldAt: entry.dutyToldAt ?? at,
    });
  }
  const onDuty = people.filter((person) => person.isOnDuty && person.telegramId !== undefined);
  if (unclaimedMs < policy.escalateAfterMs || entry.dutyToldAt !== undefined) return undefined;
  // Somebody may still come on duty before the supervisors' turn.
  return onDuty.length === 0 ? undefined : tell(onDuty, { dutyToldAt: at });
}

/** Where there is no supervisor, the admins are. */
function supervisorsOf(people: readonly Person[]): readonly Person[] {
  const here = people.filter(({ telegramId }) => telegramId !== undefined);
  const supervisors = here.filter(({ role }) => role === 'supervisor');
  return supervisors.length > 0 ? supervisors : here.filter(({ role }) => isAtLeast(role, 'admin'));
}
