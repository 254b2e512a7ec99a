import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isQuietAt, readQuietHours } from '../../src/lib/quiet-hours.ts';

const at = (time: string): number => Date.parse(`2026-11-21T${time}:00+05:00`);
const isQuiet = (hours: string, time: string): boolean =>
  isQuietAt(readQuietHours(hours), at(time), 'Asia/Tashkent');

describe('quiet hours', () => {
  test.each([
    ['22:00-08:00', '21:59', false],
    ['22:00-08:00', '22:00', true],
    ['22:00-08:00', '23:59', true],
    ['22:00-08:00', '00:00', true],
    ['22:00-08:00', '07:59', true],
    ['22:00-08:00', '08:00', false],
    ['13:00 - 14:30', '12:59', false],
    ['13:00 - 14:30', '13:00', true],
    ['13:00 - 14:30', '14:30', false],
  ])('of %s: at %s on the clock it is quiet: %s', (hours, time, expected) => {
    expect(isQuiet(hours, time)).toBe(expected);
  });

  test('without hours it is never quiet', () => {
    expect(isQuietAt(undefined, at('03:00'), 'Asia/Tashkent')).toBe(false);
  });

  test('they are told by the clock of the time zone', () => {
    const hours = readQuietHours('22:00-08:00');
    expect(isQuietAt(hours, at('10:00'), 'America/New_York')).toBe(true);
    expect(isQuietAt(hours, at('10:00'), 'Asia/Tashkent')).toBe(false);
  });

  test.each(['', '22', '22:00', '22:00-24:00', '22:00-22:00', '8:60-9:00', '1:00-2:00-3:00', 'x'])(
    '%j is no range of hours',
    (text) => {
      expect(readQuietHours(text)).toBeUndefined();
    },
  );

  test('a range and its reverse share the day between them', () => {
    const minute = fc.integer({ min: 0, max: 1439 });
    fc.assert(
      fc.property(minute, minute, minute, (from, until, offset) => {
        fc.pre(from !== until);
        const moment = at('00:00') + offset * 60_000;
        const quiet = (a: number, b: number): boolean =>
          isQuietAt({ from: a, until: b }, moment, 'Asia/Tashkent');
        expect(quiet(from, until)).toBe(!quiet(until, from));
      }),
    );
  });
});
