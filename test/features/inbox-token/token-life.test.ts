import { expect, test } from 'vitest';
import {
  endOf,
  isDue,
  isWritable,
  renewalDueAt,
  troubleWaitMs,
} from '../../../src/features/inbox-token/token-life.ts';

const hourMs = 60 * 60_000;
const dayMs = 24 * hourMs;

test.each([
  ['60 days, as Meta gives', 60 * dayMs, 7 * dayMs],
  ['two days', 2 * dayMs, dayMs],
  ['nothing, or less', -5, hourMs],
])('of a token that lives %s the next renewal is in time', (_name, lives, dueIn) => {
  expect(renewalDueAt(1000, 1000 + lives)).toBe(1000 + dueIn);
});

test('a time that lies too far ahead was set by another clock, and counts for nothing', () => {
  expect(isDue({ tryAt: 1001 }, 1000)).toBe(false);
  expect(isDue({ tryAt: 1000 }, 1000)).toBe(true);
  expect(isDue({ tryAt: 7 * dayMs }, 0)).toBe(false);
  expect(isDue({ tryAt: 8 * dayMs + 1 }, 0)).toBe(true);
});

test('trouble is waited out longer and longer, up to six hours', () => {
  expect([0, 1, 2, 5, 9, 10_000].map((tries) => troubleWaitMs(tries) / 60_000)).toEqual([
    1, 2, 4, 32, 360, 360,
  ]);
});

test('a token that a person brought ends within 60 days of the day it was seen', () => {
  expect(endOf({ seenAt: 5, endsAt: undefined })).toBe(5 + 60 * dayMs);
  expect(endOf({ seenAt: 5, endsAt: 7 })).toBe(7);
});

test.each([
  ['IGAA0123456789abcdefghij-_.', true],
  ['short', false],
  [`IGAA0123456789abcdefghij\nLOG_LEVEL=debug`, false],
  ['IGAA0123456789abc defghij', false],
  ['IGAA0123456789$abcdefghij', false],
  ['a'.repeat(1001), false],
])('whether .env takes %j: %s', (token, isGood) => {
  expect(isWritable(token)).toBe(isGood);
});
