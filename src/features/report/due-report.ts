import { addDays, type LocalTime } from '../../lib/local-time.ts';

/** The newest report whose time has come. */
export type DueReport = {
  /** The day it tells of. */
  readonly date: string;
  readonly lateMinutes: number;
};

const minutesOfDay = 24 * 60;

/** By the clock on the wall: where it jumps over the hour, the first moment after counts. */
export function dueReport(
  now: number,
  minute: number,
  { dateAt, minuteAt }: Pick<LocalTime, 'dateAt' | 'minuteAt'>,
): DueReport {
  const today = dateAt(now);
  const passed = minuteAt(now) - minute;
  return passed >= 0
    ? { date: today, lateMinutes: passed }
    : { date: addDays(today, -1), lateMinutes: passed + minutesOfDay };
}
