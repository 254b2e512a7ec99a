import { localTime, readDayTime } from './local-time.ts';

/** From one minute of the day until before another; across midnight when the first is later. */
export type QuietHours = { readonly from: number; readonly until: number };

/** Reads `22:00-08:00`; undefined for anything else. */
export function readQuietHours(text: string): QuietHours | undefined {
  const [from, until, ...rest] = text.split('-').map((part) => readDayTime(part.trim()));
  const isRange = from !== undefined && until !== undefined && rest.length === 0;
  return isRange && from !== until ? { from, until } : undefined;
}

/**
 * Whether what speaks by itself should make no sound at that moment: it is said all the same.
 * Without hours it never is.
 */
export function isQuietAt(hours: QuietHours | undefined, at: number, timeZone: string): boolean {
  if (!hours) return false;
  const minute = localTime(timeZone).minuteAt(at);
  const { from, until } = hours;
  return from < until ? from <= minute && minute < until : minute >= from || minute < until;
}
