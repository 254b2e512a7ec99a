import { messageOf, Stop } from '../../lib/error.ts';
import { backoffMs } from '../../lib/retry.ts';
import type { CustomerKey } from '../../meta/customer-event.ts';
import type { Route } from '../../storage/routes.ts';
import { followTrouble } from './follow-trouble.ts';
import { asidePost } from './event-post.ts';
import { openTopic } from './open-topic.ts';
import { postEvent } from './post-event.ts';
import { sendPost } from './send-post.ts';
import { topicTrouble } from './topic-trouble.ts';
import { inboxRoute } from './route.ts';
import type { CustomerHead, TopicsDeps } from './topics-deps.ts';

export type TopicsRun = {
  /** There may be something new. */
  readonly wake: () => void;
  /** What could not be said before may be said now. */
  readonly retry: () => void;
  /** What is in hand is ended. */
  readonly stop: () => Promise<void>;
};

/** Meta keeps no order: so long an earlier message may be late. Source: facts of November 2026. */
const usualSettleMs = 2000;

/** Customers in hand together. */
const slots = 16;

/**
 * So often an event was in hand when the process died: it is set aside, with a line in its place. In a storm
 * that kills every two seconds on a busy machine, one in a thousand is in hand at eight deaths.
 */
const mostAttempts = 30;

/** Five refusals are enough. */
const refusalCounts = 6;

/** Of its messages the first ones may stand there already; so many has none. */
const lastPart = 1000;

/** Each look reads all that waits. */
const lookEveryMs = 50;

/** Looked at even when nobody said that there is something. */
const idleMs = 30_000;

const retryWait = { baseMs: 200, capMs: 30_000 };
const shutMs = 30_000;
/** After a 429 that does not say how long. */
const unsaidWaitSeconds = 30;

/**
 * Brings what customers do to their topics: each customer's in order, one after the other, different
 * customers side by side. Nothing is lost: what cannot be shown now stays in the store.
 */
