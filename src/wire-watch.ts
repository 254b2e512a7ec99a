import type { InboxCheckDeps, InboxReading } from './checks/check-inbox.ts';
import {
  createAlarmStore,
  createInboxAlarms,
  type AlarmPace,
} from './features/inbox-alarms/index.ts';
import {
  createGapStore,
  createInboxGaps,
  isMended,
  isTrouble,
  percentOf,
  type GapPace,
} from './features/inbox-gaps/index.ts';
import { inboxRoute } from './features/inbox-topics/index.ts';
import type { Clock } from './lib/clock.ts';
import { isQuietAt } from './lib/quiet-hours.ts';
import { random } from './lib/random.ts';
import { pause } from './lib/retry.ts';
import type { Platform } from './meta/customer-event.ts';
import type { Graph, GraphAccess } from './meta/graph.ts';
import type { Storage } from './storage/database.ts';
import { createRoutes } from './storage/routes.ts';
import type { Shared } from './wire-deps.ts';
import { readTokenEndOf } from './wire-token.ts';

type GapDeps = Parameters<typeof createInboxGaps>[0];

export type WireWatchDeps = Pick<GapDeps, 'oldestBodyAt' | 'addFetched' | 'onTokenDead'> & {
  readonly shared: Shared;
  readonly graph: Graph;
  readonly accessOf: (platform: Platform) => GraphAccess | undefined;
  readonly pace: Partial<GapPace & AlarmPace>;
};

const dayMs = 24 * 60 * 60_000;

/** Whether what customers write comes to us. */
export function wireWatch({ shared, ...deps }: WireWatchDeps) {
  const { config, core, people, chat, wordsOf, clock, log } = shared;
  const { graph, accessOf, pace } = deps;
  const readTokenEnd = readTokenEndOf(core.database);
  const gapStore = createGapStore(core.database);
  const accesses = [
    ...new Set([accessOf('messenger'), accessOf('instagram')].filter((one) => one !== undefined)),
  ];
  const gaps = createInboxGaps({
    ...{ ...deps, store: gapStore, clock, log, random, pause },
    pace: { compareEveryMs: config.inbox.compareMinutes * 60_000, ...pace },
    onCompared: () => {
      alarms.noteCompared();
    },
  });
  const alarms = createInboxAlarms({
    ...{ store: createAlarmStore(core.database), accesses, graph, pace: { ...pace } },
    readLoss: async () => {
      const loss = await gapStore.countLoss(clock.now() - dayMs);
      const state = isTrouble(loss) ? 'trouble' : isMended(loss) ? 'mended' : 'between';
      return { ...loss, state, percent: percentOf(loss) };
    },
    readTokenEnd: async () => {
      const { login } = shared.metaAccesses;
      return login && (await readTokenEnd(login.access.token));
    },
    onMended: gaps.wake,
    isQuiet: (at) => isQuietAt(config.quietHours, at, config.timeZone),
    ...{ people, chat, wordsOf, clock, log, pause },
  });
  return {
    telegram: alarms.telegram,
    noteKept: alarms.noteKept,
    noteSignature: alarms.noteSignature,
    /** There was a time when something could be missed. */
    wake: gaps.wake,
    start: () => {
      gaps.start();
      alarms.start();
    },
    stop: async () => {
      await Promise.all([gaps.stop(), alarms.stop()]);
    },
  };
}

/** What the doctor says of the inbox. */
export function readInboxOf(
  database: Storage,
  clock: Clock,
): Pick<InboxCheckDeps, 'findRoute'> & { readonly readInbox: () => Promise<InboxReading> } {
  const store = createGapStore(database);
  const routes = createRoutes(database);
  const lossOf = async (sinceMs: number) => {
    const loss = await store.countLoss(clock.now() - sinceMs);
    return { ...loss, percent: percentOf(loss) };
  };
  return {
    findRoute: () => routes.find(inboxRoute),
    readInbox: async () => {
      const [day, week] = [await lossOf(dayMs), await lossOf(7 * dayMs)];
      return { day, week, isTrouble: isTrouble(day), comparisons: await store.listChecks() };
    },
  };
}
