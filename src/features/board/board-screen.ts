import type { Locale } from '../../lib/locale.ts';
import type { Screen, ScreenButton, Words } from '../../telegram/door.ts';
import { showName, showNumber } from '../../telephony/phone-number.ts';
import { momentText } from '../../lib/moment-text.ts';
import type { Board, BoardRow, Doing, OtherSide } from './board.ts';

/** With a customer's number and two names in each line that is half of what a message holds. */
const pageSize = 20;
const shownWaiting = 5;
/** What a row says of others: a ring group's phones are many. */
const shownOthers = 3;

const marks = {
  talking: '🗣',
  ringing: '🔔',
  calling: '📤',
  free: '🟢',
  unknown: '❔',
  off: '⚪️',
} as const satisfies Record<Doing['type'], string>;

export type BoardView = {
  readonly words: Words;
  readonly locale: Locale;
  readonly now: number;
  /** IANA name. */
  readonly timeZone: string;
  /** Since when nothing comes from Asterisk; undefined: it does. */
  readonly blindSince: number | undefined;
  /** From 0; past the last page the last. */
  readonly page: number;
  /** Until when it is kept up to date by itself; undefined: not any more. */
  readonly liveUntil: number | undefined;
};

/** One page of the board. It has no running times: only what changes is worth an edit. */
export function boardScreen(board: Board, view: BoardView): Screen {
  const { words, liveUntil } = view;
  const pages = Math.max(1, Math.ceil(board.rows.length / pageSize));
  const page = Math.min(view.page, pages - 1);
  const rows = board.rows.slice(page * pageSize, (page + 1) * pageSize);
  const paging = pages > 1 ? words('board-page', { page: page + 1, pages }) : '';
  const turn = (label: string, to: number): readonly ScreenButton[] =>
    to >= 0 && to < pages
      ? [{ label, action: 'board.refresh', args: { page: to }, isShared: true }]
      : [];
  const text = [
    `${words('board-title')} · ${countsText(board)}${paging === '' ? '' : ` · ${paging}`}`,
    ...(view.blindSince === undefined
      ? []
      : [words('board-blind', { time: momentText(view.blindSince, view) })]),
    ...waitingLines(board, view),
    rows.length === 0
      ? words('board-empty')
      : rows.map((row) => rowLine(row, board.rows, view)).join('\n'),
    ...(board.counts.unknown > 0 ? [words('board-unknown')] : []),
    `<i>${words('board-legend')}</i>`,
    liveUntil === undefined
      ? words('board-asleep', { time: momentText(view.now, view) })
      : words('board-live', { time: momentText(liveUntil, view) }),
  ].join('\n\n');
  return {
    text,
    buttons: [
      [...turn('‹', page - 1), ...turn('›', page + 1)],
      [{ label: words('board-refresh'), action: 'board.refresh', args: { page }, isShared: true }],
    ],
  };
}

function countsText({ counts }: Board): string {
  return (['talking', 'calling', 'ringing', 'free', 'unknown', 'off'] as const)
    .filter((doing) => counts[doing] > 0 || doing === 'free')
    .map((doing) => `${marks[doing]} ${counts[doing]}`)
    .join(' · ');
}

function waitingLines({ waiting }: Board, view: BoardView): readonly string[] {
  const { words } = view;
  if (waiting.length === 0) return [];
  const rest = waiting.length - shownWaiting;
  return [
    [
      words('board-waiting', { count: waiting.length }),
      ...waiting.slice(0, shownWaiting).map(({ since, ...who }) =>
        words('board-waiting-line', {
          who: outsideText({ type: 'outside', ...who }, words),
          time: momentText(since, view),
        }),
      ),
      ...(rest > 0 ? [words('board-more', { count: rest })] : []),
    ].join('\n'),
  ];
}

function rowLine(row: BoardRow, all: readonly BoardRow[], view: BoardView): string {
  const { words } = view;
  const { doing } = row;
  const who = `${nameOf(row)}${row.isOnDuty ? ' 🎧' : ''}`;
  switch (doing.type) {
    case 'talking':
    case 'ringing':
    case 'calling': {
      const other = otherText(doing.with, all, words);
      const time = momentText(doing.since, view);
      return words(`board-${doing.type}`, { mark: marks[doing.type], who, other, time });
    }
    case 'free':
    case 'off':
    case 'unknown':
      return words('board-idle', { mark: marks[doing.type], who });
  }
}

function otherText(other: OtherSide, all: readonly BoardRow[], words: Words): string {
  if (other.type === 'outside') return outsideText(other, words);
  const shown = other.extensions
    .slice(0, shownOthers)
    .map((extension) => nameOf(all.find((row) => row.extension === extension) ?? { extension }));
  const rest = other.extensions.length - shown.length;
  const text = shown.join(', ');
  return rest > 0 ? `${text} +${rest}` : text || '…';
}

function nameOf({
  extension,
  name = '',
}: {
  readonly extension: string;
  readonly name?: string;
}): string {
  return name === '' ? extension : `${extension} ${showName(name)}`;
}

function outsideText(
  { number, name }: Extract<OtherSide, { type: 'outside' }>,
  words: Words,
): string {
  if (number === '') return words('board-hidden-number');
  const shown = showNumber(number);
  const clean = showName(name);
  return clean === '' || clean === number ? shown : `${shown} (${clean})`;
}
