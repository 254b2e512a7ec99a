import { isAtLeast } from '../../lib/role.ts';
import type { Person } from '../../storage/people.ts';
import { isHidden, type MissedEntry } from './entry.ts';
import { makeCards } from './make-cards.ts';
import type { WorklistDeps } from './missed-deps.ts';

export type EntryChange = {
  readonly entryId: string;
  readonly action: 'claim' | 'done' | 'release' | 'reopen';
  readonly person: Person;
};

export type ChangeOutcome =
  | { readonly type: 'changed'; readonly entry: MissedEntry }
  /** It was so already. */
  | { readonly type: 'same'; readonly entry: MissedEntry }
  /** Somebody else has it. */
  | { readonly type: 'taken'; readonly by: string }
  | { readonly type: 'over'; readonly entry: MissedEntry }
  /** The customer called again since: there is a newer entry. */
  | { readonly type: 'newer' }
  | { readonly type: 'gone' };

/**
 * Claims an entry, gives it back, closes it by hand, or opens it again. Of all who press together one
 * is first, and the others learn who. What one person claimed is theirs; a supervisor may still give
 * it back or close it.
 */
export async function changeEntry(
  deps: WorklistDeps,
  { entryId, action, person }: EntryChange,
): Promise<ChangeOutcome> {
  return deps.inTurn(async () => {
    const entry = await deps.store.find(entryId);
    if (!entry) return { type: 'gone' };
    const at = deps.clock.now();
    const isOver = entry.end !== undefined;
    if (isOver !== (action === 'reopen')) {
      return isOver ? { type: 'over', entry } : { type: 'same', entry };
    }
    const { claim } = entry;
    const isTheirs = claim?.personId === person.personId;
    // Nobody's work: taken before hidden numbers were one entry.
    const isSeen = action === 'done' && isHidden(entry.number);
    const mayOverrule = action !== 'claim' && isAtLeast(person.role, 'supervisor');
    if (claim && !isOver && !isTheirs && !mayOverrule && !isSeen)
      return { type: 'taken', by: claim.name };
    const next = changed(entry, { action, person, at });
    if (!next) return { type: 'same', entry };
    const isNewer =
      action === 'reopen' && (await deps.store.listOpenOf([entry.numberKey])).length > 0;
    if (isNewer) return { type: 'newer' };
    const cards = await makeCards(deps, [{ entry: next, isNews: false }]);
    await deps.store.save({ entries: [next], followed: [], alerts: [], cards, at });
    for (const { chatId } of cards) deps.outbox.wake(chatId);
    return { type: 'changed', entry: next };
  });
}

/** Undefined: it is so already. */
function changed(
  entry: MissedEntry,
  { action, person, at }: Pick<EntryChange, 'action' | 'person'> & { readonly at: number },
): MissedEntry | undefined {
  const { personId, name } = person;
  const untold = { dutyToldAt: undefined, supervisorsToldAt: undefined };
  switch (action) {
    case 'claim':
      return entry.claim ? undefined : { ...entry, claim: { personId, name, at } };
    case 'release':
      if (!entry.claim) return undefined;
      return { ...entry, claim: undefined, unclaimedSince: at, ...untold };
    case 'done':
      return { ...entry, end: { how: 'done', at, by: name } };
    case 'reopen':
      return entry.end?.how === 'done'
        ? { ...entry, end: undefined, claim: undefined, unclaimedSince: at, ...untold }
        : undefined;
  }
}