export function runTopics(deps: TopicsDeps): TopicsRun {
  const { events, routes, clock, log } = deps;
  const settleMs = deps.settleMs ?? usualSettleMs;
  const stopping = new AbortController();
  const isStopping = (): boolean => stopping.signal.aborted;
  const inHand = new Map<string, Promise<void>>();
  const begun = new Set<number>();
  const tries = new Map<number, number>();
  const told = new Set<number>();
  let woken = new AbortController();
  let isWokenLately = true;
  let parkedUntil = 0;
  let shutUntil = 0;

  const wake = (): void => {
    isWokenLately = true;
    woken.abort();
  };

  const run = async (): Promise<void> => {
    while (!isStopping()) {
      woken = new AbortController();
      const waitMs = await look();
      if (isStopping()) return;
      const soonest = inHand.size > 0 || isWokenLately ? lookEveryMs : 0;
      // A look right after another would only read the same again.
      if (soonest > 0) await deps.pause(soonest, stopping.signal);
      if (waitMs > soonest) {
        await deps.pause(waitMs, AbortSignal.any([stopping.signal, woken.signal]));
      }
    }
  };

  /** Returns how long nothing new is expected. */
  const look = async (): Promise<number> => {
    isWokenLately = false;
    try {
      const parkedMs = Math.max(parkedUntil, shutUntil) - clock.now();
      if (parkedMs > 0) return parkedMs;
      const route = await routes.find(inboxRoute);
      if (!route) return idleMs;
      const now = clock.now();
      // What came and is not read yet may hold an earlier message of anybody.
      const readUntil = (await events.oldestBodyAt()) ?? now;
      const settledBefore = Math.min(now, readUntil) - settleMs;
      const heads = await events.listHeads({ now, settledBefore, limit: 200 });
      for (const head of heads) {
        if (inHand.size >= slots) return settleMs;
        const key = keyOf(head.event);
        if (!inHand.has(key)) begin(key, route, head);
      }
      const nextAt = await events.nextHeadAt(settleMs);
      if (nextAt === undefined) return idleMs;
      // What is due already is in hand, which wakes at its end, or waits for a body to be read.
      return nextAt > now ? Math.min(nextAt - now, idleMs) : settleMs;
    } catch (error) {
      log.error({ cause: messageOf(error) }, 'what customers wrote cannot be looked at now');
      return retryWait.capMs;
    }
  };

  const begin = (key: string, route: Route, head: CustomerHead): void => {
    const work = carry(route, head).finally(() => {
      inHand.delete(key);
      woken.abort();
    });
    inHand.set(key, work);
  };

  const carry = async (route: Route, head: CustomerHead): Promise<void> => {
    const { sequence, event, attempts } = head;
    try {
      if (event.customerId === '') {
        log.warn({ sequence, kind: event.happening.type }, 'Meta tells something of no customer');
      } else if (attempts >= mostAttempts) {
        await giveUp(route, head);
        return;
      } else {
        if (!begun.has(sequence)) await events.beginEvent(sequence);
        begun.add(sequence);
        await postEvent(deps, route, head);
      }
      await events.finishEvent(sequence, 'done');
      begun.delete(sequence);
      tries.delete(sequence);
    } catch (error) {
      if (!isStopping()) await settleTrouble(head, error);
    }
  };

  const settleTrouble = async (head: CustomerHead, error: unknown): Promise<void> => {
    const { sequence } = head;
    const times = (tries.get(sequence) ?? 0) + 1;
    tries.set(sequence, times);
    const cause = messageOf(error);
    try {
      const trouble = topicTrouble(error);
      if (trouble === 'wait') park(error, times);
      // What passes by itself is no fault of the event: the process outlived it.
      if (trouble !== 'refused' && begun.delete(sequence)) await events.beginEvent(sequence, -1);
      switch (trouble) {
        case 'moved':
        case 'shut': {
          const isFollowed = await followTrouble(deps, error, told);
          if (!isFollowed) shutUntil = clock.now() + shutMs;
          return;
        }
        case 'wait':
          return;
        case 'refused':
          log.warn({ sequence, cause }, 'what a customer did could not be shown');
          await events.beginEvent(sequence, refusalCounts);
          break;
        case 'gone':
        case 'closed':
        case 'lost':
      }
      const wait = 50 + backoffMs(times, deps.random, retryWait);
      await events.postponeEvent(sequence, clock.now() + wait, cause);
    } catch (trouble) {
      log.error({ sequence, cause: messageOf(trouble) }, 'a trouble with a topic was not settled');
    }
  };

  /** Nobody is shown anything for a while. */
  const park = (error: unknown, times: number): void => {
    const details = error instanceof Stop ? error.details : {};
    const { trouble, retryAfterSeconds: said } = details;
    const seconds = typeof said === 'number' ? said : unsaidWaitSeconds;
    const ms = trouble === 'wait' ? seconds * 1000 : backoffMs(times, deps.random, retryWait);
    parkedUntil = Math.max(parkedUntil, clock.now() + ms);
  };

  /** It must not hold up what the customer wrote after it, and must not vanish without a word. */
  const giveUp = async (route: Route, head: CustomerHead): Promise<void> => {
    const { sequence, event } = head;
    const { type } = event.happening;
    log.error({ sequence, kind: type }, 'what a customer did is set aside');
    if (head.attempts < 2 * mostAttempts) {
      if (!begun.has(sequence)) await events.beginEvent(sequence);
      begun.add(sequence);
      const topic = await openTopic(deps, route, event);
      const post = asidePost(type, deps.wordsOf(route.locale));
      await sendPost(deps, route, { sequence, part: lastPart, topic, post, mid: undefined });
    }
    await events.finishEvent(sequence, 'failed', 'could not be shown');
  };

  const running = run();
  return {
    wake,
    retry: () => {
      shutUntil = 0;
      told.clear();
      wake();
    },
    stop: async () => {
      stopping.abort();
      await running;
      await Promise.all(inHand.values());
    },
  };
}

function keyOf({ platform, accountId, customerId }: CustomerKey): string {
  return `${platform} ${accountId} ${customerId}`;
}
