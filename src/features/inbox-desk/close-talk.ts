import type { Person } from '../../storage/people.ts';
import type { DeskDeps } from './desk-deps.ts';

/** `written`: not closed, the customer has just written. `same`: it was closed already. */
export type CloseOutcome = 'done' | 'written' | 'same';

/** Nobody reads faster. */
const unreadMs = 1000;

/**
 * Closes a talk, unless the customer wrote what the person cannot have read: what stands behind `seen`, their
 * command; without one, what was shown in the last second. What is shown later opens it again by itself.
 */
export async function closeTalk(
  deps: DeskDeps,
  {
    talkId,
    person,
    seen,
  }: {
    readonly talkId: number;
    readonly person: Person;
    readonly seen: { readonly chatId: number; readonly messageId: number } | undefined;
  },
): Promise<CloseOutcome> {
  const { store, clock } = deps;
  if ((await deps.findTalk(talkId))?.isClosed === true) return 'same';
  const at = clock.now();
  const since = seen ?? { at: at - unreadMs };
  if (await deps.isSaidAfter(talkId, since)) return 'written';
  await store.setClosed(talkId, { personId: person.personId, at });
  await deps.setDoor(talkId, 'close', at);
  // Shown between the look and the close: who showed it did not see it closed.
  if (!(await deps.isSaidAfter(talkId, since))) return 'done';
  await deps.setDoor(talkId, 'open', at);
  return 'written';
}
