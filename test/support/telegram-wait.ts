import type { Signal } from '../../src/sandbox/telegram/signal.ts';

export type Wait = {
  readonly withinMs: number;
  /** Why it failed, with what was on the screen. */
  readonly explain: () => string;
};

/** Waits for something to be true in the emulated Telegram, woken by its changes, never polling. */
export function waitFor<Found>(
  changed: Signal,
  wait: Wait & { readonly look: () => Found | undefined },
): Promise<Found> {
  const already = wait.look();
  if (already !== undefined) return Promise.resolve(already);
  const failure = new Error('nothing yet');
  return new Promise((resolve, reject) => {
    const stop = changed.subscribe(() => {
      const found = wait.look();
      if (found === undefined) return;
      end();
      resolve(found);
    });
    const timer = setTimeout(() => {
      end();
      failure.message = wait.explain();
      reject(failure);
    }, wait.withinMs);
    const end = (): void => {
      clearTimeout(timer);
      stop();
    };
  });
}

/** A promise that fails with an explanation when it takes too long. */
export async function withDeadline<Value>(promise: Promise<Value>, wait: Wait): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const failure = new Error('nothing yet');
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      failure.message = wait.explain();
      reject(failure);
    }, wait.withinMs);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
