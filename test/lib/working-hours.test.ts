import { expect, test } from 'vitest';
import { hoursTextOf, isWorkingAt, readWeekdays } from '../../src/lib/working-hours.ts';

const tashkent = 'Asia/Tashkent';
// A Saturday in November, five hours ahead of UTC.
const saturday = (clock: string): number => Date.parse(`2026-11-21T${clock}:00+05:00`);
const sunday = (clock: string): number => Date.parse(`2026-11-22T${clock}:00+05:00`);

test.each([
  ['1-7', [1, 2, 3, 4, 5, 6, 7]],
  ['1-5, 7', [1, 2, 3, 4, 5, 7]],
  ['7,6', [6, 7]],
  ['', undefined],
  ['0', undefined],
  ['5-1', undefined],
  ['1-8', undefined],
  ['Mon', undefined],
])('the days of "%s" are %j', (text, days) => {
  expect(readWeekdays(text)).toEqual(days);
});

test('work begins with its first minute, ends with its last, and not on free days', () => {
  const hours = { from: 9 * 60, until: 18 * 60, days: [1, 2, 3, 4, 5, 6] };
  const isWorking = (at: number) => isWorkingAt(hours, at, tashkent);
  expect([saturday('08:59'), saturday('09:00')].map(isWorking)).toEqual([false, true]);
  expect([saturday('17:59'), saturday('18:00')].map(isWorking)).toEqual([true, false]);
  expect(isWorking(sunday('12:00'))).toBe(false);
});

test('a night belongs to the day on which it began', () => {
  const hours = { from: 20 * 60, until: 4 * 60, days: [6] };
  const isWorking = (at: number) => isWorkingAt(hours, at, tashkent);
  expect([saturday('03:00'), saturday('20:00')].map(isWorking)).toEqual([false, true]);
  expect([sunday('03:59'), sunday('04:00'), sunday('20:00')].map(isWorking)).toEqual([
    ...[true, false, false],
  ]);
});

test('hours are told in the reader’s language, and quiet ones the other way round', () => {
  const hours = { from: 9 * 60, until: 18 * 60 };
  const all = [1, 2, 3, 4, 5, 6, 7];
  expect(hoursTextOf({ ...hours, days: all }, undefined, 'uz')).toBe('09:00–18:00');
  expect(hoursTextOf({ ...hours, days: [1, 6] }, undefined, 'en')).toBe('Mon, Sat 09:00–18:00');
  expect(hoursTextOf({ ...hours, days: [1, 6] }, undefined, 'uz')).toBe('Dush, Shan 09:00–18:00');
  expect(hoursTextOf(undefined, { from: 22 * 60, until: 8 * 60 }, 'ru')).toBe('08:00–22:00');
  expect(hoursTextOf(undefined, undefined, 'ru')).toBeUndefined();
});
