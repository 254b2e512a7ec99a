import type { CustomerEvent, Happening } from '../../meta/customer-event.ts';
import { localTime } from '../../lib/local-time.ts';
import type { Route } from '../../storage/routes.ts';
import { postsOf, saidAt } from './event-post.ts';
import { openTopic } from './open-topic.ts';
import { postAnswer } from './post-answer.ts';
import { sendPost } from './send-post.ts';
import type { CustomerTopic } from './store.ts';
import type { CustomerHead, TopicsDeps } from './topics-deps.ts';

/**
 * Brings one thing that a customer did to its topic. It may be called again for the same one: what stands
 * there already is not shown twice. Throws what Telegram's calls throw.
 */
export async function postEvent(
  deps: TopicsDeps,
  route: Route,
  { sequence, isLate, isFetched, event }: Omit<CustomerHead, 'refusals' | 'deaths'>,
): Promise<void> {
  const { store } = deps;
  const known = await store.find(event);
  if (known && (await settleQuietly(deps, known, event))) return;
  if (!known && isAboutOurs(event.happening)) return;
  const words = deps.wordsOf(route.locale);
  const time = localTime(deps.timeZone);
  const isToday = time.dateAt(event.at) === time.dateAt(deps.clock.now());
  const timeText = (at: number): string =>
    new Intl.DateTimeFormat('ru', {
      ...{ timeZone: deps.timeZone, hour: '2-digit', minute: '2-digit' },
      ...(!isToday && { day: '2-digit', month: '2-digit' }),
    }).format(at);
  const posts = postsOf(event, words, { isLate, isFetched, timeText });
  if (posts.length === 0) return;
  let topic = await openTopic(deps, route, event, saidAt(event));
  const mid = ownMid(event.happening);
  for (const [part, post] of posts.entries()) {
    topic = await sendPost(deps, route, { sequence, part, topic, post, mid });
  }
  await deps.onShown(topic.talkId, event.happening);
  await postAnswer(deps, route, { sequence, topic, event });
  deps.touchHead(topic.talkId);
}

/** What shows no message of its own. True: that was all. */
async function settleQuietly(
  deps: TopicsDeps,
  { talkId }: CustomerTopic,
  { happening, at }: CustomerEvent,
): Promise<boolean> {
  const { ownMessages } = deps;
  switch (happening.type) {
    case 'echo': {
      const { mid, metadata, text, attachments } = happening;
      const hasFile = attachments.length > 0;
      return ownMessages.followEcho(talkId, { mid, metadata, text, hasFile, at });
    }
    case 'delivery':
      await ownMessages.noteDelivered(talkId, happening);
      return true;
    case 'read':
      await ownMessages.noteRead(talkId, happening);
      return true;
    case 'unsent':
      await removeUnsent(deps, happening.mid);
      await deps.onShown(talkId, happening);
      return true;
    case 'message':
    case 'edit':
    case 'reaction':
    case 'postback':
    case 'referral':
    case 'unsupported':
      return false;
  }
}

/** Meta asks that what was taken back is gone here as well. */
async function removeUnsent(deps: TopicsDeps, mid: string): Promise<void> {
  const { store, chat, events } = deps;
  await events.forgetMessage(mid);
  await deps.revokeLinks(mid);
  for (const { chatId, messageId } of await store.blankPosts(mid)) {
    if (chatId !== null && messageId !== null) await chat.deleteMessage(chatId, messageId);
  }
}

/** Without a talk there is nothing that it could be about. */
function isAboutOurs({ type }: Happening): boolean {
  return type === 'delivery' || type === 'read' || type === 'unsent';
}

function ownMid(happening: Happening): string | undefined {
  switch (happening.type) {
    case 'message':
    case 'echo':
    case 'postback':
      return happening.mid;
    case 'edit':
    case 'unsent':
    case 'reaction':
    case 'referral':
    case 'read':
    case 'delivery':
    case 'unsupported':
      return undefined;
  }
}
