import type { Clock } from '../lib/clock.ts';
import type { Approvals } from './approvals.ts';
import type { Plan } from './plan.ts';
import type { Secret } from '../lib/secret.ts';

/** A plan that was shown and waits for its tap, with the secret it would set. In memory only: a flow's stored log holds the handle. */
export type ShelvedPlan = { readonly plan: Plan; readonly secret?: Secret | undefined };

export type PlanShelf = {
  /** Who else looks at a dangerous plan; undefined: nobody, as the policy says. */
  readonly approvals: Approvals | undefined;
  readonly keep: (shelved: ShelvedPlan) => string;
  readonly find: (handle: string) => ShelvedPlan | undefined;
  readonly drop: (handle: string) => void;
};

/** As long as a guided flow may wait for its next answer, and a little. */
const keptForMs = 15 * 60_000;

/** At most this many plans wait at once; the oldest goes first. */
const maxPlans = 200;

export function createPlanShelf(
  clock: Clock,
  newHandle: () => string,
  approvals?: Approvals,
): PlanShelf {
  const shelf = new Map<string, ShelvedPlan & { readonly until: number }>();
  const sweep = () => {
    for (const [handle, { until }] of shelf) {
      if (until <= clock.now() || shelf.size > maxPlans) shelf.delete(handle);
    }
  };
  return {
    approvals,
    keep: (shelved) => {
      sweep();
      const handle = newHandle();
      shelf.set(handle, { ...shelved, until: clock.now() + keptForMs });
      return handle;
    },
    find: (handle) => {
      sweep();
      return shelf.get(handle);
    },
    drop: (handle) => {
      shelf.delete(handle);
    },
  };
}
