import { messageOf } from '../../lib/error.ts';
import type { HeadsDeps } from './heads-deps.ts';
import { runHeads, type HeadsRun } from './run-heads.ts';
import { showHead } from './show-head.ts';

export type { ReadHeadPart } from './heads-deps.ts';
export { titleOf } from './head.ts';

/** What stands above a customer's talk: the head of the topic, its title, and whether it is closed. */
export function createInboxHeads(deps: HeadsDeps) {
  let run: HeadsRun | undefined;
  return {
    /** For a new topic, before anything else stands there. It is a help, and never a hindrance. */
    showFirst: async (talkId: number): Promise<void> => {
      await showHead(deps, talkId, { mayRename: () => false }).catch((error: unknown) => {
        deps.log.warn({ talkId, cause: messageOf(error) }, 'a topic has no head yet');
      });
    },
    /** It may have to show something else, which the next look at it will find too. */
    touch: (talkId: number): void => {
      run?.wake(talkId);
    },
    /** Some have to show something else, as the store says. */
    wake: (): void => {
      run?.wake();
    },
    /** It has to show something else: kept until it does. */
    refresh: async (talkId: number): Promise<void> => {
      await deps.store.wantHead(talkId);
      run?.wake(talkId);
    },
    start: () => {
      run = runHeads(deps);
    },
    stop: async () => {
      await run?.stop();
    },
  };
}
