import { Refused } from '../../lib/error.ts';
import type { DoorCommand, Visit } from '../../telegram/door.ts';
import type { CallsDeps } from './calls-deps.ts';
import { callRoute } from './route.ts';

type RouteDeps = Pick<CallsDeps, 'routes' | 'chat' | 'store' | 'clock'>;

/** `/callshere` and `/callsoff`: where the calls are shown. */
export function routeCommands(deps: RouteDeps): readonly DoorCommand[] {
  return [
    {
      command: 'callshere',
      minimumRole: 'admin',
      descriptionKey: 'calls-here-command',
      where: 'group',
      handle: (visit) => setRoute(deps, visit),
    },
    {
      command: 'callsoff',
      minimumRole: 'admin',
      descriptionKey: 'calls-off-command',
      where: 'both',
      handle: (visit) => removeRoute(deps, visit),
    },
  ];
}

/** Saying so in the place itself is the proof that the bot can speak there. */
async function setRoute(deps: RouteDeps, visit: Visit): Promise<void> {
  const { routes, chat, store, clock } = deps;
  const { chatId, topicId, member, words } = visit;
  const before = await routes.find(callRoute);
  const isMove = before && (before.chatId !== chatId || before.topicId !== topicId);
  const text = [
    words('calls-here-done'),
    ...(isMove ? [words('calls-here-moved')] : []),
    ...(topicId === undefined
      ? [words(visit.isForum ? 'calls-here-general' : 'calls-here-no-topics')]
      : []),
    words('calls-here-undo'),
  ].join('\n');
  const messageId = await say(visit, text);
  if (messageId === undefined) {
    await chat.sendMessage(member.telegramId, { text: words('calls-here-mute') });
    return;
  }
  const { telegramId: setBy, locale } = member;
  await routes.set(callRoute, { chatId, topicId, locale, setBy });
  await store.noteRouteMessage(chatId, messageId, clock.now());
}

/** Undefined: nothing can be said there. */
async function say(visit: Visit, text: string): Promise<number | undefined> {
  try {
    return (await visit.send({ text })) || undefined;
  } catch (error) {
    if (error instanceof Refused) return undefined;
    throw error;
  }
}

async function removeRoute({ routes }: RouteDeps, { words, send }: Visit): Promise<void> {
  const route = await routes.find(callRoute);
  await routes.remove(callRoute);
  await send({ text: words(route ? 'calls-off-done' : 'calls-off-nothing') });
}
