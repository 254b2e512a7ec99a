import type { Clock } from '../lib/clock.ts';
import { messageOf, Stop } from '../lib/error.ts';
import type { Log } from '../lib/log.ts';
import { backoffMs } from '../lib/retry.ts';
import { troubleOf } from './api-trouble.ts';
import { readCardScreen } from './card-screen.ts';
import type { CardRow, CardStore } from './card-store.ts';
import type { Chat } from './chat.ts';
import type { KnownMessages } from './known-messages.ts';
import { createSendBudget, usualRates, type SendRates } from './send-budget.ts';
import type { Topics } from './topics.ts';

/** What happened to a chat, for whoever sent messages there. */
export type ChatTrouble =
  | { readonly type: 'moved'; readonly chatId: number; readonly to: number }
  /** What was meant for the topic goes to the group itself from now on; a closed one could not be opened. */
  | {
      readonly type: 'topicGone' | 'topicClosed';
      readonly chatId: number;
      readonly topicId: number;
    }
  /** Nothing can be said there any more; all its cards are given up. */
  | { readonly type: 'shutOut'; readonly chatId: number };

export type CardOutboxDeps = {
  readonly store: CardStore;
  /** It must not wait by itself: an old text would go out when the waiting is over. */
  readonly chat: Pick<Chat, 'sendMessage' | 'editMessage' | 'deleteMessage'>;
  readonly topics: Pick<Topics, 'reopen'>;
  /** What else of ours stands in the groups. */
  readonly known: Pick<KnownMessages, 'has' | 'newest'>;
  readonly onTrouble: (trouble: ChatTrouble) => Promise<void>;
  readonly clock: Clock;
  /** Milliseconds of a clock that never jumps. */
  readonly monotonicMs: () => number;
  /** Returns early when the signal comes. */
  readonly pause: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly random: () => number;
  readonly log: Log;
  readonly rates?: Partial<SendRates>;
};

/** Brings every card's message to what is wanted of it, within what Telegram takes. */
export type CardOutbox = {
  /** There may be something new for the chat. */
  readonly wake: (chatId: number) => void;
  /** Goes on with what an earlier life of the process left. */
  readonly start: () => Promise<void>;
  /** What is on its way is waited for a moment; the rest is done after the next start. */
  readonly stop: () => Promise<void>;
};

/** One chat's line: one thing at a time, the most urgent first. */
type Lane = {
  woken: AbortController;
  /** By the clock that never jumps: until then Telegram wants no calls, or cannot be reached. */
  parkedUntil: number;
  failures: number;
  done: Promise<void>;
};

const retryWait = { baseMs: 1000, capMs: 30_000 };
const mostTries = 5;
const revokedMs = 60_000;
/** After a 429 that does not say how long. */
const unsaidWaitSeconds = 30;
/** Telegram lets a bot delete its messages for 48 hours. */
const keptMs = 48 * 3600_000;
const pruneEveryMs = 3600_000;
/** A topic that was closed by mistake is opened again; closed twice in a day, it is left. */
const reopenEveryMs = 24 * 3600_000;
const stopMs = 2000;
/** Marks a message that may stand there a second time. */
const again = '↻';
/** How far from a lost message another may be that came after the lost one. */
const mostSuspects = 10;
/** The same where nothing was sent since: each look costs what a message costs. */
const mostSuspectsAtEnd = 3;
/** Supergroups count their messages one by one, each for itself. Source: Bot API, Chat.id; tdlib. */
const newestBasicGroup = -1_000_000_000_000;
const suspectKey = 'lost ';
/** Only shown between finding a lost message and deleting it. */
const lostText = '⤵️';

