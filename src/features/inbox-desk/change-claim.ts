import { isAtLeast } from '../../lib/role.ts';
import type { Person } from '../../storage/people.ts';
import type { DeskDeps, DeskTalk } from './desk-deps.ts';
import { findClaim } from './find-claim.ts';

export type ClaimOutcome =
  /** `before`: whose customer it was. */
  | { readonly type: 'claimed'; readonly before: Person | undefined }
  | { readonly type: 'released' }
  /** It was so already. */
  | { readonly type: 'same' }
  /** It is for them to give back; anybody may take it over instead. */
  | { readonly type: 'anothers'; readonly by: Person };

/**
 * Takes a customer, from somebody else too, or gives them back: one's own, and a supervisor anybody's.
 * May be done again.
 */
export async function changeClaim(
  deps: DeskDeps,
  talk: DeskTalk,
  { action, person }: { readonly action: 'claim' | 'release'; readonly person: Person },
): Promise<ClaimOutcome> {
  const { store, clock, refreshHead } = deps;
  const { talkId } = talk;
  const claim = await findClaim(deps, talk);
  const isOwn = claim?.person.personId === person.personId;
  if (action === 'claim') {
    if (!isOwn) await store.setClaim(talkId, { personId: person.personId, at: clock.now() });
    await refreshHead(talkId);
    return isOwn ? { type: 'same' } : { type: 'claimed', before: claim?.person };
  }
  if (claim && !isOwn && !isAtLeast(person.role, 'supervisor')) {
    return { type: 'anothers', by: claim.person };
  }
  await store.setClaim(talkId, undefined);
  await refreshHead(talkId);
  return { type: claim ? 'released' : 'same' };
}
