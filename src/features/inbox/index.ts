import type { InboxDeps } from './inbox-deps.ts';
import { addFetched } from './add-fetched.ts';
import { inboxOnHttp } from './on-http.ts';
import { readBodies, type BodyReading } from './read-bodies.ts';
import { runForgetting } from './run-forgetting.ts';
import { writeBodies } from './write-bodies.ts';

export type { InboxDeps } from './inbox-deps.ts';
export { createInboxStore } from './store.ts';

/** After a webhook the next ones are likely to come. */
const busyMs = 20;

/** Customers of Messenger and Instagram: what they do is kept before Meta is told that it arrived. */
export function createInbox(deps: InboxDeps) {
  let lastAt = -Infinity;
  let reading: BodyReading | undefined;
  let forgetting: ReturnType<typeof runForgetting> | undefined;
  const keep = writeBodies({
    ...deps,
    onKept: (isKept) => {
      lastAt = performance.now();
      reading?.wake();
      deps.onKept?.(isKept);
    },
  });
  return {
    http: inboxOnHttp({ ...deps, keep }),
    /** What stands in a conversation and no webhook told. Resolves to how much of it is new. */
    addFetched: (found: Parameters<typeof addFetched>[1]) => addFetched(deps, found),
    /** Reads what was kept, first what an earlier life of the process left. */
    start: () => {
      reading = readBodies(deps, () => performance.now() - lastAt < busyMs);
      forgetting = runForgetting(deps);
    },
    stop: async () => {
      await forgetting?.stop();
      await reading?.stop();
    },
  };
}
