import { expect, test } from 'vitest';
import { killBots } from './kill-bots.ts';

test('a bot killed three times under load loses no update and repeats only what it had in hand', async () => {
  const figures = await killBots(300, 3);
  expect(figures).toMatchObject({ lost: 0, twice: 0, disordered: 0 });
  expect(figures.inHand).toBeLessThanOrEqual(3 * 16);
}, 120_000);
