import { messageOf } from '../../lib/error.ts';
import { addDays, localTime } from '../../lib/local-time.ts';
import type { Locale } from '../../lib/locale.ts';
import { chartSvg } from './chart.ts';
import { figuresOf } from './figures.ts';
import { makePicture } from './make-picture.ts';
import { boundsOf, type Period } from './period.ts';
import type { ReportDeps } from './report-deps.ts';
import { isEmpty, reportChart, reportText, type ReportView } from './report-text.ts';

export type Report = {
  /** HTML. */
  readonly text: string;
  /** A PNG; undefined when there is nothing to be seen on it, or it could not be drawn. */
  readonly picture: Uint8Array | undefined;
};

type MakeDeps = Pick<ReportDeps, 'callLog' | 'people' | 'wordsOf' | 'clock' | 'log' | 'timeZone'>;

/**
 * The figures of a period as far as it is over. `before`: what is to be said first. `nightFrom`: of the
 * evening before, from that minute of the day on, it is said how many called; the report of that day
 * could not know it.
 */
export async function makeReport(
  deps: MakeDeps,
  {
    period,
    locale,
    before = [],
    nightFrom,
  }: {
    readonly period: Period;
    readonly locale: Locale;
    readonly before?: readonly string[];
    readonly nightFrom?: number;
  },
): Promise<Report> {
  const { callLog, timeZone } = deps;
  const time = localTime(timeZone);
  const { from, to } = boundsOf(period, time);
  const since = await callLog.listBetween(from, Math.max(to, deps.clock.now() + 1));
  const figures = figuresOf(
    since.filter(({ startedAt }) => startedAt < to),
    { since, timeZone },
  );
  const names = new Map(
    (await deps.people.list()).map(({ extension, name }) => [extension, name] as const),
  );
  const words = deps.wordsOf(locale);
  const view: ReportView = {
    ...{ words, locale, period, before },
    nameOf: (extension) => {
      const name = names.get(extension);
      return name === undefined ? extension : `${extension} ${name}`;
    },
    after: nightFrom === undefined ? [] : await nightLines(),
  };
  return {
    text: reportText(figures, view),
    picture: isEmpty(figures) ? undefined : await draw(),
  };

  async function nightLines(): Promise<readonly string[]> {
    const evening = await callLog.listBetween(time.startOf(addDays(period.firstDate, -1)), from);
    const night = evening.filter(
      ({ direction, startedAt }) =>
        direction === 'inbound' && time.minuteAt(startedAt) >= (nightFrom ?? 0),
    );
    const missed = night.filter(({ missedBecause }) => missedBecause !== undefined).length;
    return night.length === 0 ? [] : [words('report-night', { count: night.length, missed })];
  }

  async function draw(): Promise<Uint8Array | undefined> {
    const chart = reportChart(figures, view);
    if (!chart) return undefined;
    try {
      return await makePicture(chartSvg(chart));
    } catch (error) {
      // The figures say the same: they go without it.
      deps.log.error({ cause: messageOf(error) }, 'the picture of a report could not be drawn');
      return undefined;
    }
  }
}
