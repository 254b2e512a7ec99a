import { addDays, type LocalTime } from '../../lib/local-time.ts';

export const periodNames = ['day', 'week', 'month'] as const;

export type PeriodName = (typeof periodNames)[number];

/** Whole dates in a row, both ends included: `2026-11-21`. */
export type Period = {
  readonly name: PeriodName;
  readonly firstDate: string;
  readonly lastDate: string;
};

const lengths = { day: 1, week: 7, month: 30 } as const satisfies Record<PeriodName, number>;

/** The day itself, or the seven or thirty days that end with it. */
export function periodUntil(name: PeriodName, lastDate: string): Period {
  return { name, lastDate, firstDate: addDays(lastDate, 1 - lengths[name]) };
}

/** Every date of it. */
export function datesOf({ name, firstDate }: Period): readonly string[] {
  return Array.from({ length: lengths[name] }, (_, index) => addDays(firstDate, index));
}

/** In milliseconds since 1970: from its first moment, before the first moment after it. */
export function boundsOf(
  { firstDate, lastDate }: Period,
  { startOf }: Pick<LocalTime, 'startOf'>,
): { readonly from: number; readonly to: number } {
  return { from: startOf(firstDate), to: startOf(addDays(lastDate, 1)) };
}

const spoken: ReadonlyMap<string, PeriodName> = new Map([
  ...['', 'day', 'today', 'kun', 'bugun', 'день', 'сегодня'].map((word) => [word, 'day'] as const),
  ...['week', 'hafta', 'неделя'].map((word) => [word, 'week'] as const),
  ...['month', 'oy', 'месяц'].map((word) => [word, 'month'] as const),
]);

/** What a person wrote after `/report`; undefined when it is none of these. */
export function readPeriodName(text: string): PeriodName | undefined {
  return spoken.get(text.trim().toLowerCase());
}
