import { messageOf, Refused, Unreachable } from '../lib/error.ts';
import type { Log } from '../lib/log.ts';
import { backoffMs, pause } from '../lib/retry.ts';
import { troubleOf } from './api-trouble.ts';

export type DeliverDeps = {
  readonly log: Log;
  readonly random: () => number;
  readonly monotonicMs: () => number;
  readonly deliverMs: number;
  readonly stopping: AbortSignal;
};

/**
 * Sends an answer even if Telegram is away for a while: what the person asked for has been done, and
 * doing it again is worse than answering late. 'blocked': the person does not want our messages.
 * Throws Unreachable when the time is over or the bot stops, and Refused.
 */
export type Deliver = <Sent>(call: () => Promise<Sent>) => Promise<Sent | 'blocked'>;

export function createDeliver(deps: DeliverDeps): Deliver {
  const { log, random, monotonicMs, deliverMs, stopping } = deps;
  return async (call) => {
    const deadline = monotonicMs() + deliverMs;
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await call();
      } catch (error) {
        if (error instanceof Refused && troubleOf(error) === 'blocked') {
          log.info({ cause: messageOf(error) }, 'a person or group blocked the bot');
          return 'blocked';
        }
        if (!(error instanceof Unreachable) || stopping.aborted) throw error;
        const waitMs = waitOf(error) ?? backoffMs(attempt, random, { baseMs: 1000, capMs: 15_000 });
        if (monotonicMs() + waitMs > deadline) throw error;
        await pause(waitMs, stopping);
      }
    }
  };
}

/** What Telegram itself asked us to wait, in milliseconds. */
function waitOf({ details }: Unreachable): number | undefined {
  const seconds = details['retryAfterSeconds'];
  return typeof seconds === 'number' ? seconds * 1000 : undefined;
}
