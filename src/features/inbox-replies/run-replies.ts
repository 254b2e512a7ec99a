import { messageOf } from '../../lib/error.ts';
import { backoffMs } from '../../lib/retry.ts';
import type { GraphAccess } from '../../meta/graph.ts';
import type { GraphFailure } from '../../meta/graph-failure.ts';

import { proveSent } from './prove-sent.ts';
import { usualPace, type RepliesDeps, type Talk } from './replies-deps.ts';
import { sendReply } from './send-reply.ts';
import { watchAccounts } from './watch-accounts.ts';
import type { Reply } from './store.ts';

export type RepliesRun = {
  readonly wake: () => void;
  /** Somebody else found out that nothing goes through this account. */
  readonly pauseAccount: (kind: GraphAccess['kind'], because: GraphFailure['type']) => void;
  readonly stop: () => Promise<void>;
};

/** Customers to whom something is sent together. Source: the Graph client keeps so many connections. */
const sendSlots = 8;

/** Apart, because a look into a conversation waits for its turn: two a second, for all. */
const lookSlots = 2;

/** Looks into a conversation that gave no answer, before an operator is asked. */
const mostLooks = 5;

/** A reply whose answer was lost so often is no matter of luck. */
const mostSends = 4;

const retryWait = { baseMs: 1000, capMs: 30_000 };
const idleMs = 30_000;

/**
 * Sends what operators wrote: each customer's in order, different customers side by side. A send whose
 * answer was lost is looked for, and sent again only when Meta shows that it is not there.
 */
export function runReplies(given: RepliesDeps, onOutcome: () => void): RepliesRun {
  const deps = { ...given, pace: { ...usualPace, ...given.pace } };
  const { store, clock, log, pace } = deps;
  const stopping = new AbortController();
  const isStopping = (): boolean => stopping.signal.aborted;
  const pauses = watchAccounts(deps, stopping.signal);
  /** By talk. */
  const inHand = new Map<number, { readonly isLook: boolean; readonly work: Promise<void> }>();
  const looks = new Map<number, number>();
  let woken = new AbortController();

  const run = async (): Promise<void> => {
    await pauses.load();
    await store.recover(clock.now() + pace.echoMs);
    while (!isStopping()) {
      woken = new AbortController();
      const waitMs = await look();
      if (isStopping()) return;
      if (waitMs > 0) {
        await deps.pause(waitMs, AbortSignal.any([stopping.signal, woken.signal]));
      }
    }
  };

  const look = async (): Promise<number> => {
    try {
      await pauses.look();
      const now = clock.now();
      for (const reply of await store.listHeads(now, 100)) {
        if (!inHand.has(reply.talkId) && hasSlot(isLook(reply))) begin(reply);
      }
      // What is due already is in hand, or waits for one that is; its end wakes us.
      const nextAt = await store.nextHeadAt(now);
      return Math.min(nextAt === undefined ? idleMs : nextAt - now, idleMs, pauses.waitMs());
    } catch (error) {
      log.error({ cause: messageOf(error) }, 'replies cannot be sent now');
      return retryWait.baseMs;
    }
  };

  const hasSlot = (forLook: boolean): boolean => {
    const alike = [...inHand.values()].filter((one) => one.isLook === forLook);
    return alike.length < (forLook ? lookSlots : sendSlots);
  };

  const begin = (reply: Reply): void => {
    const work = carry(reply).finally(() => {
      inHand.delete(reply.talkId);
      // When it could not be taken in hand, the next look would be the same.
      woken.abort();
    });
    inHand.set(reply.talkId, { isLook: isLook(reply), work });
  };

  const carry = async (reply: Reply): Promise<void> => {
    const { replyId } = reply;
    try {
      const talk = await deps.findTalk(reply.talkId);
      const access = talk && deps.accessOf(talk.platform);
      if (!talk || (access && pauses.has(access.kind))) {
        await postpone(reply, clock.now() + pace.tokenMs);
        return;
      }
      if (reply.state === 'uncertain') await reconcile(reply, talk);
      else if (reply.state === 'queued') {
        const end = await sendReply(deps, reply, talk);
        if (end !== 'over') await pauseFor(talk, end.because);
        else if (access) await pauses.noteEnd(access.kind, replyId);
      } else if (reply.state === 'sending') {
        // Nobody has it in hand: what came of it could not be written down.
        const nextAt = clock.now() + pace.echoMs;
        await store.change(replyId, ['sending'], { state: 'uncertain', nextAt });
      }
      onOutcome();
    } catch (error) {
      log.error({ replyId, cause: messageOf(error) }, 'a reply was not handled');
      await deps.pause(retryWait.baseMs, stopping.signal);
    }
  };

  const postpone = async ({ replyId, state }: Reply, nextAt: number): Promise<void> => {
    await store.change(replyId, [state], { nextAt });
  };

  const pauseFor = async (talk: Talk, because: GraphFailure['type']): Promise<void> => {
    const access = deps.accessOf(talk.platform);
    if (access) await pauses.begin(access.kind, because);
  };

  const reconcile = async (reply: Reply, talk: Talk): Promise<void> => {
    const { replyId } = reply;
    const proof = await proveSent(deps, reply, talk);
    const times = (looks.get(replyId) ?? 0) + 1;
    switch (proof.type) {
      case 'found':
        looks.delete(replyId);
        await store.change(replyId, ['uncertain'], { state: 'sent', mid: proof.mid });
        return;
      case 'missing':
        looks.delete(replyId);
        if (reply.attempts >= mostSends) await ask(reply);
        else await store.change(replyId, ['uncertain'], { state: 'queued', nextAt: clock.now() });
        return;
      case 'pause':
        await pauseFor(talk, proof.because);
        return;
      case 'later':
        looks.set(replyId, times);
        if (times < mostLooks) {
          await postpone(reply, clock.now() + 1000 + backoffMs(times, deps.random, retryWait));
          return;
        }
        break;
      case 'unclear':
    }
    await ask(reply);
  };

  const ask = async ({ replyId }: Reply): Promise<void> => {
    await store.change(replyId, ['uncertain'], { state: 'asked', isTold: 0 });
  };

  const running = run();
  return {
    wake: () => {
      woken.abort();
    },
    pauseAccount: (kind, because) => {
      pauses
        .begin(kind, because)
        .catch((error: unknown) => {
          log.error({ kind, cause: messageOf(error) }, 'an account could not be paused');
        })
        .finally(() => {
          woken.abort();
        });
    },
    stop: async () => {
      stopping.abort();
      await running;
      await Promise.all([...inHand.values()].map(({ work }) => work));
    },
  };
}

function isLook({ state }: Reply): boolean {
  return state === 'uncertain';
}