export function createCardOutbox(deps: CardOutboxDeps): CardOutbox {
  const { store, chat, clock, log } = deps;
  const budget = createSendBudget({ ...usualRates, ...deps.rates });
  const lanes = new Map<number, Lane>();
  const parked = new Map<number, number>();
  /** When each topic was last opened again, by the clock that never jumps. */
  const reopened = new Map<string, number>();
  const stopping = new AbortController();
  const isStopping = (): boolean => stopping.signal.aborted;
  let pruneTimer: NodeJS.Timeout | undefined;

  const run = async (chatId: number, lane: Lane): Promise<void> => {
    while (!isStopping()) {
      lane.woken = new AbortController();
      const row = await store.next(chatId, clock.now());
      if (!row) {
        if (lane.woken.signal.aborted) continue;
        // In the same breath: who wakes the chat from now on opens a new lane.
        lanes.delete(chatId);
        return;
      }
      const waitMs = waitOf(row, lane);
      if (waitMs > 0) {
        await deps.pause(waitMs, AbortSignal.any([stopping.signal, lane.woken.signal]));
        continue;
      }
      try {
        await carryOut(row);
        lane.failures = 0;
      } catch (error) {
        if (isStopping()) return;
        await settleTrouble(row, lane, error);
      }
    }
  };

  const waitOf = (row: CardRow, lane: Lane): number => {
    const now = deps.monotonicMs();
    const isBudgeted = row.staleMessageId === null && row.wanted !== '';
    return Math.ceil(
      Math.max(
        row.nextAt - clock.now(),
        lane.parkedUntil - now,
        isBudgeted ? budget.waitMs(row.chatId, row.urgency <= 0, now) : 0,
      ),
    );
  };

  const carryOut = async (row: CardRow): Promise<void> => {
    const { key, chatId, messageId, staleMessageId, wanted } = row;
    if (staleMessageId !== null) {
      await chat.deleteMessage(chatId, staleMessageId);
      return store.forgetStale(key);
    }
    if (key.startsWith(suspectKey)) return probe(row);
    if (wanted === '') {
      if (messageId !== null) await chat.deleteMessage(chatId, messageId);
      await suspect(row, Infinity);
      return store.remove(key);
    }
    if (messageId !== null && wanted === row.shown) return store.settle(key, wanted);
    if (messageId !== null && row.isAnew === 0) return edit(row, messageId);
    const isNew = messageId === null && row.uncertainAfter === null;
    const isTooLate = isNew && row.dropAt !== null && row.dropAt <= clock.now();
    return isTooLate ? store.remove(key) : send(row);
  };

  const edit = async (row: CardRow, messageId: number): Promise<void> => {
    const { key, chatId, wanted } = row;
    budget.spend(chatId, deps.monotonicMs());
    const outcome = await chat.editMessage(chatId, messageId, readCardScreen(wanted));
    // It was to be sent anew, the answer was lost, and now an edit is enough.
    await suspect(row, Infinity);
    if (outcome === 'gone') await store.setLost(key);
    else await store.setShown(key, { messageId, wanted, stale: null });
  };

  const send = async (row: CardRow): Promise<void> => {
    const { key, chatId, topicId, wanted } = row;
    const screen = readCardScreen(wanted);
    const isAgain = row.uncertainAfter !== null;
    if (!isAgain) {
      const newest = Math.max(await store.newest(chatId), deps.known.newest(chatId));
      await store.setUncertain(key, newest);
    }
    budget.spend(chatId, deps.monotonicMs());
    const messageId = await chat.sendMessage(
      chatId,
      isAgain ? { ...screen, text: `${again} ${screen.text}` } : screen,
      { ...(topicId !== null && { topicId }), silent: row.isSilent === 1 },
    );
    // A dropped card may have suspected this id before there was a message of it.
    await store.remove(suspicionOf(chatId, messageId));
    await suspect(row, messageId);
    await store.setShown(key, { messageId, wanted, stale: row.messageId });
  };

  /**
   * The message whose answer was lost may stand between the newest one known before it and the one
   * that was sent now. It would show for ever what was true then.
   */
  const suspect = async (row: CardRow, before: number): Promise<void> => {
    const { chatId, uncertainAfter } = row;
    if (uncertainAfter === null || uncertainAfter === 0 || chatId > newestBasicGroup) return;
    const most = before === Infinity ? mostSuspectsAtEnd : mostSuspects;
    const count = Math.min(most, before - uncertainAfter - 1);
    const ids = Array.from({ length: count }, (_, index) => uncertainAfter + 1 + index);
    await store.suspect(
      chatId,
      ids.filter((id) => !deps.known.has(chatId, id)),
      {
        keyOf: (messageId) => suspicionOf(chatId, messageId),
        wanted: JSON.stringify({ text: lostText }),
        at: clock.now(),
      },
    );
  };

  /** Only a message of ours can be edited; deleting would take those of people as well. */
  const probe = async ({ key, chatId, messageId, wanted }: CardRow): Promise<void> => {
    if (messageId !== null && !deps.known.has(chatId, messageId)) {
      budget.spend(chatId, deps.monotonicMs());
      const outcome = await chat.editMessage(chatId, messageId, readCardScreen(wanted));
      if (outcome !== 'gone') await chat.deleteMessage(chatId, messageId);
    }
    await store.remove(key);
  };

  /** What Telegram's answer means for the card and its chat. Source: facts gathered November 2026. */
  const settleTrouble = async (row: CardRow, lane: Lane, error: unknown): Promise<void> => {
    const { key, chatId, topicId } = row;
    const trouble = troubleOf(error);
    const details = error instanceof Stop ? error.details : {};
    const hasLeft = trouble === 'unreachable' && details['neverLeft'] !== true;
    // Only an answer that was lost leaves it open whether the message is there.
    if (row.uncertainAfter === null && !hasLeft) await store.setUncertain(key, null);
    switch (trouble) {
      case 'wait': {
        const said = details['retryAfterSeconds'];
        park(lane, chatId, (typeof said === 'number' ? said : unsaidWaitSeconds) * 1000);
        return;
      }
      case 'unreachable':
        lane.failures += 1;
        park(lane, chatId, backoffMs(lane.failures, deps.random, retryWait));
        return;
      case 'revoked':
        log.error({ cause: messageOf(error) }, 'Telegram does not take our token any more');
        park(lane, chatId, revokedMs);
        return;
      case 'migrated': {
        const to = details['migratedTo'];
        if (typeof to !== 'number') break;
        await store.moveChat(chatId, to);
        await deps.onTrouble({ type: 'moved', chatId, to });
        wake(to);
        return;
      }
      case 'topicGone':
      case 'topicClosed':
        if (topicId === null) break;
        if (trouble === 'topicClosed' && (await reopen(chatId, topicId))) return;
        await store.leaveTopic(chatId, topicId);
        await deps.onTrouble({ type: trouble, chatId, topicId });
        return;
      case 'blocked':
      case 'unknownChat':
      case 'noRights':
        log.warn({ chatId, cause: messageOf(error) }, 'nothing can be said in a chat any more');
        await store.clearChat(chatId);
        await deps.onTrouble({ type: 'shutOut', chatId });
        return;
      case 'unchanged':
      case 'gone':
      case 'badMarkup':
      case 'tooLong':
      case 'lateAnswer':
      case 'otherPoller':
      case 'refused':
    }
    await failed(row, error);
  };

  /** Somebody who closes it again at once means it. */
  const reopen = async (chatId: number, topicId: number): Promise<boolean> => {
    const topic = `${chatId} ${topicId}`;
    const now = deps.monotonicMs();
    if (now - (reopened.get(topic) ?? -Infinity) < reopenEveryMs) return false;
    reopened.set(topic, now);
    try {
      await deps.topics.reopen(chatId, topicId);
      return true;
    } catch (error) {
      if (!(error instanceof Stop)) throw error;
      log.warn({ chatId, cause: messageOf(error) }, 'a closed topic could not be opened again');
      return false;
    }
  };

  /** A card that Telegram, or a mistake of ours, refuses must not hold up its neighbours. */
  const failed = async (row: CardRow, error: unknown): Promise<void> => {
    const cause = messageOf(error);
    if (row.tries + 1 >= mostTries) {
      log.error({ card: row.key, cause }, 'a card is set aside');
      await store.setAside(row.key, row.wanted, cause);
      return;
    }
    log.warn({ card: row.key, cause }, 'a card could not be shown');
    const wait = 1000 + backoffMs(row.tries + 1, deps.random, retryWait);
    await store.postpone(row.key, clock.now() + wait);
  };

  const park = (lane: Lane, chatId: number, ms: number): void => {
    lane.parkedUntil = deps.monotonicMs() + ms;
    parked.set(chatId, lane.parkedUntil);
  };

  const wake = (chatId: number): void => {
    if (isStopping()) return;
    const running = lanes.get(chatId);
    if (running) {
      running.woken.abort();
      return;
    }
    const lane: Lane = {
      woken: new AbortController(),
      parkedUntil: parked.get(chatId) ?? 0,
      failures: 0,
      done: Promise.resolve(),
    };
    lanes.set(chatId, lane);
    lane.done = keepRunning(chatId, lane);
  };

  /** The database may fail; the cards in it do not go away. */
  const keepRunning = async (chatId: number, lane: Lane): Promise<void> => {
    for (;;) {
      try {
        await run(chatId, lane);
        return;
      } catch (error) {
        if (isStopping()) return;
        log.error({ chatId, cause: messageOf(error) }, 'the cards of a chat could not be shown');
        await deps.pause(retryWait.capMs, stopping.signal);
      }
    }
  };

  return {
    wake,
    start: async () => {
      await store.prune(clock.now() - keptMs);
      pruneTimer = setInterval(() => {
        store.prune(clock.now() - keptMs).catch((error: unknown) => {
          // The next hour tries it again.
          log.warn({ cause: messageOf(error) }, 'old cards could not be forgotten');
        });
      }, pruneEveryMs);
      pruneTimer.unref();
      for (const chatId of await store.listChats()) wake(chatId);
    },
    stop: async () => {
      clearInterval(pruneTimer);
      stopping.abort();
      const waited = new AbortController();
      const all = Promise.all([...lanes.values()].map(({ done }) => done));
      await Promise.race([all, deps.pause(stopMs, waited.signal)]);
      waited.abort();
    },
  };
}

function suspicionOf(chatId: number, messageId: number): string {
  return `${suspectKey}${chatId} ${messageId}`;
}
