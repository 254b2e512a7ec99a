import type { Screen, ScreenButton, TelegramDoor, Visit, Words } from '../../telegram/door.ts';
import { directionOf, outsideNumberOf, rootOf, stateOf, type Call } from '../../telephony/call.ts';
import { readDialled } from '../../telephony/dialled-number.ts';
import { dialAction } from '../../telephony/place-call.ts';
import type { CallsDeps } from './calls-deps.ts';
import { routeCommands } from './on-telegram-route.ts';
import { showName, showNumber } from '../../telephony/phone-number.ts';
import type { PastCall } from '../../telephony/past-call.ts';
import { timeText } from '../../telephony/talk-time.ts';
import { momentText } from '../../lib/moment-text.ts';

/** What fits a phone without scrolling far. */
const shownPast = 10;
const shownLive = 20;
/** Two in a row, of those who called last or were called. */
const mostCallable = 4;

/** `/calls`: who talks now, and the last calls. */
export function callsOnTelegram(deps: CallsDeps, live: () => readonly Call[]): TelegramDoor {
  const show = async (visit: Visit): Promise<void> => {
    await visit.show(await callsScreen(deps, visit, live()));
  };
  return {
    commands: [
      {
        command: 'calls',
        minimumRole: 'operator',
        descriptionKey: 'calls-command',
        where: 'both',
        handle: show,
      },
      ...routeCommands(deps),
    ],
    buttons: { 'calls.show': { minimumRole: 'operator', handle: show } },
  };
}

async function callsScreen(
  deps: CallsDeps,
  { words, member: { locale } }: Pick<Visit, 'words' | 'member'>,
  live: readonly Call[],
): Promise<Screen> {
  const names = new Map(
    (await deps.people.list()).flatMap(({ extension, name }) =>
      extension === undefined ? [] : [[extension, name] as const],
    ),
  );
  const nameOf = (extension: string): string => {
    const name = names.get(extension);
    return name === undefined ? extension : `${extension} ${name}`;
  };
  const now = deps.clock.now();
  const past = await deps.callLog.listPast(shownPast);
  const timeOf = (at: number): string => momentText(at, { now, timeZone: deps.timeZone, locale });
  const link = deps.events.state();
  const liveLines = live.slice(0, shownLive).map((call) => liveLine(words, call, { nameOf, now }));
  const rest = live.length - liveLines.length;
  const text = [
    ...(link.type === 'down' ? [words('calls-blind', { time: timeOf(link.at) })] : []),
    [
      words('calls-live', { count: live.length }),
      ...liveLines,
      ...(rest > 0 ? [words('calls-more', { count: rest })] : []),
    ].join('\n'),
    ...(past.length === 0
      ? []
      : [
          [
            words('calls-past'),
            ...past.map((call) => pastLine(words, call, { nameOf, time: timeOf(call.endedAt) })),
          ].join('\n'),
        ]),
  ].join('\n\n');
  const refresh = { label: words('calls-refresh'), action: 'calls.show' };
  return { text, buttons: [...callRows(past), [refresh]] };
}

/** Calls one of them back: the own phone rings first. */
function callRows(past: readonly PastCall[]): readonly (readonly ScreenButton[])[] {
  const numbers = past.flatMap(({ outsideNumber }) => {
    const party = readDialled(outsideNumber);
    return party?.type === 'outside' ? [party.number] : [];
  });
  const buttons = [...new Set(numbers)].slice(0, mostCallable).map((number) => ({
    ...{ label: `📞 ${showNumber(number)}`, action: dialAction, args: { number } },
    isShared: true,
  }));
  return [buttons.slice(0, 2), buttons.slice(2)].filter((row) => row.length > 0);
}

type Naming = { readonly nameOf: (extension: string) => string };

function liveLine(
  words: Words,
  call: Call,
  { nameOf, now }: Naming & { readonly now: number },
): string {
  const state = stateOf(call);
  const root = rootOf(call);
  const who =
    directionOf(call) === 'inbound'
      ? outsideOf(showNumber(outsideNumberOf(call)), showName(root?.name ?? ''), words)
      : nameOf(root?.extension ?? '');
  const to = directionOf(call) === 'outbound' ? showNumber(outsideNumberOf(call)) : '';
  switch (state.type) {
    case 'ringing':
      return words('calls-live-ringing', {
        who,
        to: state.extensions.map(nameOf).join(', '),
        time: timeText(now - call.startedAt),
      });
    case 'talking': {
      const others = state.extensions.filter((one) => one !== root?.extension).map(nameOf);
      return words('calls-live-talking', {
        who,
        to: to === '' ? others.join(', ') : to,
        time: timeText(now - state.since),
      });
    }
    case 'waiting':
    case 'answered':
    case 'missed':
      return to === ''
        ? words('calls-live-waiting', { who, time: timeText(now - call.startedAt) })
        : words('calls-live-ringing', { who, to, time: timeText(now - call.startedAt) });
  }
}

function pastLine(
  words: Words,
  call: PastCall,
  { nameOf, time }: Naming & { readonly time: string },
): string {
  const outside = showNumber(call.outsideNumber);
  const who =
    call.direction === 'inbound'
      ? outsideOf(outside, showName(call.outsideName), words)
      : nameOf(call.fromExtension);
  const to = call.direction === 'outbound' ? outside : call.answeredBy.map(nameOf).join(', ');
  const unseen = call.isEndUnseen ? ` ${words('calls-end-unseen')}` : '';
  if (call.missedBecause === undefined) {
    return `${words('calls-past-answered', { time, who, to, talk: timeText(call.talkMs) })}${unseen}`;
  }
  const because = { html: words(`calls-missed-${call.missedBecause}`) };
  const isOurs = call.direction === 'inbound';
  return `${words(isOurs ? 'calls-past-missed' : 'calls-past-failed', { time, who, because })}${unseen}`;
}

function outsideOf(number: string, name: string, words: Words): string {
  // Telephone companies write a word in place of a hidden number.
  if (!/\d/.test(number)) return words('calls-unknown-number');
  return name === '' || name === number ? number : `${number} (${name})`;
}
