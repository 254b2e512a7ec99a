import type { Words } from '../../telegram/door.ts';
import {
  directionOf,
  outsideNumberOf,
  rootOf,
  stateOf,
  unansweredExtensionsOf,
  type Call,
} from '../../telephony/call.ts';
import { customersText, type KnownCustomer } from '../../telephony/known-customer.ts';
import { showName, showNumber } from '../../telephony/phone-number.ts';
import type { PastCall } from '../../telephony/past-call.ts';
import { momentText } from '../../lib/moment-text.ts';
import type { Locale } from '../../lib/locale.ts';
import { timeText } from '../../telephony/talk-time.ts';

/** One call's message as it should be now. */
export type CallCard = {
  readonly text: string;
  readonly moment: 'begun' | 'ringing' | 'goingOn' | 'over';
};

export type CardView = {
  readonly words: Words;
  /** A staff phone as people speak of it. */
  readonly nameOf: (extension: string) => string;
  readonly now: number;
  /** IANA name. */
  readonly timeZone: string;
  readonly locale: Locale;
  /** The last call with the same number before this one. */
  readonly before: PastCall | undefined;
  /** Who writes to us and has this number. */
  readonly customers: readonly KnownCustomer[];
};

/**
 * Undefined for calls among the staff, where nobody outside waits for anything, and for a customer's
 * call that nobody answered: that is work to do, and the worklist tells it.
 */
export function callCard(call: Call, view: CardView): CallCard | undefined {
  const direction = directionOf(call);
  if (direction === 'internal') return undefined;
  const shown = direction === 'inbound' ? inbound(call, view) : outbound(call, view);
  if (!shown) return undefined;
  const { moment, line } = shown;
  const unseen = call.isEndUnseen ? `\n${view.words('calls-end-unseen')}` : '';
  const { customers } = view;
  const known = customers.length === 0 ? [] : [customersText(customers)];
  return { moment, text: [`${line}${unseen}`, ...known, ...historyLine(view)].join('\n') };
}

type Line = { readonly moment: CallCard['moment']; readonly line: string };

function inbound(call: Call, { words, nameOf, ...view }: CardView): Line | undefined {
  const state = stateOf(call);
  const name = showName(rootOf(call)?.name ?? '');
  const who = outsideText(outsideNumberOf(call), name, words);
  const all = (extensions: readonly string[]): string => extensions.map(nameOf).join(', ');
  switch (state.type) {
    case 'ringing': {
      const to = all(unansweredExtensionsOf(call));
      return { moment: 'ringing', line: words('calls-card-ringing', { who, to }) };
    }
    case 'waiting': {
      const last = call.talks.at(-1);
      if (!last) return { moment: 'begun', line: words('calls-card-waiting', { who }) };
      // On hold, or between two operators: no news for the group.
      const time = momentText(last.from, view);
      const to = nameOf(last.extension);
      return { moment: 'goingOn', line: words('calls-card-talking', { who, to, time }) };
    }
    case 'talking': {
      const to = all(state.extensions);
      const time = momentText(state.since, view);
      return { moment: 'goingOn', line: words('calls-card-talking', { who, to, time }) };
    }
    case 'answered': {
      const to = all(state.by);
      const [talk, time] = [timeText(state.talkMs), momentText(call.startedAt, view)];
      return { moment: 'over', line: words('calls-card-answered', { who, to, talk, time }) };
    }
    case 'missed':
      return undefined;
  }
}

function outbound(call: Call, { words, nameOf, ...view }: CardView): Line {
  const state = stateOf(call);
  const who = outsideText(outsideNumberOf(call), '', words);
  const from = nameOf(rootOf(call)?.extension ?? '');
  const talking = (since: number): Line => ({
    moment: 'goingOn',
    line: words('calls-card-out-talking', { from, who, time: momentText(since, view) }),
  });
  switch (state.type) {
    case 'ringing':
    case 'waiting': {
      const last = call.talks.at(-1);
      if (last) return talking(last.from);
      return { moment: 'ringing', line: words('calls-card-out-ringing', { from, who }) };
    }
    case 'talking':
      return talking(state.since);
    case 'answered': {
      const [talk, time] = [timeText(state.talkMs), momentText(call.startedAt, view)];
      return { moment: 'over', line: words('calls-card-out-answered', { from, who, talk, time }) };
    }
    case 'missed': {
      const because = { html: words(`calls-missed-${state.because}`) };
      const time = momentText(call.startedAt, view);
      return {
        moment: 'over',
        line: words('calls-card-out-failed', { from, who, because, time }),
      };
    }
  }
}

function outsideText(number: string, name: string, words: Words): string {
  // Telephone companies write a word in place of a hidden number.
  if (!/\d/.test(number)) return words('calls-unknown-number');
  const shown = showNumber(number);
  return name === '' || name === number ? shown : `${shown} (${name})`;
}

function historyLine({ words, nameOf, before, ...view }: CardView): readonly string[] {
  if (!before) return [];
  const time = momentText(before.startedAt, view);
  const because = { html: words(`calls-missed-${before.missedBecause ?? 'noAnswer'}`) };
  const talk = timeText(before.talkMs);
  const isOut = before.direction === 'outbound';
  if (before.missedBecause !== undefined) {
    const from = nameOf(before.fromExtension);
    return isOut
      ? [words('calls-card-before-failed', { time, from, because })]
      : [words('calls-card-before-missed', { time, because })];
  }
  const by = isOut ? nameOf(before.fromExtension) : before.answeredBy.map(nameOf).join(', ');
  return [words('calls-card-before-answered', { time, by, talk })];
}
