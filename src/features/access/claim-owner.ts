import { judgeClaim, type ClaimDeps, type ClaimOutcome } from './owner-claim.ts';
import { openClaim } from './open-claim.ts';
import type { Joiner } from './store.ts';

/**
 * Makes the first owner of whoever brings the code from the server's console. After fifteen minutes
 * the code is void, and a try brings a new one onto the console.
 */
export async function claimOwner(
  deps: ClaimDeps,
  joiner: Joiner,
  code: string,
): Promise<ClaimOutcome> {
  const outcome = await judge(deps, joiner, code);
  await deps.audit.record({
    telegramId: joiner.telegramId,
    action: 'access.claimOwner',
    outcome,
  });
  return outcome;
}

async function judge(deps: ClaimDeps, joiner: Joiner, code: string): Promise<ClaimOutcome> {
  const { store, claim, clock } = deps;
  if (!claim.current || (await store.hasOwner())) return 'notOpen';
  const judged = judgeClaim(claim.current, code, clock.now());
  claim.current = judged.claim;
  if (judged.verdict === 'expired') await openClaim(deps);
  if (judged.verdict !== 'right') return judged.verdict;
  if (!(await store.makeFirstOwner(joiner))) return 'notOpen';
  claim.current = undefined;
  return 'claimed';
}
