import { setImmediate as nextTurn } from 'node:timers/promises';
import { messageOf } from '../../lib/error.ts';
import type { InboxDeps } from './inbox-deps.ts';

/** A day more or less does not matter; an hour keeps each round small. */
const everyMs = 60 * 60_000;

/** Forgets, now and each hour, what customers said longer ago than is to be kept. That it was told stays known. */
export function runForgetting({
  store,
  clock,
  log,
  keepMs = Infinity,
  forgetElsewhere = [],
}: Pick<InboxDeps, 'store' | 'clock' | 'log' | 'keepMs' | 'forgetElsewhere'>): {
  readonly stop: () => Promise<void>;
} {
  let isStopping = false;
  let forgetting: Promise<void> | undefined;

  const forget = async (): Promise<void> => {
    const before = clock.now() - keepMs;
    // Webhooks and people go first between the pieces.
    for (const forgetSome of [store.forgetBodies, ...forgetElsewhere]) {
      while (!isStopping && !(await forgetSome(before))) await nextTurn();
    }
  };

  const begin = (): void => {
    if (keepMs === Infinity) return;
    forgetting ??= forget()
      .catch((error: unknown) => {
        log.error({ cause: messageOf(error) }, 'what customers said could not be forgotten');
      })
      .finally(() => {
        forgetting = undefined;
      });
  };

  const timer = setInterval(begin, everyMs);
  begin();
  return {
    stop: async () => {
      isStopping = true;
      clearInterval(timer);
      await forgetting;
    },
  };
}
