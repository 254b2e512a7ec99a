import { messageOf, Stop } from '../../lib/error.ts';
import { backoffMs } from '../../lib/retry.ts';
import type { HeadsDeps } from './heads-deps.ts';
import { showHead } from './show-head.ts';

export type HeadsRun = {
  /** There may be something new; of this customer. */
  readonly wake: (talkId?: number) => void;
  readonly stop: () => Promise<void>;
};

const atOnce = 50;
const mostTries = 8;
const retryWait = { baseMs: 1000, capMs: 60_000 };
const idleMs = 60_000;
const usualTitleMs = 4000;
/** After a 429 that does not say how long. */
const unsaidWaitSeconds = 30;

/**
 * Brings heads, titles and doors of topics to what they should be, one after the other: only the newest
 * state counts, so whatever changes again before its turn costs nothing. A life of the process that ends
 * before leaves it to the next.
 */
export function runHeads(deps: HeadsDeps): HeadsRun {
  const { store, clock, log, titleMs = usualTitleMs } = deps;
  const stopping = new AbortController();
  const isStopping = (): boolean => stopping.signal.aborted;
  const touched = new Set<number>();
  const tries = new Map<number, { readonly times: number; readonly nextAt: number }>();
  let woken = new AbortController();
  let parkedUntil = 0;
  let nextRenameAt = 0;

  const run = async (): Promise<void> => {
    while (!isStopping()) {
      woken = new AbortController();
      const waitMs = await look();
      if (isStopping()) return;
      if (waitMs > 0) await deps.pause(waitMs, AbortSignal.any([stopping.signal, woken.signal]));
    }
  };

  const look = async (): Promise<number> => {
    try {
      const parkedMs = parkedUntil - clock.now();
      // A wake must not shorten what Telegram asks for.
      if (parkedMs > 0) {
        await deps.pause(parkedMs, stopping.signal);
        return 0;
      }
      const unsettled = await store.listUnsettledHeads(atOnce);
      const ids = new Set([...unsettled.map(({ talkId }) => talkId), ...touched]);
      let waitMs = unsettled.length === atOnce ? 0 : idleMs;
      for (const talkId of ids) {
        const wait = await bring(talkId);
        waitMs = Math.min(waitMs, wait);
        if (isStopping() || parkedUntil > clock.now()) return 0;
      }
      return waitMs;
    } catch (error) {
      log.error({ cause: messageOf(error) }, 'heads of topics cannot be looked at now');
      return retryWait.capMs;
    }
  };

  /** Returns when it should be looked at again. */
  const bring = async (talkId: number): Promise<number> => {
    const now = clock.now();
    const { times = 0, nextAt = 0 } = tries.get(talkId) ?? {};
    if (nextAt > now) return nextAt - now;
    touched.delete(talkId);
    const wanted = (await store.byId(talkId))?.headWanted ?? 0;
    try {
      const isWhole = await showHead(deps, talkId, { mayRename });
      tries.delete(talkId);
      if (!isWhole) {
        touched.add(talkId);
        return Math.max(50, nextRenameAt - clock.now());
      }
      await store.settleHead(talkId, wanted);
      return idleMs;
    } catch (error) {
      return await settleTrouble(error, { talkId, wanted, times: times + 1 });
    }
  };

  const mayRename = (): boolean => {
    const now = clock.now();
    if (now < nextRenameAt) return false;
    nextRenameAt = now + titleMs;
    return true;
  };

  const settleTrouble = async (
    error: unknown,
    {
      talkId,
      wanted,
      times,
    }: { readonly talkId: number; readonly wanted: number; readonly times: number },
  ): Promise<number> => {
    const trouble = deps.troubleOf(error);
    const isPassing = trouble === 'wait' || trouble === 'lost';
    if (trouble === 'wait') parkedUntil = clock.now() + waitOf(error, times);
    if (isPassing && (trouble === 'wait' || times < mostTries)) {
      const wait = 50 + backoffMs(times, deps.random, retryWait);
      tries.set(talkId, { times, nextAt: clock.now() + wait });
      touched.add(talkId);
      return wait;
    }
    // The next thing that the customer does opens the topic anew, or shows why it cannot.
    log.warn({ talkId, trouble, cause: messageOf(error) }, 'the head of a topic is not up to date');
    tries.delete(talkId);
    await store.settleHead(talkId, wanted);
    return idleMs;
  };

  const waitOf = (error: unknown, times: number): number => {
    const details = error instanceof Stop ? error.details : {};
    if (details['trouble'] !== 'wait') return backoffMs(times, deps.random, retryWait);
    const said = details['retryAfterSeconds'];
    return (typeof said === 'number' ? said : unsaidWaitSeconds) * 1000;
  };

  const running = run();
  return {
    wake: (talkId) => {
      if (talkId !== undefined) touched.add(talkId);
      woken.abort();
    },
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
}
