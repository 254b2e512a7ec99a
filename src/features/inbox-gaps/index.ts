import type { GapDeps } from './gap-deps.ts';
import { runGaps, type GapsRun } from './run-gaps.ts';

export type { GapPace } from './gap-deps.ts';
export { isMended, isTrouble, percentOf } from './loss.ts';
export { createGapStore } from './store.ts';

/** What customers wrote and Meta never told: found in their conversations, and brought the usual way. */
export function createInboxGaps(deps: GapDeps) {
  let run: GapsRun | undefined;
  return {
    /** There was a time when webhooks could not come, or the conversations could not be looked at. */
    wake: (): void => {
      run?.wake();
    },
    start: (): void => {
      run = runGaps(deps);
    },
    stop: async (): Promise<void> => {
      await run?.stop();
    },
  };
}
