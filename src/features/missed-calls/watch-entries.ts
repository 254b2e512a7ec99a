import { messageOf } from '../../lib/error.ts';
import { stateOf, type Call } from '../../telephony/call.ts';
import { numberKeyOf } from './entry.ts';
import { followCalls } from './follow-calls.ts';
import { makeCards } from './make-cards.ts';
import type { WorklistDeps } from './missed-deps.ts';
import { sendAlerts } from './send-alerts.ts';

export type EntryWatch = {
  /** These calls were written down as they stand now. */
  readonly hear: (calls: readonly Call[]) => void;
  /** Entries changed: there may be something to tell. */
  readonly wake: () => void;
  /** What is known of who has this number has changed: its open entry is shown anew. */
  readonly retell: (number: string) => void;
  /** Takes in what ended while the process was away, and goes on with what was open. */
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

/** How exactly the times of the policy are kept. */
const lookEveryMs = 1000;
/** What could not be written is tried again, and a chat that was named meanwhile gets its cards. */
const tidyEveryMs = 30_000;
/** Cards for a chat that has none, at a time. */
const unshownBatch = 20;

/** Keeps the worklist true: after every call, and as time goes by. */
export function watchEntries(deps: WorklistDeps): EntryWatch {
  const { log } = deps;
  let tidyTimer: NodeJS.Timeout | undefined;
  let alertTimer: NodeJS.Timeout | undefined;
  let working: Promise<void> | undefined;
  let hasNews = false;
  let isRunning = false;
  /** Calls in which somebody talks, since the last look. */
  const talks: Call[] = [];

  /** When it fails nothing was written, and a later turn does it all. */
  const attempt = async <Result>(
    what: string,
    work: () => Promise<Result>,
  ): Promise<Result | 'failed'> => {
    try {
      return await work();
    } catch (error) {
      log.error({ cause: messageOf(error) }, what);
      return 'failed';
    }
  };
  const isWanted = (): boolean => hasNews && isRunning;
  const follow = async (): Promise<void> => {
    do {
      hasNews = false;
      const going = talks.splice(0);
      const more = await attempt('missed calls could not be taken in', () =>
        followCalls(deps, going),
      );
      if (more === 'failed') break;
      hasNews ||= more;
    } while (isWanted());
    working = undefined;
    planAlerts();
  };
  const wake = (): void => {
    hasNews = true;
    if (isRunning) working ??= follow();
  };
  const planAlerts = (): void => {
    if (!isRunning || alertTimer) return;
    alertTimer = setTimeout(() => void alert(), lookEveryMs);
  };
  const alert = async (): Promise<void> => {
    const more = await attempt('nobody could be told of missed calls', () => sendAlerts(deps));
    alertTimer = undefined;
    if (more !== false) planAlerts();
  };
  const tidy = async (): Promise<void> => {
    wake();
    await attempt('the cards of missed calls could not be kept', () => keepCards(deps));
  };
  return {
    wake,
    hear: (calls) => {
      const going = calls.filter((call) => stateOf(call).type === 'talking');
      talks.push(...going);
      // Ringing is no news here, and there is much of it.
      if (going.length > 0 || calls.some(({ endedAt }) => endedAt !== undefined)) wake();
    },
    retell: (number) => {
      // A card that stays as it is tells nothing wrong.
      void attempt('a missed call could not be shown anew', () => showAnew(deps, number));
    },
    start: async () => {
      isRunning = true;
      talks.push(...deps.live());
      wake();
      await working;
      await tidy();
      tidyTimer = setInterval(() => void tidy(), tidyEveryMs);
    },
    stop: async () => {
      isRunning = false;
      clearInterval(tidyTimer);
      clearTimeout(alertTimer);
      await working;
      await deps.inTurn(() => Promise.resolve());
    },
  };
}

/**
 * Open entries keep their messages however old they are, and get one where they have none; whoever is
 * not here any more loses theirs.
 */
async function keepCards(deps: WorklistDeps): Promise<void> {
  const { store, clock } = deps;
  const gone = await store.dropAlertsOfGone(clock.now());
  for (const chatId of gone) deps.outbox.wake(chatId);
  await store.keepCards(clock.now());
  if (!(await deps.findRoute())) return;
  await deps.inTurn(async () => {
    const entries = await store.listUnshown(unshownBatch);
    if (entries.length === 0) return;
    const cards = await makeCards(
      deps,
      entries.map((entry) => ({ entry, isNews: false })),
    );
    await store.save({ ...{ entries: [], followed: [], alerts: [] }, cards, at: clock.now() });
    for (const chatId of new Set(cards.map((card) => card.chatId))) deps.outbox.wake(chatId);
  });
}

async function showAnew(deps: WorklistDeps, number: string): Promise<void> {
  await deps.inTurn(async () => {
    const entries = await deps.store.listOpenOf([numberKeyOf(number)]);
    const cards = await makeCards(
      deps,
      entries.map((entry) => ({ entry, isNews: false })),
    );
    const at = deps.clock.now();
    await deps.store.save({ ...{ entries: [], followed: [], alerts: [] }, cards, at });
    for (const chatId of new Set(cards.map((card) => card.chatId))) deps.outbox.wake(chatId);
  });
}
