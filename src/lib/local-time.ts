/** What clocks and calendars show in one time zone. */
export type LocalTime = {
  /** `2026-11-21`. Such dates sort as text. */
  readonly dateAt: (at: number) => string;
  /** Minutes since the day's midnight on the clock, 0 to 1439. */
  readonly minuteAt: (at: number) => number;
  /** The first moment of that date, in milliseconds since 1970. */
  readonly startOf: (date: string) => number;
};

const hourMs = 3600_000;
const minuteMs = 60_000;
const minutesOfDay = 24 * 60;
// Clocks on earth run from 12 hours behind UTC to 14 ahead of it. Source: IANA time zone database.
const furthestMs = 15 * hourMs;
/** And they are changed at quarters of an hour only. */
const quarterMs = 15 * minuteMs;

/** `timeZone`: an IANA name. Days have 23 or 25 hours where clocks are changed. */
export function localTime(timeZone: string): LocalTime {
  const format = new Intl.DateTimeFormat('sv-SE', {
    ...{ timeZone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit' },
    ...{ hour: '2-digit', minute: '2-digit' },
  });
  // Asking Intl takes a hundred times longer than all else here, and who asks twice asks nearby.
  let known = { quarter: NaN, offsetMs: 0 };
  const offsetAt = (at: number): number => {
    const quarter = Math.floor(at / quarterMs) * quarterMs;
    if (quarter !== known.quarter) {
      const shown = Date.parse(`${format.format(quarter).replace(' ', 'T')}Z`);
      known = { quarter, offsetMs: shown - quarter };
    }
    return known.offsetMs;
  };
  const dateAt = (at: number): string => new Date(at + offsetAt(at)).toISOString().slice(0, 10);
  return {
    dateAt,
    minuteAt: (at) => {
      const minutes = Math.floor((at + offsetAt(at)) / minuteMs);
      return minutes - Math.floor(minutes / minutesOfDay) * minutesOfDay;
    },
    startOf: (date) => {
      const utc = Date.parse(`${date}T00:00:00Z`);
      let [before, from] = [utc - furthestMs, utc + furthestMs];
      while (from - before > 1) {
        const middle = Math.floor((before + from) / 2);
        if (dateAt(middle) < date) before = middle;
        else from = middle;
      }
      return from;
    },
  };
}

/** The date so many days later; earlier when negative. */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 24 * hourMs).toISOString().slice(0, 10);
}

/** `8:00` and `20:30` as minutes since midnight; undefined for anything else. */
export function readDayTime(text: string): number | undefined {
  const [, hour, minute] = /^([01]?\d|2[0-3]):([0-5]\d)$/.exec(text) ?? [];
  return hour === undefined ? undefined : Number(hour) * 60 + Number(minute);
}

/** `20:30`. */
export function dayTimeText(minute: number): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}
