import { expect, test } from 'vitest';
import { createMinuteLimit } from '../../src/lib/minute-limit.ts';

test('each asker has so many a minute', () => {
  let now = 0;
  const limit = createMinuteLimit(2, { now: () => now });
  limit.note(1);
  now = 30_000;
  limit.note(1);
  expect([limit.isUsedUp(1), limit.isUsedUp(2)]).toEqual([true, false]);
  now = 60_000;
  expect(limit.isUsedUp(1)).toBe(false);
});

test('what is taken back is taken back once, and after a minute takes nothing of others', () => {
  let now = 0;
  const limit = createMinuteLimit(1, { now: () => now });
  const giveBack = limit.note(1);
  giveBack();
  expect(limit.isUsedUp(1)).toBe(false);
  now = 60_000;
  limit.note(1);
  giveBack();
  expect(limit.isUsedUp(1)).toBe(true);
});
