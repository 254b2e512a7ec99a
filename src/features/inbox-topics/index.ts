import { topicsOnTelegram } from './on-telegram.ts';
import { runTopics, type TopicsRun } from './run-topics.ts';
import type { TopicsDeps } from './topics-deps.ts';

export { inboxRoute } from './route.ts';
export { createTopicStore } from './store.ts';

/** What operators see of the customers of Messenger and Instagram: a topic for each. */
export function createInboxTopics(deps: TopicsDeps) {
  let run: TopicsRun | undefined;
  const wake = (): void => {
    run?.wake();
  };
  return {
    telegram: topicsOnTelegram({
      ...deps,
      wake: () => {
        run?.retry();
      },
    }),
    /** There may be something new. */
    wake,
    /** Goes on with what an earlier life of the process left. */
    start: () => {
      run = runTopics(deps);
    },
    stop: async () => {
      await run?.stop();
    },
  };
}
