import type { Person } from '../../storage/people.ts';
import type { DeskDeps, DeskTalk } from './desk-deps.ts';

/**
 * Who answers the customer now. A claim ends when the topic is closed, however that was done, and when its
 * person leaves the company.
 */
export async function findClaim(
  { store, people }: Pick<DeskDeps, 'store' | 'people'>,
  { talkId, closedAt = -Infinity }: DeskTalk,
): Promise<{ readonly person: Person; readonly at: number } | undefined> {
  const { claimedBy, claimedAt } = await store.find(talkId);
  if (claimedBy === undefined || claimedAt === undefined || claimedAt <= closedAt) return undefined;
  const person = await people.byId(claimedBy);
  return person && { person, at: claimedAt };
}
