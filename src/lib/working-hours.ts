import { addDays, dayTimeText, localTime } from './local-time.ts';
import type { Locale } from './locale.ts';
import type { QuietHours } from './quiet-hours.ts';

/** From one minute of the day until before another, on days of the week from 1, Monday, to 7. */
export type WorkingHours = {
  readonly from: number;
  readonly until: number;
  readonly days: readonly number[];
};

/** Reads `1-5, 7`; undefined for anything else. */
export function readWeekdays(text: string): readonly number[] | undefined {
  const parts = text.split(',').map((part) => {
    const [, first, last = first] = /^([1-7])(?:\s*-\s*([1-7]))?$/.exec(part.trim()) ?? [];
    return { first: Number(first), last: Number(last) };
  });
  if (!parts.every(({ first, last }) => first <= last)) return undefined;
  const all = [1, 2, 3, 4, 5, 6, 7];
  return all.filter((day) => parts.some(({ first, last }) => first <= day && day <= last));
}

/** A night's work belongs to the day on which it began. */
export function isWorkingAt(
  { from, until, days }: WorkingHours,
  at: number,
  timeZone: string,
): boolean {
  const time = localTime(timeZone);
  const minute = time.minuteAt(at);
  const date = time.dateAt(at);
  const isDay = (one: string): boolean => days.includes(weekdayOf(one));
  if (from < until) return isDay(date) && from <= minute && minute < until;
  return minute >= from ? isDay(date) : minute < until && isDay(addDays(date, -1));
}

/** As people read it: `9:00–18:00`, with the days when not all are. Undefined: none are set. */
export function hoursTextOf(
  working: WorkingHours | undefined,
  quiet: QuietHours | undefined,
  locale: Locale,
): string | undefined {
  const range = (from: number, until: number): string =>
    `${dayTimeText(from)}–${dayTimeText(until)}`;
  if (!working) return quiet && range(quiet.until, quiet.from);
  const { from, until, days } = working;
  if (days.length === 7) return range(from, until);
  const name = new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: 'UTC' });
  // The fifth of January 1970 was a Monday.
  const names = days.map((day) => name.format(Date.UTC(1970, 0, 4 + day)));
  return `${names.join(', ')} ${range(from, until)}`;
}

/** `date`: as in `2026-11-21`. */
function weekdayOf(date: string): number {
  return new Date(`${date}T00:00:00Z`).getUTCDay() || 7;
}
