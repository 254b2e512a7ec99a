import { messageOf, Stop } from '../../lib/error.ts';
import { isAtLeast } from '../../lib/role.ts';
import type { ChatTrouble } from '../../telegram/card-outbox.ts';
import type { CallsDeps } from './calls-deps.ts';
import { callRoute } from './route.ts';

type ChangeDeps = Pick<CallsDeps, 'routes' | 'people' | 'chat' | 'wordsOf' | 'log'>;

/**
 * The chat of the calls is not what it was: the route follows it, or ends, and an admin is told once,
 * in private.
 */
export async function changeRoute(deps: ChangeDeps, trouble: ChatTrouble): Promise<void> {
  const { routes } = deps;
  const route = await routes.find(callRoute);
  if (route?.chatId !== trouble.chatId) return;
  const { locale, setBy } = route;
  switch (trouble.type) {
    case 'moved':
      await routes.set(callRoute, { ...route, chatId: trouble.to, topicId: undefined });
      return;
    case 'topicGone':
    case 'topicClosed':
      if (route.topicId !== trouble.topicId) return;
      await routes.set(callRoute, { chatId: trouble.chatId, topicId: undefined, locale, setBy });
      await tellAdmin(deps, setBy, `calls-here-${trouble.type}`);
      return;
    case 'shutOut':
      await routes.remove(callRoute);
      await tellAdmin(deps, setBy, 'calls-here-shutOut');
  }
}

/** Who set the route first; when Telegram does not let us write to them, another admin. */
async function tellAdmin(deps: ChangeDeps, setBy: number, key: string): Promise<void> {
  const { people, chat, wordsOf, log } = deps;
  const admins = (await people.list())
    .filter(({ role, telegramId }) => telegramId !== undefined && isAtLeast(role, 'admin'))
    .toSorted((a, b) => Number(b.telegramId === setBy) - Number(a.telegramId === setBy));
  for (const { telegramId, locale } of admins) {
    if (telegramId === undefined) continue;
    try {
      await chat.sendMessage(telegramId, { text: wordsOf(locale)(key) });
      return;
    } catch (error) {
      if (!(error instanceof Stop)) throw error;
      log.warn({ cause: messageOf(error) }, 'an admin could not be told about the calls topic');
    }
  }
}
