import { createMutex } from '../../lib/mutex.ts';
import type { TelegramDoor } from '../../telegram/door.ts';
import type { MissedCallsDeps } from './missed-deps.ts';
import { missedCallsOnTelegram } from './on-telegram.ts';
import { watchEntries, type EntryWatch } from './watch-entries.ts';

export { createMissedStore } from './store.ts';

export type MissedCalls = EntryWatch & {
  readonly telegram: TelegramDoor;
  /** How many customers wait to be called back. */
  readonly countOpen: () => Promise<number>;
};

/** The worklist of missed calls: who waits, who has taken it, and when it is over. */
export function createMissedCalls(given: MissedCallsDeps): MissedCalls {
  const deps = { ...given, inTurn: createMutex() };
  const watch = watchEntries(deps);
  return {
    ...watch,
    telegram: missedCallsOnTelegram(deps, watch.wake),
    countOpen: deps.store.countOpen,
  };
}
