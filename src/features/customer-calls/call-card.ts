import type { Locale } from '../../lib/locale.ts';
import { momentText } from '../../lib/moment-text.ts';
import type { Screen, Words } from '../../telegram/door.ts';
import {
  directionOf,
  rootOf,
  stateOf,
  unansweredExtensionsOf,
  type Call,
  type CallState,
} from '../../telephony/call.ts';
import { showNumber } from '../../telephony/phone-number.ts';
import { timeText } from '../../telephony/talk-time.ts';
import { callButton } from './number-card.ts';

export type CallView = {
  readonly words: Words;
  readonly locale: Locale;
  /** A staff phone as people speak of it. */
  readonly nameOf: (extension: string) => string;
  readonly now: number;
  /** IANA name. */
  readonly timeZone: string;
};

/** A call with the customer, in their topic: that it is going on, or what came of it. */
export function customerCallCard(
  call: Call,
  { talkId, number }: { readonly talkId: number; readonly number: string },
  view: CallView,
): Screen {
  const { words } = view;
  const isOut = directionOf(call) === 'outbound';
  const line = isOut ? outbound(call, number, view) : inbound(call, number, view);
  const unseen = call.isEndUnseen ? `\n${words('customer-call-end-unseen')}` : '';
  const isMissed = !isOut && stateOf(call).type === 'missed';
  return {
    text: `${line}${unseen}`,
    ...(isMissed && { buttons: [[callButton(talkId, number, words('customer-call-button'))]] }),
  };
}

function inbound(call: Call, given: string, { words, nameOf, ...view }: CallView): string {
  const number = showNumber(given);
  const all = (extensions: readonly string[]): string => extensions.map(nameOf).join(', ');
  const state = sinceLastTalk(call);
  switch (state.type) {
    case 'ringing': {
      const to = all(unansweredExtensionsOf(call));
      return words('customer-call-ringing', { number, to });
    }
    case 'waiting':
      return words('customer-call-waiting', { number });
    case 'talking': {
      const time = momentText(state.since, view);
      return words('customer-call-talking', { number, to: all(state.extensions), time });
    }
    case 'answered': {
      const [talk, time] = [timeText(state.talkMs), momentText(call.startedAt, view)];
      return words('customer-call-answered', { number, by: all(state.by), talk, time });
    }
    case 'missed': {
      const because = { html: words(`calls-missed-${state.because}`) };
      const time = momentText(call.startedAt, view);
      return words('customer-call-missed', { number, because, time });
    }
  }
}

function outbound(call: Call, given: string, { words, nameOf, ...view }: CallView): string {
  const number = showNumber(given);
  const from = nameOf(rootOf(call)?.extension ?? '');
  const state = sinceLastTalk(call);
  const time = momentText(state.type === 'talking' ? state.since : call.startedAt, view);
  switch (state.type) {
    case 'ringing':
    case 'waiting':
      return words('customer-call-out-ringing', { number, from });
    case 'talking':
      return words('customer-call-out-talking', { number, from, time });
    case 'answered': {
      const talk = timeText(state.talkMs);
      return words('customer-call-out-answered', { number, from, talk, time });
    }
    case 'missed': {
      const because = { html: words(`calls-missed-${state.because}`) };
      return words('customer-call-out-failed', { number, from, because, time });
    }
  }
}

/** On hold, or between two operators, the talk goes on: no news for the topic. */
function sinceLastTalk(call: Call): CallState {
  const state = stateOf(call);
  const last = call.talks.at(-1);
  if (state.type !== 'waiting' || !last) return state;
  return { type: 'talking', extensions: [last.extension], since: last.from };
}
