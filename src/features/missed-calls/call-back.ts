import type { Person } from '../../storage/people.ts';
import { outsideNumberOf } from '../../telephony/call.ts';
import type { PlacedCall } from '../../telephony/place-call.ts';
import { isCustomerKey, numberKeyOf, type MissedEntry } from './entry.ts';
import { makeCards } from './make-cards.ts';
import type { WorklistDeps } from './missed-deps.ts';

export type CallBackOutcome =
  | Extract<PlacedCall, { readonly type: 'refused' }>
  | { readonly type: 'placed' }
  /** This same press began it before the process died: it is not begun twice. */
  | { readonly type: 'begun' }
  /** The customer is on the line with us already. */
  | { readonly type: 'onLine' }
  | { readonly type: 'noExtension' }
  | { readonly type: 'taken'; readonly by: string }
  | { readonly type: 'over'; readonly entry: MissedEntry }
  | { readonly type: 'gone' };

/**
 * Claims an entry for the person and has its customer called: the person's own phone rings first. What
 * this press claimed is given back when no call could be made. `updateId` is the press.
 */
export async function callBack(
  deps: WorklistDeps,
  request: { readonly entryId: string; readonly person: Person; readonly updateId: number },
): Promise<CallBackOutcome> {
  const { person } = request;
  const { personId, extension } = person;
  if (extension === undefined) return { type: 'noExtension' };
  const before = await take(deps, request);
  if (before.type !== 'mine') return before;
  const { entry } = before;
  const placed = await deps.placeCall({
    ...{ extension, number: entry.number, purpose: 'callBack', requestedBy: personId },
  });
  if (placed.type === 'placed') return { type: 'placed' };
  if (!entry.claim) await giveBack(deps, entry.entryId, personId);
  return placed;
}

type Taken =
  | { readonly type: 'mine'; readonly entry: MissedEntry }
  | Exclude<CallBackOutcome, { readonly type: 'placed' | 'refused' | 'noExtension' }>;

/** `entry` is as it was before. */
async function take(
  deps: WorklistDeps,
  { entryId, person, updateId }: Parameters<typeof callBack>[1],
): Promise<Taken> {
  return deps.inTurn(async () => {
    const entry = await deps.store.find(entryId);
    if (!entry || !isCustomerKey(entry.numberKey)) return { type: 'gone' };
    if (entry.end) return { type: 'over', entry };
    const { claim } = entry;
    if (claim && claim.personId !== person.personId) return { type: 'taken', by: claim.name };
    if (entry.callUpdateId === updateId) return { type: 'begun' };
    const isOnLine = deps
      .live()
      .some((call) => numberKeyOf(outsideNumberOf(call)) === entry.numberKey);
    if (isOnLine) return { type: 'onLine' };
    const { personId, name } = person;
    const mine = claim ?? { personId, name, at: deps.clock.now() };
    await write(deps, { ...entry, claim: mine, callUpdateId: updateId });
    return { type: 'mine', entry };
  });
}

async function giveBack(deps: WorklistDeps, entryId: string, personId: number): Promise<void> {
  await deps.inTurn(async () => {
    const entry = await deps.store.find(entryId);
    // It may have ended, or changed hands, while the call was tried.
    if (!entry || entry.end || entry.claim?.personId !== personId) return;
    await write(deps, { ...entry, claim: undefined });
  });
}

async function write(deps: WorklistDeps, entry: MissedEntry): Promise<void> {
  const cards = await makeCards(deps, [{ entry, isNews: false }]);
  await deps.store.save({
    ...{ entries: [entry], followed: [], alerts: [], cards, at: deps.clock.now() },
  });
  for (const { chatId } of cards) deps.outbox.wake(chatId);
}
