import { claimLifetimeMs, newOwnerClaim, type ClaimDeps } from './owner-claim.ts';

/** Gives out a new code on the server's console, when nobody owns the place yet. */
export async function openClaim(deps: Omit<ClaimDeps, 'audit'>): Promise<void> {
  if (await deps.store.hasOwner()) return;
  const claim = newOwnerClaim(deps.newCode(), deps.clock.now());
  deps.claim.current = claim;
  deps.announce(claim.code, claimLifetimeMs / 60_000);
}
