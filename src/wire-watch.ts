import { createInboxGaps, createGapStore, type GapPace } from './features/inbox-gaps/index.ts';
import { random } from './lib/random.ts';
import { pause } from './lib/retry.ts';
import type { Platform } from './meta/customer-event.ts';
import type { Graph, GraphAccess } from './meta/graph.ts';
import type { Shared } from './wire-deps.ts';

export type WireWatchDeps = {
  readonly shared: Shared;
  readonly graph: Graph;
  readonly accessOf: (platform: Platform) => GraphAccess | undefined;
  readonly oldestBodyAt: () => Promise<number | undefined>;
  readonly addFetched: Parameters<typeof createInboxGaps>[0]['addFetched'];
  readonly onTokenDead: Parameters<typeof createInboxGaps>[0]['onTokenDead'];
  readonly pace: Partial<GapPace>;
};

/** Whether what customers write comes to us. */
export function wireWatch({ shared, ...deps }: WireWatchDeps) {
  const { core, clock, log } = shared;
  const gapStore = createGapStore(core.database);
  const gaps = createInboxGaps({
    ...{ ...deps, store: gapStore, clock, log, random, pause },
    onCompared: () => undefined,
  });
  return {
    /** There was a time when something could be missed. */
    wake: gaps.wake,
    start: gaps.start,
    stop: gaps.stop,
  };
}
