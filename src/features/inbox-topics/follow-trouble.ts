import { messageOf, Stop } from '../../lib/error.ts';
import { inboxRoute } from './route.ts';
import type { TopicsDeps } from './topics-deps.ts';

/**
 * The group has another id: the route and the topics follow it. Or nothing can be said there: the admins
 * are told, unless it is among `told`. True when it is worth going on at once.
 */
export async function followTrouble(
  deps: TopicsDeps,
  error: unknown,
  told: Set<number>,
): Promise<boolean> {
  const { routes, store, people, patientChat, wordsOf, log } = deps;
  const route = await routes.find(inboxRoute);
  if (!route) return false;
  const movedTo = error instanceof Stop ? error.details['migratedTo'] : undefined;
  if (typeof movedTo === 'number') {
    await store.leaveChat(route.chatId);
    await routes.set(inboxRoute, { ...route, chatId: movedTo, topicId: undefined });
    return true;
  }
  log.error({ chatId: route.chatId, cause: messageOf(error) }, 'customers cannot be shown');
  if (told.has(route.chatId)) return false;
  told.add(route.chatId);
  for (const { telegramId, role, locale } of await people.list()) {
    if (telegramId === undefined || !['owner', 'admin'].includes(role)) continue;
    const text = wordsOf(locale)('inbox-shut');
    await patientChat.sendMessage(telegramId, { text }).catch((trouble: unknown) => {
      log.warn({ telegramId, cause: messageOf(trouble) }, 'an admin could not be told');
    });
  }
  return false;
}
