import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Tries until it does not fail for the passing reason that `isPassing` knows, or until the deadline;
 * then the last failure stands. Each try is told how long there is left, in whole milliseconds.
 */
export async function waitOut<Result>(
  { deadlineMs, isPassing }: WaitOptions,
  attempt: (remainingMs: number) => Promise<Result>,
): Promise<Result> {
  const endsAt = performance.now() + deadlineMs;
  for (;;) {
    try {
      return await attempt(Math.max(1, Math.ceil(endsAt - performance.now())));
    } catch (error) {
      if (!isPassing(error) || performance.now() + pollMs >= endsAt) throw error;
    }
    await sleep(pollMs);
  }
}

type WaitOptions = {
  readonly deadlineMs: number;
  readonly isPassing: (error: unknown) => boolean;
};

const pollMs = 250;
