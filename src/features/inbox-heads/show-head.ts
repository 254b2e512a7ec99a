import { titleOf } from './head.ts';
import type { HeadsDeps } from './heads-deps.ts';
import { sendHead } from './send-head.ts';

/**
 * Brings all that stands above and around a customer's topic to what it should be: the head, whether it is
 * closed, and, when `mayRename`, the title. False: the title is still another. Throws what Telegram's
 * calls throw; then it can be called again.
 */
export async function showHead(
  deps: HeadsDeps,
  talkId: number,
  { mayRename }: { readonly mayRename: () => boolean },
): Promise<boolean> {
  const { store, topics } = deps;
  return deps.inTurn(async () => {
    const talk = await store.byId(talkId);
    if (!talk?.place) return true;
    const { chatId, topicId } = talk.place;
    const words = await deps.groupWords();
    const parts = await Promise.all(deps.parts().map((read) => read(talkId, words)));
    await sendHead(deps, talk, parts);
    if (talk.doorWish !== undefined) {
      await topics[talk.doorWish === 'close' ? 'close' : 'reopen'](chatId, topicId);
      await store.endDoorWish(talkId);
    }
    const title = titleOf(
      talk,
      parts.map(({ titleMark = '' }) => titleMark),
    );
    if (title === talk.titleShown) return true;
    if (!mayRename()) return false;
    await topics.rename(chatId, topicId, title);
    await store.setTitle(talkId, title);
    return true;
  });
}
