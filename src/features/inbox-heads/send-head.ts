import { Stop } from '../../lib/error.ts';
import type { Screen } from '../../telegram/door.ts';
import { headScreen } from './head.ts';
import type { HeadPart, HeadsDeps, HeadTalk } from './heads-deps.ts';

/**
 * Brings the message at the head of a topic up to date; one that was deleted is made anew. A head that
 * somebody works with is pinned, where the bot may. Throws what Telegram's calls throw.
 */
export async function sendHead(
  deps: HeadsDeps,
  talk: HeadTalk,
  parts: readonly HeadPart[],
): Promise<void> {
  const { talkId, place, headShown } = talk;
  if (!place) return;
  const screen = headScreen(talk, await deps.groupWords(), { ...deps, parts });
  const shown = JSON.stringify(screen);
  if (shown !== headShown) {
    const headId = await bring(deps, talk, screen);
    await deps.store.setHead(talkId, { headId, shown });
  }
  const isWorkedWith = talk.isClosed || parts.some(({ titleMark = '' }) => titleMark !== '');
  if (isWorkedWith && !talk.isHeadPinned) await pin(deps, talkId);
}

async function bring(
  { chat }: HeadsDeps,
  { headId, place }: HeadTalk,
  screen: Screen,
): Promise<number | undefined> {
  if (!place) return headId;
  const { chatId, topicId } = place;
  if (headId !== undefined) {
    const edited = await chat.editMessage(chatId, headId, screen);
    if (edited !== 'gone') return headId;
  }
  return chat.sendMessage(chatId, screen, { topicId, silent: true });
}

async function pin({ store, topics, log }: HeadsDeps, talkId: number): Promise<void> {
  const talk = await store.byId(talkId);
  if (talk?.headId === undefined || !talk.place) return;
  try {
    await topics.pin(talk.place.chatId, talk.headId);
  } catch (error) {
    if (!(error instanceof Stop) || error.code !== 'Refused') throw error;
    // It is a help: without the right to pin, the head stands where it was sent.
    log.info({ talkId }, 'the head of a topic may not be pinned');
  }
  await store.notePinned(talkId);
}
