import { expect, test } from 'vitest';
import { raiseStorm } from '../support/inbox-storm.ts';

test('killed again and again in the middle, no word of a customer is lost or out of order, and no customer gets one twice', async () => {
  const figures = await raiseStorm({
    ...{ events: 100, replies: 30, customers: 10, killEveryMs: 1500, mostKills: 8 },
    ...{ telegramTrouble: 0.1, lostAnswers: 0.2, withinMs: 240_000 },
  });
  expect(figures).toMatchObject({
    ...{ lost: 0, disordered: 0, twiceUnmarked: 0, setAside: 0 },
    ...{ repliesLost: 0, repliesTwice: 0, repliesDisordered: 0, asked: 0 },
  });
  expect(figures.kills).toBeGreaterThan(0);
  expect(figures.twiceMarked).toBeLessThanOrEqual(figures.kills);
}, 300_000);
