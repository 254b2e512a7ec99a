import { messageOf } from '../../lib/error.ts';
import type { LinkState } from '../../asterisk/ari-events.ts';
import type { CallsDeps } from './calls-deps.ts';
import { callRoute } from './route.ts';
import { momentText } from '../../lib/moment-text.ts';

type LinkDeps = Pick<
  CallsDeps,
  'events' | 'store' | 'routes' | 'outbox' | 'wordsOf' | 'clock' | 'timeZone' | 'log'
>;

export type LinkWatch = { readonly stop: () => void };

/**
 * Tells the chat of the calls when nothing comes from Asterisk for longer than `patienceMs`, and from
 * when to when it was so once the events are back; after a restart of the bot too.
 */
export function watchLink(deps: LinkDeps, { patienceMs = 30_000 } = {}): LinkWatch {
  const { events, routes, clock, log } = deps;
  let timer: NodeJS.Timeout | undefined;
  let last: Promise<void> = Promise.resolve();

  const inTurn = (work: () => Promise<void>): void => {
    last = last.then(work).catch((error: unknown) => {
      // The cards show nothing wrong meanwhile, only nothing.
      log.error({ cause: messageOf(error) }, 'the group could not be told about the event link');
    });
  };
  const follow = (state: LinkState): void => {
    clearTimeout(timer);
    if (state.type === 'starting') return;
    if (state.type === 'up') {
      inTurn(tellBack);
      return;
    }
    const leftMs = Math.max(0, state.at + patienceMs - clock.now());
    timer = setTimeout(() => {
      inTurn(() => tellBlind(state.at));
    }, leftMs);
  };
  const tellBlind = async (since: number): Promise<void> => {
    const route = await routes.find(callRoute);
    if (!route || route.blindSince !== undefined) return;
    await routes.setBlindSince(callRoute, since);
    await say(since, 'calls-card-blind', { since });
  };
  const tellBack = async (): Promise<void> => {
    const route = await routes.find(callRoute);
    if (route?.blindSince === undefined) return;
    const since = route.blindSince;
    await say(since, 'calls-card-was-blind', { since, until: clock.now() });
    await routes.setBlindSince(callRoute, undefined);
  };
  const say = async (
    since: number,
    key: string,
    moments: Readonly<Record<string, number>>,
  ): Promise<void> => {
    const route = await routes.find(callRoute);
    if (!route) return;
    const now = clock.now();
    const times = Object.fromEntries(
      Object.entries(moments).map(([name, at]) => [
        name,
        momentText(at, { now, timeZone: deps.timeZone, locale: route.locale }),
      ]),
    );
    const text = deps.wordsOf(route.locale)(key, times);
    const { chatId, topicId } = route;
    // In one message: the later news takes the place of the earlier.
    const card = { key: `calls blind ${since}`, chatId, topicId, wanted: JSON.stringify({ text }) };
    await deps.store.putCard({ ...card, urgency: 1, isSilent: true, isAnew: true }, now);
    deps.outbox.wake(chatId);
  };

  follow(events.state());
  const stopWatching = events.onState(follow);
  return {
    stop: () => {
      clearTimeout(timer);
      stopWatching();
    },
  };
}
