import type { Clock } from '../../lib/clock.ts';
import type { Log } from '../../lib/log.ts';
import type { CustomerKey, Platform } from '../../meta/customer-event.ts';
import type { Graph, GraphAccess } from '../../meta/graph.ts';
import type { GapStore } from './store.ts';

export type GapDeps = {
  readonly store: GapStore;
  readonly graph: Pick<Graph, 'readAccount' | 'listConversations' | 'listMessages'>;
  /** Undefined: there is no token for it. */
  readonly accessOf: (platform: Platform) => GraphAccess | undefined;
  /** Takes what no webhook told, in a webhook's own words. Resolves to how much of it is new. */
  readonly addFetched: (
    found: Pick<CustomerKey, 'platform' | 'accountId'> & { readonly items: readonly object[] },
  ) => Promise<number>;
  /** When the oldest webhook came that is not read yet; undefined: all are. */
  readonly oldestBodyAt: () => Promise<number | undefined>;
  /** The account can do nothing until a person brings another token. */
  readonly onTokenDead: (
    kind: GraphAccess['kind'],
    because: 'tokenDead' | 'wrongAppSecret',
  ) => void;
  /** Everything up to now was compared. */
  readonly onCompared: () => void;
  readonly clock: Clock;
  readonly log: Log;
  readonly random: () => number;
  /** Returns early when the signal comes. */
  readonly pause: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly pace?: Partial<GapPace>;
};

/** Milliseconds. */
export type GapPace = {
  /** After the start Meta's own repeats come first. */
  readonly firstCompareMs: number;
  /** Between two comparisons. */
  readonly compareEveryMs: number;
  /** A webhook may be so late and is not missed yet. */
  readonly graceMs: number;
  /** So far before the last comparison the next one begins: clocks differ, and Meta's own lists are late at times. */
  readonly overlapMs: number;
  /** After what may pass by itself; each time longer. */
  readonly compareAgainMs: number;
};

export const usualGapPace: GapPace = {
  ...{ firstCompareMs: 15_000, compareEveryMs: 10 * 60_000, compareAgainMs: 5_000 },
  ...{ graceMs: 2 * 60_000, overlapMs: 10 * 60_000 },
};
