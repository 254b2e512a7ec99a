import { addReply } from './add-reply.ts';
import { followEcho } from './follow-echo.ts';
import { repliesOnTelegram } from './on-telegram.ts';
import { runReplies, type RepliesRun } from './run-replies.ts';
import { showOutcomes, type OutcomesRun } from './show-outcomes.ts';
import type { RepliesDeps } from './replies-deps.ts';

export { createReplyStore } from './store.ts';
export type { ReplyPace } from './replies-deps.ts';
export { windowOf } from './reply-window.ts';

/** What operators write in customers' topics goes to the customers, each message once. */
export function createInboxReplies(deps: RepliesDeps) {
  const { store, clock } = deps;
  let run: RepliesRun | undefined;
  let outcomes: OutcomesRun | undefined;
  const wake = (): void => {
    run?.wake();
    outcomes?.wake();
  };
  const add = async (words: Parameters<typeof addReply>[1]) => {
    const added = await addReply(deps, words);
    wake();
    return added;
  };
  return {
    telegram: repliesOnTelegram(deps, wake),
    /** An operator's words that stand in the topic as a message of the bot. */
    add: (words: Parameters<typeof addReply>[1]) => add(words),
    /** The machine's words that stand there so. */
    addAutomatic: (words: Omit<Parameters<typeof addReply>[1], 'telegramId'>) =>
      add({ ...words, telegramId: undefined }),
    /** What Meta tells of our own messages. */
    ownMessages: {
      followEcho: async (talkId: number, echo: Parameters<typeof followEcho>[2]) => {
        const isOurs = await followEcho(deps, talkId, echo);
        if (isOurs) wake();
        return isOurs;
      },
      noteDelivered: async (
        talkId: number,
        told: { readonly mids: readonly string[]; readonly upTo: number | undefined },
      ) => {
        await store.noteDelivered(talkId, { mids: told.mids, upTo: told.upTo, at: clock.now() });
        outcomes?.wake();
      },
      noteRead: async (
        talkId: number,
        told: { readonly mid: string | undefined; readonly upTo: number | undefined },
      ) => {
        await store.noteRead(talkId, { mid: told.mid, upTo: told.upTo, at: clock.now() });
        outcomes?.wake();
      },
      findMessage: (mid: string) => store.byMid(mid),
    },
    /** Nothing goes through this account until a person mends something; the admins are told once. */
    pauseAccount: (...pause: Parameters<RepliesRun['pauseAccount']>): void => {
      run?.pauseAccount(...pause);
    },
    start: () => {
      outcomes = showOutcomes(deps);
      run = runReplies(deps, () => {
        outcomes?.wake();
      });
    },
    stop: async () => {
      await run?.stop();
      await outcomes?.stop();
    },
  };
}
