import type { Screen, ScreenButton } from '../../telegram/door.ts';
import { entryLines, type EntryAction, type EntryView } from './card.ts';
import { isCustomerKey, isHidden, type MissedEntry } from './entry.ts';
import type { MissedCount } from './store.ts';

/** What fits a phone with a row of buttons each. */
export const pageSize = 5;

export type Worklist = {
  /** Of this page, oldest first. */
  readonly entries: readonly MissedEntry[];
  readonly open: number;
  /** From 0. */
  readonly page: number;
  readonly today: MissedCount;
  /** Who looks; undefined in a group, where everybody does. */
  readonly readerId: number | undefined;
};

/** `/missed`: who waits to be called back, each with its buttons, and how the day went. */
export function worklistScreen(list: Worklist, view: EntryView): Screen {
  const { words } = view;
  const { entries, open, page, today } = list;
  const blocks = entries.map((entry, index) => {
    const place = `<b>${page * pageSize + index + 1}.</b>`;
    return `${place} ${entryLines(entry, view).join('\n')}`;
  });
  const summary =
    today.all === 0
      ? words('missed-today-none')
      : words('missed-today', { count: today.all, talked: today.talked });
  const title = open === 0 ? words('missed-empty') : words('missed-title', { count: open });
  return {
    text: [`${title}\n${summary}`, ...blocks].join('\n\n'),
    buttons: [
      ...entries.map((entry, index) => entryRow(entry, { ...list, index }, view)),
      footer(list, view),
    ],
  };
}

function entryRow(
  { entryId: id, number, numberKey, claim }: MissedEntry,
  { page, readerId, index }: Worklist & { readonly index: number },
  { words }: EntryView,
): readonly ScreenButton[] {
  const place = page * pageSize + index + 1;
  const button = (action: EntryAction): ScreenButton => ({
    label: words(`missed-row-${action}`, { place }),
    ...{ action: `missed.${action}`, args: { id, page }, isShared: true },
  });
  const isOthers = claim !== undefined && readerId !== undefined && claim.personId !== readerId;
  if (isHidden(number)) return [{ ...button('done'), label: words('missed-row-seen', { place }) }];
  const call = !isCustomerKey(numberKey) || isOthers ? [] : [button('call')];
  return [claim ? button('release') : button('claim'), ...call, button('done')];
}

function footer({ open, page }: Worklist, { words }: EntryView): readonly ScreenButton[] {
  const last = Math.max(0, Math.ceil(open / pageSize) - 1);
  const turn = (label: string, to: number): ScreenButton => ({
    ...{ label, action: 'missed.list', args: { page: to }, isShared: true },
  });
  return [
    ...(page > 0 ? [turn('‹', page - 1)] : []),
    turn(words('missed-refresh'), page),
    ...(page < last ? [turn('›', page + 1)] : []),
  ];
}
