import { dayTimeText } from '../../lib/local-time.ts';
import type { Locale } from '../../lib/locale.ts';
import type { Words } from '../../telegram/door.ts';
import { showName } from '../../telephony/phone-number.ts';
import { timeText } from '../../telephony/talk-time.ts';
import type { Chart } from './chart.ts';
import { busiestHours, type Figures, type Slot } from './figures.ts';
import { datesOf, type Period } from './period.ts';

/** A picture's words may have 1,024 characters (Bot API, sendPhoto): a dozen figures and these. */
const shownOperators = 8;

/** An office day: fewer bars than these look like a mistake. */
const [firstHour, lastHour] = [9, 18];

export type ReportView = {
  readonly words: Words;
  readonly locale: Locale;
  readonly period: Period;
  readonly nameOf: (extension: string) => string;
  /** What is to be said before and after the figures. */
  readonly before: readonly string[];
  readonly after: readonly string[];
};

/** The figures in words. */
export function reportText(figures: Figures, view: ReportView): string {
  const { words, period, before, after } = view;
  const title = words(`report-title-${period.name}`, { dates: datesText(view) });
  if (isEmpty(figures)) {
    return [title, ...before, words(`report-empty-${period.name}`), ...after].join('\n\n');
  }
  return [
    [title, ...before].join('\n'),
    sumLines(figures, words).join('\n'),
    ...operatorLines(figures, view),
    ...after,
  ].join('\n\n');
}

/** Nobody called and nobody was called. */
export function isEmpty({ inbound, outbound, internal }: Figures): boolean {
  return inbound + outbound + internal === 0;
}

/** The hours of the day, or the days. Undefined when nobody called from outside: it would show nothing. */
export function reportChart(figures: Figures, view: ReportView): Chart | undefined {
  const { words, locale, period } = view;
  if (figures.inbound === 0) return undefined;
  const isDay = period.name === 'day';
  return {
    title: words(isDay ? 'report-chart-hours' : 'report-chart-days', {
      dates: datesText(view, 'short'),
    }),
    answeredLabel: words('report-chart-answered'),
    missedLabel: words('report-chart-missed'),
    bars: isDay
      ? hoursShown(figures.hours).map(([hour, slot]) => ({ label: two(hour), ...slot }))
      : datesOf(period).map((date) => ({
          label: dayLabel(date, locale, period),
          ...(figures.days.get(date) ?? { answered: 0, missed: 0 }),
        })),
  };
}

function sumLines(figures: Figures, words: Words): readonly string[] {
  const { inbound, answered, missed, outbound, internal, notCalledBack } = figures;
  const percent = inbound === 0 ? 0 : Math.round((answered / inbound) * 100);
  const [busiest] = busiestHours(figures, 1);
  const slot = busiest === undefined ? undefined : figures.hours[busiest];
  return [
    words('report-inbound', { inbound, answered, percent, missed }),
    words('report-others', { outbound, internal }),
    ...(inbound === 0
      ? []
      : [
          words('report-wait', {
            average: timeText(figures.averageWaitMs),
            longest: timeText(figures.longestWaitMs),
          }),
        ]),
    words('report-talk', { talk: timeText(figures.talkMs) }),
    ...(missed === 0 ? [] : [words('report-not-called-back', { count: notCalledBack })]),
    ...(busiest === undefined || !slot
      ? []
      : [
          words('report-busiest', {
            hours: `${dayTimeText(busiest * 60)}–${dayTimeText(((busiest + 1) % 24) * 60)}`,
            count: slot.answered + slot.missed,
          }),
        ]),
  ];
}

function operatorLines({ operators }: Figures, { words, nameOf }: ReportView): readonly string[] {
  if (operators.length === 0) return [];
  const rest = operators.length - shownOperators;
  return [
    [
      words('report-operators'),
      ...operators.slice(0, shownOperators).map(({ extension, taken, made, talkMs }) =>
        words('report-operator', {
          who: showName(nameOf(extension)),
          ...{ taken, made, talk: timeText(talkMs) },
        }),
      ),
      ...(rest > 0 ? [words('report-more', { count: rest })] : []),
    ].join('\n'),
  ];
}

/** From the first hour with a call to the last one, and at least an office day. */
function hoursShown(hours: readonly Slot[]): readonly (readonly [number, Slot])[] {
  const all = hours.map((slot, hour) => [hour, slot] as const);
  const used = all.filter(([, { answered, missed }]) => answered + missed > 0);
  const first = Math.min(firstHour, ...used.map(([hour]) => hour));
  const last = Math.max(lastHour, ...used.map(([hour]) => hour));
  return all.slice(first, last + 1);
}

/** Dates are the calendar's, whatever the time zone. */
function formatOf(locale: Locale, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, {
    ...options,
    timeZone: 'UTC',
  });
}

function datesText({ locale, period }: ReportView, length: 'long' | 'short' = 'long'): string {
  const { firstDate, lastDate } = period;
  const format = formatOf(locale, {
    ...{ day: 'numeric', month: period.name === 'day' ? 'long' : 'short' },
    ...(period.name === 'day' && length === 'long' && { weekday: 'long' }),
  });
  return firstDate === lastDate
    ? format.format(Date.parse(firstDate))
    : format.formatRange(Date.parse(firstDate), Date.parse(lastDate));
}

function dayLabel(date: string, locale: Locale, { name }: Period): string {
  const options = name === 'week' ? ({ weekday: 'short' } as const) : ({ day: 'numeric' } as const);
  return formatOf(locale, options).format(Date.parse(date));
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
