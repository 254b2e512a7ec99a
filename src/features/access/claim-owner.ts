import { claimLifetimeMs, judgeClaim, newOwnerClaim, type OwnerClaim } from './owner-claim.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Audit } from '../../storage/audit.ts';
import type { AccessStore, Joiner } from './store.ts';

/** `notOpen`: somebody is the owner already, or no code was given out. */
export type ClaimOutcome = 'claimed' | 'wrong' | 'locked' | 'expired' | 'notOpen';

export type ClaimDeps = {
  readonly store: Pick<AccessStore, 'hasOwner' | 'makeFirstOwner'>;
  readonly audit: Pick<Audit, 'record'>;
  readonly clock: Clock;
  readonly newCode: () => string;
  /** Shows the code on the server's console. */
  readonly announce: (code: string, minutes: number) => void;
};

export type OwnerClaiming = {
  /** Gives out a code when nobody owns the place yet. */
  readonly open: () => Promise<void>;
  readonly claimOwner: (joiner: Joiner, code: string) => Promise<ClaimOutcome>;
};

/**
 * The way to the first owner: whoever can read the server's console. After fifteen minutes the code
 * is void and a try brings a new one onto the console.
 */
export function createOwnerClaiming(deps: ClaimDeps): OwnerClaiming {
  const { store, audit, clock } = deps;
  let claim: OwnerClaim | undefined;
  const giveOut = () => {
    claim = newOwnerClaim(deps.newCode(), clock.now());
    deps.announce(claim.code, claimLifetimeMs / 60_000);
  };
  const judge = async (joiner: Joiner, code: string): Promise<ClaimOutcome> => {
    if (!claim || (await store.hasOwner())) return 'notOpen';
    const judged = judgeClaim(claim, code, clock.now());
    claim = judged.claim;
    if (judged.verdict === 'expired') giveOut();
    if (judged.verdict !== 'right') return judged.verdict;
    if (!(await store.makeFirstOwner(joiner))) return 'notOpen';
    claim = undefined;
    return 'claimed';
  };
  return {
    open: async () => {
      if (!(await store.hasOwner())) giveOut();
    },
    claimOwner: async (joiner, code) => {
      const outcome = await judge(joiner, code);
      await audit.record({ telegramId: joiner.telegramId, action: 'access.claimOwner', outcome });
      return outcome;
    },
  };
}
