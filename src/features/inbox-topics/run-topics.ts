import { messageOf, Stop } from '../../lib/error.ts';
import { backoffMs } from '../../lib/retry.ts';
import type { CustomerKey } from '../../meta/customer-event.ts';
import type { Route } from '../../storage/routes.ts';
import { followTrouble } from './follow-trouble.ts';
import { asidePost, kindOf, saidAt } from './event-post.ts';
import { openTopic } from './open-topic.ts';
import { postEvent } from './post-event.ts';
import { sendPost } from './send-post.ts';
import { mayBegin, mostDeaths, suspicionOf, type Suspicion } from './suspicion.ts';
import { topicTrouble } from '../../telegram/topic-trouble.ts';
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

/** Of which so many while there are suspects: they take turns with all that are in hand. */
const fewSlots = 4;

/** Then it is set aside, with a line in its place. */
const mostRefusals = 5;

/** And when that line cannot be had either, without one. */
const mostSilent = 2;

/** A storm that kills more often never hits an event that is tried after it. */
const usualQuietMs = 5000;

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
  const { settleMs = usualSettleMs, quietMs = usualQuietMs } = deps;
  const stopping = new AbortController();
  const isStopping = (): boolean => stopping.signal.aborted;
  const inHand = new Map<string, { readonly suspicion: Suspicion; readonly work: Promise<void> }>();
  const tries = new Map<number, number>();
  const told = new Set<number>();
  /** Accused, and since when they wait. */
  const held = new Map<number, number>();
  let woken = new AbortController();
  let isWokenLately = true;
  let areDeathsCounted = false;
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
      if (!areDeathsCounted) await events.countDeaths();
      areDeathsCounted = true;
      const parkedMs = Math.max(parkedUntil, shutUntil) - clock.now();
      if (parkedMs > 0) return parkedMs;
      const route = await routes.find(inboxRoute);
      if (!route) return idleMs;
      const now = clock.now();
      // What came and is not read yet may hold an earlier message of anybody.
      const readUntil = (await events.oldestBodyAt()) ?? now;
      const settledBefore = Math.min(now, readUntil) - settleMs;
      const heads = await events.listHeads({ now, settledBefore, limit: 200 });
      const trial = await holdAccused(heads);
      // Nothing else is begun until it has had its turn.
      for (const head of trial ? [trial] : heads) {
        const suspicion = suspicionOf(head);
        if (inHand.size >= (hasSuspects(heads) ? fewSlots : slots)) return settleMs;
        if (inHand.has(keyOf(head.event)) || (suspicion === 'accused' && !trial)) continue;
        const others = Array.from(inHand.values(), (one) => one.suspicion);
        if (mayBegin(suspicion, { inHand: others, isHeld: held.size > 0 })) begin(route, head);
      }
      if (held.size > 0) return Math.min(settleMs, quietMs);
      const nextAt = await events.nextHeadAt(settleMs);
      if (nextAt === undefined) return idleMs;
      // What is due already is in hand, which wakes at its end, or waits for a body to be read.
      return nextAt > now ? Math.min(nextAt - now, idleMs) : settleMs;
    } catch (error) {
      log.error({ cause: messageOf(error) }, 'what customers wrote cannot be looked at now');
      return retryWait.capMs;
    }
  };

  /** Returns one that has been held long enough. */
  const holdAccused = async (heads: readonly CustomerHead[]): Promise<CustomerHead | undefined> => {
    const now = clock.now();
    const accused = heads.filter((head) => suspicionOf(head) === 'accused');
    for (const { sequence } of accused) {
      if (held.has(sequence)) continue;
      await events.holdEvent(sequence);
      held.set(sequence, now);
    }
    return accused.find(({ sequence }) => now - (held.get(sequence) ?? now) >= quietMs);
  };

  const begin = (route: Route, head: CustomerHead): void => {
    const key = keyOf(head.event);
    const work = carry(route, head).finally(() => {
      inHand.delete(key);
      held.delete(head.sequence);
      woken.abort();
    });
    inHand.set(key, { suspicion: suspicionOf(head), work });
  };

  const carry = async (route: Route, head: CustomerHead): Promise<void> => {
    const { sequence, event, refusals } = head;
    try {
      await events.beginEvent(sequence);
      if (event.customerId === '') {
        log.warn({ sequence, kind: event.happening.type }, 'Meta tells something of no customer');
      } else if (suspicionOf(head) === 'guilty' || refusals >= mostRefusals) {
        await giveUp(route, head);
        return;
      } else {
        await postEvent(deps, route, head);
      }
      await events.finishEvent(sequence, 'done');
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
    // That the line in its place can be outlived clears nobody.
    const deaths = suspicionOf(head) === 'guilty' ? head.deaths : 0;
    try {
      const trouble = topicTrouble(error);
      if (trouble === 'wait') park(error, times);
      switch (trouble) {
        case 'moved':
        case 'shut': {
          await events.releaseEvent(sequence, deaths);
          const isFollowed = await followTrouble(deps, error, told);
          if (!isFollowed) shutUntil = clock.now() + shutMs;
          return;
        }
        case 'wait':
          await events.releaseEvent(sequence, deaths);
          return;
        case 'refused':
          log.warn({ sequence, cause }, 'what a customer did could not be shown');
          break;
        case 'gone':
        case 'closed':
        case 'lost':
      }
      const nextAt = clock.now() + 50 + backoffMs(times, deps.random, retryWait);
      const isRefused = trouble === 'refused';
      await events.postponeEvent(sequence, { nextAt, error: cause, isRefused, deaths });
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

  /** It must not hold up what the customer did after it, and must not vanish without a word. */
  const giveUp = async (
    route: Route,
    { sequence, event, ...head }: CustomerHead,
  ): Promise<void> => {
    const { refusals, deaths } = head;
    const kind = kindOf(event.happening);
    log.error({ sequence, kind, refusals, deaths }, 'what a customer did is set aside');
    if (refusals < mostSilent * mostRefusals && deaths < mostSilent * mostDeaths) {
      const topic = await openTopic(deps, route, event, saidAt(event));
      const post = asidePost(kind, deps.wordsOf(route.locale));
      await sendPost(deps, route, { sequence, part: lastPart, topic, post, mid: undefined });
      deps.touchHead(topic.talkId);
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
      // Before the wait: whoever stops us may lose patience over a large file, and kill.
      await events.letGo().catch((error: unknown) => {
        log.warn({ cause: messageOf(error) }, 'what was in hand counts as if it had killed');
      });
      await Promise.all(Array.from(inHand.values(), ({ work }) => work));
    },
  };
}

function hasSuspects(heads: readonly CustomerHead[]): boolean {
  return heads.some((head) => suspicionOf(head) !== 'none');
}

function keyOf({ platform, accountId, customerId }: CustomerKey): string {
  return `${platform} ${accountId} ${customerId}`;
}
