import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, dayTimeText, localTime, readDayTime } from '../../src/lib/local-time.ts';

describe('local time', () => {
  test('a day begins at its own midnight', () => {
    const tashkent = localTime('Asia/Tashkent');
    expect(tashkent.startOf('2026-11-21')).toBe(Date.parse('2026-11-20T19:00:00Z'));
    expect(tashkent.dateAt(Date.parse('2026-11-20T19:00:00Z'))).toBe('2026-11-21');
    expect(tashkent.dateAt(Date.parse('2026-11-20T18:59:59Z'))).toBe('2026-11-20');
    expect(tashkent.minuteAt(Date.parse('2026-11-21T15:30:59Z'))).toBe(20 * 60 + 30);
  });

  test('a day has 23 or 25 hours where clocks are changed', () => {
    const { startOf } = localTime('Europe/Berlin');
    const hours = (date: string): number => (startOf(addDays(date, 1)) - startOf(date)) / 3600_000;
    expect([hours('2026-03-29'), hours('2026-10-25'), hours('2026-11-21')]).toEqual([23, 25, 24]);
  });

  test('each moment is on the date between whose starts it lies', () => {
    const zones = ['Asia/Tashkent', 'Europe/Berlin', 'America/St_Johns', 'Pacific/Kiritimati'];
    const from = Date.parse('2026-01-01T00:00:00Z');
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.integer({ min: from, max: from + 2 * 365 * 86_400_000 }),
        (zone, at) => {
          const { dateAt, startOf } = localTime(zone);
          const date = dateAt(at);
          expect(startOf(date)).toBeLessThanOrEqual(at);
          expect(startOf(addDays(date, 1))).toBeGreaterThan(at);
        },
      ),
    );
  });

  test('a time of day is read and written as on a clock', () => {
    expect(['8:05', '20:00', '00:00', '23:59'].map(readDayTime)).toEqual([485, 1200, 0, 1439]);
    expect(['24:00', '20', '20:60', '', 'x'].map(readDayTime)).toEqual(
      Array.from({ length: 5 }, () => undefined),
    );
    expect([485, 1200, 0].map(dayTimeText)).toEqual(['08:05', '20:00', '00:00']);
  });
});
