import { Stop, messageOf } from '../../lib/error.ts';
import type { Route } from '../../storage/routes.ts';
import { headText } from './head.ts';
import type { OpenTopic } from './store.ts';
import type { TopicsDeps } from './topics-deps.ts';

/** Stands for a head whose sending began: it is not begun again, since nobody misses it. */
const sending = 'sending';

/**
 * Brings the message at the head of the topic up to date. It is a help and never a hindrance: what
 * Telegram does not take is left as it is.
 */
export async function sendHead(
  { store, chat, wordsOf, log, ...deps }: TopicsDeps,
  route: Route,
  { talkId }: Pick<OpenTopic, 'talkId'>,
): Promise<void> {
  const topic = await store.byId(talkId);
  if (!topic?.place || topic.headShown === sending) return;
  const { headId, headShown, place } = topic;
  const text = headText(topic, wordsOf(route.locale), deps);
  if (text === headShown) return;
  try {
    if (headId !== undefined) {
      await chat.editMessage(place.chatId, headId, { text });
      await store.setHead(talkId, { headId, shown: text });
      return;
    }
    await store.setHead(talkId, { headId: undefined, shown: sending });
    const { topicId } = place;
    const sent = await chat.sendMessage(place.chatId, { text }, { topicId, silent: true });
    await store.setHead(talkId, { headId: sent, shown: text });
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    log.warn({ talkId, cause: messageOf(error) }, 'the head of a topic is not up to date');
  }
}
