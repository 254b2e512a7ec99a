import { Unreachable } from '../../lib/error.ts';
import type { InboxDeps } from './inbox-deps.ts';
import type { StoredBody } from './store.ts';

type Waiting = {
  readonly body: Omit<StoredBody, 'sequence'>;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
};

/** Bodies in hand together: eight of the largest. More is a flood, and Meta comes again. */
const mostBytes = 64 * 1024 * 1024;

/**
 * Keeps bodies: what comes in two turns of the loop is written in one transaction, because the disk's
 * flush is what costs (a transaction each is 3 to 15 times slower). The promise resolves when the body
 * is on the disk, and not before. Throws Unreachable when it could not be kept.
 */
export function writeBodies({
  store,
  clock,
  log,
  onKept = () => undefined,
}: Pick<InboxDeps, 'store' | 'clock' | 'log' | 'onKept'>) {
  let waiting: Waiting[] = [];
  let bytes = 0;

  const flush = async (): Promise<void> => {
    const together = waiting;
    waiting = [];
    bytes = 0;
    try {
      await store.addBodies(together.map(({ body }) => body));
      for (const { resolve } of together) resolve();
      onKept(true);
    } catch (error) {
      onKept(false);
      // Without the bodies: the error of a statement may quote them.
      const cause = error instanceof Error && 'code' in error ? error.code : 'unknown';
      log.error({ webhooks: together.length, cause }, 'webhooks could not be kept');
      const stop = new Unreachable('The webhook could not be kept. Send it again later.', {
        cause: error,
      });
      for (const { reject } of together) reject(stop);
    }
  };

  return (body: Uint8Array): Promise<void> => {
    if (bytes + body.length > mostBytes) {
      return Promise.reject(new Unreachable('Too much at once. Send it again later.'));
    }
    bytes += body.length;
    return new Promise((resolve, reject) => {
      waiting.push({ body: { receivedAt: clock.now(), body }, resolve, reject });
      // The turn after brings what was on its way meanwhile: a tenth more webhooks, for microseconds.
      // A timer of 1 ms would be three times slower for a single sender.
      if (waiting.length === 1) setImmediate(() => setImmediate(() => void flush()));
    });
  };
}
