import { setImmediate as nextTurn } from 'node:timers/promises';
import { isDiskTrouble } from '../../lib/disk-trouble.ts';
import { messageOf } from '../../lib/error.ts';
import { pause } from '../../lib/retry.ts';
import type { InboxDeps } from './inbox-deps.ts';
import type { ReadBodies, StoredBody } from './store.ts';
import { readWebhookBody } from './webhook-body.ts';

export type BodyReading = {
  /** Bodies wait. */
  readonly wake: () => void;
  /** Ends after the batch in hand. */
  readonly stop: () => Promise<void>;
};

/** At once: some milliseconds of work, or the one body that is larger. */
const batchBytes = 64 * 1024;

/** While webhooks arrive, answers come first: between batches a rest of this, */
const restMs = 20;

/** or of so many times what the batch took: in a flood reading has a twentieth of the time, and catches up after. */
const restTimes = 19;

/** and no more: a disk that stood still for a moment must not hold up customers for many. */
const mostRestMs = 250;

/** After trouble with the database. */
const troubleMs = 1000;

/**
 * Reads the kept bodies into events, beside and after the answers to Meta. What an earlier life of the
 * process left is read first. The body goes when its events are kept, in one transaction: killed in
 * between, it is read again, and repeats fall out by their key.
 */
export function readBodies(
  { store, log, onEvents }: Pick<InboxDeps, 'store' | 'log' | 'onEvents'>,
  isBusy: () => boolean,
): BodyReading {
  const stopping = new AbortController();
  const isStopping = (): boolean => stopping.signal.aborted;
  let wanted = Promise.withResolvers<undefined>();
  wanted.resolve(undefined);

  const readBatch = async (): Promise<boolean> => {
    const bodies = await store.listBodies(batchBytes);
    if (bodies.length === 0) return false;
    const kept = await settle(bodies);
    if (kept > 0) onEvents();
    return true;
  };

  /** What cannot be kept for a reason of its own must not hold up the others: it is put aside. */
  const settle = async (bodies: readonly StoredBody[]): Promise<number> => {
    try {
      return await settleTogether(read(bodies));
    } catch (error) {
      if (isDiskTrouble(error)) throw error;
      const [first, ...rest] = bodies;
      if (first && rest.length === 0) {
        log.error({ cause: messageOf(error) }, 'a signed webhook cannot be kept as events');
        const { sequence } = first;
        const unreadable = [{ sequence, because: 'not kept' }];
        return settleTogether({ told: [], read: [], unreadable });
      }
      let kept = 0;
      for (const body of bodies) kept += await settle([body]);
      return kept;
    }
  };

  const settleTogether = async (batch: ReadBodies): Promise<number> => {
    const kept = await store.settleBodies(batch);
    if (batch.unreadable.length > 0) {
      log.error({ webhooks: batch.unreadable.length }, 'signed webhooks that cannot be read');
    }
    return kept;
  };

  const run = async (): Promise<void> => {
    for (;;) {
      await wanted.promise;
      if (isStopping()) return;
      wanted = Promise.withResolvers<undefined>();
      try {
        for (let begun = performance.now(); !isStopping(); begun = performance.now()) {
          if (!(await readBatch())) break;
          const tookMs = performance.now() - begun;
          const rest = Math.min(mostRestMs, Math.max(restMs, restTimes * tookMs));
          if (isBusy()) await pause(rest, stopping.signal);
          else await nextTurn();
        }
      } catch (error) {
        log.error({ cause: messageOf(error) }, 'kept webhooks cannot be read now');
        wanted.resolve(undefined);
        await pause(troubleMs, stopping.signal);
      }
    }
  };

  const running = run();
  return {
    wake: () => {
      wanted.resolve(undefined);
    },
    stop: async () => {
      stopping.abort();
      wanted.resolve(undefined);
      await running;
    },
  };
}

function read(bodies: readonly StoredBody[]): ReadBodies {
  const told: ReadBodies['told'][number][] = [];
  const done: number[] = [];
  const unreadable: ReadBodies['unreadable'][number][] = [];
  for (const { sequence, receivedAt, body } of bodies) {
    const result = readWebhookBody(body, receivedAt);
    if (result.type === 'unreadable') unreadable.push({ sequence, because: result.because });
    else {
      done.push(sequence);
      told.push(...result.events.map((event) => ({ ...event, receivedAt })));
    }
  }
  return { told, read: done, unreadable };
}
