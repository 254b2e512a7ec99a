import { setTimeout as sleep } from 'node:timers/promises';

/** Exponential wait with full jitter, in milliseconds: between 0 and min(cap, base · 2^attempt). */
export function backoffMs(
  attempt: number,
  random: () => number,
  { baseMs = 250, capMs = 15_000 } = {},
): number {
  return Math.floor(random() * Math.min(capMs, baseMs * 2 ** Math.min(attempt, 30)));
}

/** Waits, unless `signal` ends the wait early; then it returns at once instead of throwing. */
export async function pause(ms: number, signal?: AbortSignal): Promise<void> {
  try {
    await sleep(ms, undefined, { ...(signal && { signal }), ref: true });
  } catch (error) {
    if (signal?.aborted !== true) throw error;
  }
}
