import { escapeHtml } from '../../lib/html.ts';
import type { CustomerEvent } from '../../meta/customer-event.ts';
import type { Route } from '../../storage/routes.ts';
import { sendPost } from './send-post.ts';
import type { OpenTopic } from './store.ts';
import type { TopicsDeps } from './topics-deps.ts';

/** Behind all that one thing of a customer's may become. */
const answerPart = 1000;

/**
 * What is answered without a person stands in the topic first, marked, and then goes to the customer by
 * that message. So a crash at any place shows it again at most, and never sends it twice.
 */
export async function postAnswer(
  deps: TopicsDeps,
  route: Route,
  said: {
    readonly sequence: number;
    readonly topic: OpenTopic;
    readonly event: CustomerEvent;
  },
): Promise<void> {
  const { sequence, topic, event } = said;
  const { talkId } = topic;
  const text = await deps.answerOf({ talkId, sequence, event });
  if (text === undefined) return;
  const html = `${deps.wordsOf(route.locale)('inbox-automatic')}\n${escapeHtml(text)}`;
  const key = { sequence, part: answerPart };
  const post = { html, answers: undefined, buttons: [], file: undefined, isSilent: true };
  await sendPost(deps, route, { ...key, topic, post, mid: undefined });
  const shown = await deps.store.findPostOf(key);
  const { chatId = null, messageId = null } = shown ?? {};
  if (chatId === null || messageId === null) return;
  await deps.sendAnswer({ talkId, chatId, messageId, text });
}
