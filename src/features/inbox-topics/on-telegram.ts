import { Refused } from '../../lib/error.ts';
import type { TelegramDoor, Visit } from '../../telegram/door.ts';
import { inboxRoute } from './route.ts';
import type { TopicsDeps } from './topics-deps.ts';

type RouteDeps = Pick<
  TopicsDeps,
  'routes' | 'isMetaSet' | 'topics' | 'patientChat' | 'store' | 'clock' | 'touchHead'
> & {
  /** The place may be another one, or a better one. */
  readonly wake: () => void;
};

/** `/inboxhere` and `/inboxoff`: in which group customers are seen and answered. */
export function topicsOnTelegram(deps: RouteDeps): TelegramDoor {
  return {
    topicTalk: async ({ chatId, topicId, messageId, holds }) => {
      if (holds?.type !== 'closed' && holds?.type !== 'reopened') return false;
      const topic = await deps.store.byTopic(chatId, topicId);
      if (!topic) return false;
      const { talkId } = topic;
      const at = deps.clock.now();
      const isClosed = holds.type === 'closed';
      await deps.store.setClosed(talkId, { isClosed, at });
      // Told late: what the customer said since stands behind a closed door.
      if (isClosed && (await deps.store.isSaidAfter(talkId, { chatId, messageId }))) {
        await deps.store.setClosed(talkId, { isClosed: false, at, doorWish: 'open' });
      }
      deps.touchHead(talkId);
      return true;
    },
    commands: [
      {
        command: 'inboxhere',
        minimumRole: 'admin',
        descriptionKey: 'inbox-here-command',
        where: 'group',
        handle: (visit) => setRoute(deps, visit),
      },
      {
        command: 'inboxoff',
        minimumRole: 'admin',
        descriptionKey: 'inbox-off-command',
        where: 'both',
        handle: (visit) => removeRoute(deps, visit),
      },
    ],
  };
}

async function setRoute(
  { routes, isMetaSet, topics, patientChat, wake }: RouteDeps,
  visit: Visit,
): Promise<void> {
  const { chatId, member, words } = visit;
  if (!visit.isForum) {
    await visit.send({ text: words('inbox-here-no-topics') });
    return;
  }
  if (!(await topics.mayManage(chatId))) {
    await visit.send({ text: words('inbox-here-no-rights') });
    return;
  }
  const before = await routes.find(inboxRoute);
  const lines = [
    words('inbox-here-done'),
    ...(isMetaSet ? [] : [words('inbox-here-no-meta')]),
    ...(before && before.chatId !== chatId ? [words('inbox-here-moved')] : []),
    words('inbox-here-undo'),
  ];
  const { telegramId: setBy, locale } = member;
  try {
    await visit.send({ text: lines.join('\n') });
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    await patientChat.sendMessage(setBy, { text: words('inbox-here-mute') });
    return;
  }
  await routes.set(inboxRoute, { chatId, topicId: undefined, locale, setBy });
  wake();
}

async function removeRoute({ routes }: RouteDeps, { words, send }: Visit): Promise<void> {
  const route = await routes.find(inboxRoute);
  await routes.remove(inboxRoute);
  await send({ text: words(route ? 'inbox-off-done' : 'inbox-off-nothing') });
}
