import { setTimeout as sleep } from 'node:timers/promises';
import { Unreachable } from '../lib/error.ts';

/**
 * Waits for the work at most `deadlineMs`; then throws Unreachable and lets it go: what it comes to
 * later is nobody's any more, and does no harm.
 */
export async function inTime<Result>(
  work: PromiseLike<Result>,
  deadlineMs: number,
  sentence: string,
): Promise<Result> {
  const timer = new AbortController();
  const late = sleep(deadlineMs, undefined, { signal: timer.signal }).then(() => {
    throw new Unreachable(sentence, { details: { reason: 'deadline', deadlineMs } });
  });
  late.catch(() => undefined);
  try {
    return await Promise.race([work, late]);
  } finally {
    timer.abort();
  }
}
