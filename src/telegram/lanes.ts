import { setTimeout as sleep } from 'node:timers/promises';

export type Lanes = {
  /** Queues work behind what its lane already has. `work` must not throw. */
  readonly push: (lane: string, work: Work) => void;
  /** Nothing more is begun. */
  readonly close: () => void;
  /** Resolves when nothing is in hand, or after `limitMs`. */
  readonly settle: (limitMs: number) => Promise<void>;
  /** Works waiting or in hand. */
  readonly size: () => number;
};

export type Work = {
  readonly run: () => Promise<void>;
  /** Called when it took longer than `slowMs`, and again with `isGivenUp` after `hopelessMs`. */
  readonly onSlow?: (isGivenUp: boolean) => void;
};

export type LaneLimits = {
  /** Works at a time, in different lanes. */
  readonly slots: number;
  /** After this long a work no longer counts against `slots`: others go on. */
  readonly slowMs: number;
  /** After this long its own lane goes on too, though the work may still be running. */
  readonly hopelessMs: number;
};

/** Runs works strictly one after the other in a lane, and at most so many lanes at a time. */
export function createLanes({ slots, slowMs, hopelessMs }: LaneLimits): Lanes {
  const lanes = new Map<string, Work[]>();
  const ready: string[] = [];
  const inHand = new Set<Promise<void>>();
  let running = 0;
  let waiting = 0;
  let isClosed = false;

  const pump = (): void => {
    while (!isClosed && running < slots) {
      const lane = ready.shift();
      if (lane === undefined) return;
      const done = takeNext(lane).finally(() => {
        inHand.delete(done);
        pump();
      });
      inHand.add(done);
    }
  };

  const takeNext = async (lane: string): Promise<void> => {
    const queue = lanes.get(lane) ?? [];
    const work = queue.shift();
    if (work) {
      waiting -= 1;
      await runWatched(work);
    }
    if (queue.length > 0) ready.push(lane);
    else lanes.delete(lane);
  };

  const runWatched = async (work: Work): Promise<void> => {
    running += 1;
    let holdsSlot = true;
    const release = (): void => {
      if (holdsSlot) running -= 1;
      holdsSlot = false;
    };
    const slow = setTimeout(() => {
      release();
      work.onSlow?.(false);
      pump();
    }, slowMs);
    const hopeless = Promise.withResolvers<undefined>();
    const giveUp = setTimeout(() => {
      work.onSlow?.(true);
      hopeless.resolve(undefined);
    }, hopelessMs);
    await Promise.race([work.run(), hopeless.promise]);
    clearTimeout(slow);
    clearTimeout(giveUp);
    release();
  };

  return {
    push: (lane, work) => {
      waiting += 1;
      const queue = lanes.get(lane);
      if (queue) {
        queue.push(work);
        return;
      }
      lanes.set(lane, [work]);
      ready.push(lane);
      pump();
    },
    close: () => {
      isClosed = true;
    },
    settle: async (limitMs) => {
      const enough = new AbortController();
      await Promise.race([
        Promise.all(inHand),
        sleep(limitMs, undefined, { signal: enough.signal }).catch(() => undefined),
      ]);
      enough.abort();
    },
    size: () => waiting + inHand.size,
  };
}
