import type { Locale } from '../../lib/locale.ts';
import type { Screen, ScreenButton, Words } from '../../telegram/door.ts';
import type { PastCall } from '../../telephony/past-call.ts';
import { customersText, type KnownCustomer } from '../../telephony/known-customer.ts';
import { showName, showNumber } from '../../telephony/phone-number.ts';
import { momentText } from '../../lib/moment-text.ts';
import { timeText } from '../../telephony/talk-time.ts';
import { isCustomerKey, isHidden, type MissedEntry } from './entry.ts';

export type EntryView = {
  readonly words: Words;
  readonly locale: Locale;
  /** A staff phone as people speak of it. */
  readonly nameOf: (extension: string) => string;
  readonly now: number;
  /** IANA name. */
  readonly timeZone: string;
  /** Who writes to us and has this number. */
  readonly customersOf: (number: string) => readonly KnownCustomer[];
};

/** What the buttons of an entry do; each is the end of an action's name, `missed.claim`. */
export type EntryAction = 'claim' | 'call' | 'done' | 'release' | 'reopen';

/** The message of one entry: who waits, since when, what was tried, and what can be done. */
export function entryCard(
  entry: MissedEntry,
  before: readonly PastCall[],
  view: EntryView,
): Screen {
  return {
    text: [
      ...entryLines(entry, view),
      ...(entry.end ? [] : before.map((call) => beforeLine(call, view))),
    ].join('\n'),
    buttons: entryButtons(entry, view.words),
  };
}

/**
 * The same in private, to somebody who was told that nobody has taken it. What somebody else has taken
 * has no buttons there.
 */
export function alertCard(
  entry: MissedEntry,
  reader: { readonly personId: number | undefined },
  view: EntryView,
): Screen {
  const isOpen = !entry.end && !entry.claim;
  const isTheirs = entry.claim?.personId === reader.personId;
  return {
    text: [
      ...(isOpen ? [view.words('missed-alert', { time: alertTime(entry, view) })] : []),
      ...entryLines(entry, view),
      ...(isOpen ? [view.words('missed-alert-all')] : []),
    ].join('\n'),
    ...(!entry.end && (isOpen || isTheirs) && { buttons: entryButtons(entry, view.words) }),
  };
}

/** The newest time of telling: a message that says the very same would not come anew. */
function alertTime(
  { dutyToldAt = 0, supervisorsToldAt = 0 }: MissedEntry,
  view: EntryView,
): string {
  return momentText(Math.max(dutyToldAt, supervisorsToldAt) || view.now, view);
}

/** Who and when, in a few lines; of one that is over, how it ended. */
export function entryLines(entry: MissedEntry, view: EntryView): readonly string[] {
  const { words } = view;
  const who = whoText(entry, words);
  const customers = view.customersOf(entry.number);
  const known = customers.length === 0 ? [] : [customersText(customers)];
  const moment = (at: number): string => momentText(at, view);
  const tries =
    entry.tries > 1
      ? [
          words('missed-tries', {
            ...{ count: entry.tries, first: moment(entry.firstAt), last: moment(entry.lastAt) },
          }),
        ]
      : [];
  if (entry.end) {
    const { how, at } = entry.end;
    const by = byText(entry.end, view);
    const called = tries[0] ?? words('missed-called', { time: moment(entry.lastAt) });
    return [words(`missed-${how}`, { who, by, time: moment(at) }), ...known, called];
  }
  if (isHidden(entry.number) && entry.tries > 1) {
    const { tries: count, firstAt, lastAt } = entry;
    return [words('missed-hidden', { count, first: moment(firstAt), last: moment(lastAt) })];
  }
  const because = { html: words(`calls-missed-${entry.because}`) };
  const { claim, attempt } = entry;
  return [
    words('missed-card', { who, because }),
    ...known,
    words('missed-waited', { time: moment(entry.lastAt), waited: timeText(entry.waitedMs) }),
    ...(entry.isEndUnseen ? [words('missed-end-unseen')] : []),
    ...tries,
    ...(attempt
      ? [
          words('missed-attempt', {
            ...{ time: moment(attempt.at), by: view.nameOf(attempt.extension) },
            because: { html: words(`calls-missed-${attempt.because}`) },
          }),
        ]
      : []),
    ...(claim ? [words('missed-claimed', { by: claim.name, time: moment(claim.at) })] : []),
  ];
}

/** A customer as people speak of them. */
function whoText({ number, name }: MissedEntry, words: Words): string {
  if (isHidden(number)) return words('calls-unknown-number');
  const [shown, called] = [showNumber(number), showName(name)];
  return called === '' || called === number ? shown : `${shown} (${called})`;
}

/** The buttons of an entry, for everybody who may see them. */
function entryButtons(
  { entryId: id, number, numberKey, claim, end }: MissedEntry,
  words: Words,
): readonly (readonly ScreenButton[])[] {
  const button = (action: EntryAction, style?: 'primary' | 'success'): ScreenButton => ({
    ...{ label: words(`missed-button-${action}`), action: `missed.${action}`, args: { id } },
    ...(style && { style }),
    isShared: true,
  });
  if (end) return end.how === 'done' ? [[button('reopen')]] : [];
  // Nobody can call a hidden number: there is nothing to take, and nothing to do but to know it.
  if (isHidden(number)) return [[{ ...button('done'), label: words('missed-button-seen') }]];
  const call = isCustomerKey(numberKey) ? [button('call', 'success')] : [];
  return claim
    ? [[...call, button('done')], [button('release')]]
    : [[button('claim', 'primary'), ...call], [button('done')]];
}

function byText({ how, by }: NonNullable<MissedEntry['end']>, { nameOf }: EntryView): string {
  if (how === 'done') return by;
  return by
    .split(',')
    .map((extension) => nameOf(extension))
    .join(', ');
}

function beforeLine(call: PastCall, { words, nameOf, ...view }: EntryView): string {
  const time = momentText(call.startedAt, view);
  const isOut = call.direction === 'outbound';
  if (call.missedBecause !== undefined) {
    const because = { html: words(`calls-missed-${call.missedBecause}`) };
    return isOut
      ? words('missed-before-failed', { time, by: nameOf(call.fromExtension), because })
      : words('missed-before-missed', { time, because });
  }
  const by = isOut ? nameOf(call.fromExtension) : call.answeredBy.map(nameOf).join(', ');
  return words('missed-before-answered', { time, by, talk: timeText(call.talkMs) });
}
