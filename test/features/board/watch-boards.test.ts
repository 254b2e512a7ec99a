import { expect, test } from 'vitest';
import type { BoardDeps } from '../../../src/features/board/board-deps.ts';
import { watchBoards } from '../../../src/features/board/watch-boards.ts';
import { createLog } from '../../../src/lib/log.ts';
import type { Person } from '../../../src/storage/people.ts';

test('the board of somebody who was removed goes; the others stay', async () => {
  const person = (telegramId: number): Person => ({
    ...{ personId: telegramId, telegramId, name: `P${telegramId}`, role: 'operator' },
    ...{ locale: 'en', extension: undefined, isOnDuty: false },
  });
  let people = [person(22), person(33)];
  const cards: string[] = [];
  const deps: BoardDeps = {
    live: () => [],
    listPhones: () => Promise.resolve([]),
    ari: { listEndpoints: () => Promise.resolve([]) },
    linkState: () => ({ type: 'up', at: 0, blindSince: undefined }),
    people: { list: () => Promise.resolve(people) },
    store: {
      putCard: ({ chatId, wanted }) => {
        cards.push(`${chatId}: ${wanted === '' ? 'gone' : 'shown'}`);
        return Promise.resolve();
      },
    },
    outbox: { wake: () => undefined },
    wordsOf: () => (key) => key,
    ...{
      clock: { now: () => 1000 },
      log: createLog({ level: 'silent' }),
      timeZone: 'Asia/Tashkent',
    },
  };
  const boards = watchBoards(deps, { everyMs: 5 });
  for (const chatId of [22, 33, -100]) {
    const place = { chatId, topicId: undefined, locale: 'en', page: 0 } as const;
    await boards.open(place, { isAnew: true });
  }
  people = [person(33)];
  await expect.poll(() => cards.slice(3), { interval: 5 }).toEqual(['22: gone']);
  await boards.stop();
});
