import type { Clock } from '../../lib/clock.ts';
import type { Audit } from '../../storage/audit.ts';
import type { AccessStore } from './store.ts';

/** The one-time code that makes the first owner. It is printed on the server's console and kept in memory only. */
export type OwnerClaim = {
  readonly code: string;
  readonly expiresAt: number;
  readonly triesLeft: number;
};

export const claimLifetimeMs = 15 * 60_000;
const maxTries = 5;

export function newOwnerClaim(code: string, now: number): OwnerClaim {
  return { code, expiresAt: now + claimLifetimeMs, triesLeft: maxTries };
}

export type ClaimVerdict = 'right' | 'wrong' | 'locked' | 'expired';

/** Judges one try. `locked`: the tries are used up; it stays locked until the code expires. */
export function judgeClaim(
  claim: OwnerClaim,
  code: string,
  now: number,
): { readonly verdict: ClaimVerdict; readonly claim: OwnerClaim } {
  if (now >= claim.expiresAt) return { verdict: 'expired', claim };
  if (claim.triesLeft <= 0) return { verdict: 'locked', claim };
  if (code === claim.code) return { verdict: 'right', claim };
  return { verdict: 'wrong', claim: { ...claim, triesLeft: claim.triesLeft - 1 } };
}

/** `notOpen`: somebody is the owner already, or no code was given out. */
export type ClaimOutcome = 'claimed' | 'wrong' | 'locked' | 'expired' | 'notOpen';

export type ClaimDeps = {
  readonly store: Pick<AccessStore, 'hasOwner' | 'makeFirstOwner'>;
  readonly audit: Pick<Audit, 'record'>;
  readonly clock: Clock;
  /** The code given out last, in memory only. */
  readonly claim: { current: OwnerClaim | undefined };
  readonly newCode: () => string;
  /** Shows the code on the server's console. */
  readonly announce: (code: string, minutes: number) => void;
};
