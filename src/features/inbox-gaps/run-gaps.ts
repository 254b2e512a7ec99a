import { messageOf } from '../../lib/error.ts';
import { backoffMs } from '../../lib/retry.ts';
import type { Platform } from '../../meta/customer-event.ts';
import type { GraphAccess } from '../../meta/graph.ts';
import { findMissed, type CheckEnd } from './find-missed.ts';
import { usualGapPace, type GapDeps } from './gap-deps.ts';

export type GapsRun = {
  /** Something may be missing: compare now. */
  readonly wake: () => void;
  readonly stop: () => Promise<void>;
};

const platforms: readonly Platform[] = ['messenger', 'instagram'];

const longestWaitMs = 5 * 60_000;

/** Compares a while after the start, whenever it is woken, and from time to time. */
export function runGaps(given: GapDeps): GapsRun {
  const deps = { ...given, pace: { ...usualGapPace, ...given.pace } };
  const { store, clock, log, pace } = deps;
  const stopping = new AbortController();
  const isStopping = (): boolean => stopping.signal.aborted;
  const retryWait = { baseMs: pace.compareAgainMs, capMs: longestWaitMs };
  const tries = new Map<Platform, number>();
  const dueAt = new Map<Platform, number>();
  let wakes = 0;
  let woken = new AbortController();

  const run = async (): Promise<void> => {
    await deps.pause(pace.firstCompareMs, AbortSignal.any([stopping.signal, woken.signal]));
    while (!isStopping()) {
      woken = new AbortController();
      for (const platform of platforms) {
        const access = deps.accessOf(platform);
        const isDue = (dueAt.get(platform) ?? 0) <= clock.now();
        if (!access || !isDue || isStopping()) continue;
        const wakesBefore = wakes;
        const waitMs = await compare(platform, access);
        dueAt.set(platform, wakes === wakesBefore ? clock.now() + waitMs : 0);
      }
      const nextAt = Math.min(...dueAt.values());
      const waitMs = Math.min(Math.max(nextAt - clock.now(), 0), pace.compareEveryMs);
      await deps.pause(waitMs, AbortSignal.any([stopping.signal, woken.signal]));
    }
  };

  const compare = async (platform: Platform, access: GraphAccess): Promise<number> => {
    try {
      const end = await findMissed(deps, { platform, access }, stopping.signal);
      return isStopping() ? 0 : await settle(platform, access, end);
    } catch (error) {
      log.error({ platform, cause: messageOf(error) }, 'conversations cannot be compared now');
      return longestWaitMs;
    }
  };

  const settle = async (
    platform: Platform,
    access: GraphAccess,
    end: CheckEnd,
  ): Promise<number> => {
    switch (end.type) {
      case 'done':
        tries.delete(platform);
        await store.noteTrouble(platform, undefined);
        deps.onCompared();
        return pace.compareEveryMs;
      case 'later': {
        const times = (tries.get(platform) ?? 0) + 1;
        tries.set(platform, times);
        await store.noteTrouble(platform, end.because);
        return end.waitMs ?? pace.compareAgainMs / 5 + backoffMs(times, deps.random, retryWait);
      }
      case 'stopped': {
        const { because } = end;
        log.warn({ platform, because }, 'conversations cannot be compared');
        await store.noteTrouble(platform, because);
        if (because === 'tokenDead' || because === 'wrongAppSecret') {
          deps.onTokenDead(access.kind, because);
        }
        return pace.compareEveryMs;
      }
    }
  };

  const running = run();
  return {
    wake: () => {
      wakes += 1;
      dueAt.clear();
      woken.abort();
    },
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
}
