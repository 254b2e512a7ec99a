import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { LinkState } from '../../../src/asterisk/ari-events.ts';
import { createCallStore } from '../../../src/features/calls/index.ts';
import { watchLink } from '../../../src/features/calls/watch-link.ts';
import { createLog } from '../../../src/lib/log.ts';
import { createRoutes } from '../../../src/storage/routes.ts';
import { group, startMadeUpChats } from '../../support/made-up-chats.ts';

const at = Date.parse('2026-11-21T07:03:00Z');
const because = { reason: 'closed' } as const;

async function startWatch(first: LinkState, patienceMs: number) {
  const chats = await startMadeUpChats();
  const routes = createRoutes(chats.database);
  await routes.set('calls', { chatId: group, topicId: 7, locale: 'en', setBy: 1 });
  let now = at;
  let state = first;
  let listener: (state: LinkState) => void = () => undefined;
  const open = () =>
    watchLink(
      {
        events: {
          state: () => state,
          listen: () => () => undefined,
          onState: (wanted) => {
            listener = wanted;
            return () => undefined;
          },
        },
        store: createCallStore(chats.database),
        routes,
        outbox: {
          wake: (chatId) => {
            chats.outbox().wake(chatId);
          },
        },
        wordsOf: () => (key, args) => [key, ...Object.values(args ?? {}).map(String)].join(' '),
        clock: { now: () => now },
        timeZone: 'Asia/Tashkent',
        log: createLog({ level: 'silent' }),
      },
      { patienceMs },
    );
  let watch = open();
  return {
    chats,
    becomes: async (next: LinkState) => {
      now = next.type === 'starting' ? now : next.at;
      state = next;
      listener(next);
      // The watch's own timer, of the wall, is what is waited for.
      await sleep(50);
      await chats.passes(5000);
    },
    restarts: () => {
      watch.stop();
      watch = open();
    },
    close: async () => {
      watch.stop();
      await chats.close();
    },
  };
}

test('a long silence is told once, and from when to when it was in its place', async () => {
  const room = await startWatch({ type: 'up', at, blindSince: undefined }, 0);
  await room.becomes({ type: 'down', at, because });
  expect(room.chats.shown()).toEqual(['calls-card-blind 12:03']);
  room.restarts();
  await room.becomes({ type: 'down', at: at + 1000, because });
  expect(room.chats.shown()).toEqual(['calls-card-blind 12:03']);
  await room.becomes({ type: 'up', at: at + 6 * 60_000, blindSince: at });
  expect(room.chats.shown()).toEqual(['calls-card-was-blind 12:03 12:09']);
  expect(room.chats.messages.every(({ silent }) => silent)).toBe(true);
  await room.close();
});

test('a short silence is not told', async () => {
  const room = await startWatch({ type: 'up', at, blindSince: undefined }, 60_000);
  await room.becomes({ type: 'down', at, because });
  await room.becomes({ type: 'up', at: at + 5000, blindSince: at });
  expect(room.chats.messages).toEqual([]);
  await room.close();
});
