import type { Screen, ScreenButton, Words } from '../../telegram/door.ts';
import type { Party } from '../../telephony/dialled-number.ts';
import { showNumber } from '../../telephony/phone-number.ts';
import { timeText } from '../../telephony/talk-time.ts';
import { secondLegOf, type TestLeg, type TestRun } from './test-run.ts';
import { judgeTest, type Verdict } from './verdict.ts';

export const hangUpAction = 'testCall.hangUp';
export const againAction = 'testCall.again';

/** A test in one message: what happened at each phone, and at the end what it means. */
export function testScreen(words: Words, run: TestRun): Screen {
  const { from, to, callId, isOver } = run;
  const button: ScreenButton = isOver
    ? {
        label: words('test-call-again'),
        action: againAction,
        args: { from: from.number, to: to.number },
      }
    : {
        label: words('test-call-hang-up'),
        action: hangUpAction,
        args: { callId },
        style: 'danger',
      };
  return { text: testText(words, run), buttons: [[button]] };
}

export function testText(words: Words, run: TestRun): string {
  return [
    titleOf(words, run),
    timeline(words, run),
    ...(run.isOver ? [verdictText(words, run)] : []),
  ].join('\n\n');
}

export function titleOf(words: Words, { from, to }: Pick<TestRun, 'from' | 'to'>): string {
  return words('test-call-title', { from: partyText(from), to: partyText(to) });
}

export function partyText({ type, number }: Party): string {
  return type === 'extension' ? number : showNumber(number);
}

function timeline(words: Words, run: TestRun): string {
  const [first] = run.legs;
  const second = secondLegOf(run);
  const end = Math.max(...run.legs.map(({ endedAt }) => endedAt ?? 0));
  return [
    `1️⃣ <b>${partyText(run.from)}</b>: ${legText(words, first)}`,
    `2️⃣ <b>${partyText(run.to)}</b>: ${legText(words, second)}`,
    ...(run.talkingSince !== undefined && run.isOver && end > 0
      ? [words('test-call-talked', { time: timeText(end - run.talkingSince) })]
      : []),
  ].join('\n');
}

function legText(words: Words, leg: TestLeg | undefined): string {
  if (!leg) return words('test-call-leg-none');
  const { startedAt, ringingAt, answeredAt, endedAt, sound } = leg;
  const rangUntil = answeredAt ?? endedAt;
  const steps = [
    ...(ringingAt === undefined && answeredAt === undefined && endedAt === undefined
      ? [words('test-call-leg-calling')]
      : []),
    ...(ringingAt === undefined
      ? []
      : [
          rangUntil === undefined
            ? words('test-call-leg-ringing')
            : words('test-call-leg-rang', { seconds: secondsText(rangUntil - ringingAt) }),
        ]),
    ...(answeredAt === undefined
      ? []
      : [words('test-call-leg-answered', { seconds: secondsText(answeredAt - startedAt) })]),
    ...(sound === undefined ? [] : [words(`test-call-leg-${sound}`)]),
    ...(endedAt === undefined ? [] : [words('test-call-leg-ended')]),
  ];
  return steps.join(' → ');
}

/** `0.4`, `12`. */
function secondsText(milliseconds: number): string {
  const seconds = Math.max(0, milliseconds) / 1000;
  return seconds < 10 ? seconds.toFixed(1) : String(Math.round(seconds));
}

/** What it means and what to check, in words. */
function verdictText(words: Words, run: TestRun): string {
  const verdict = judgeTest(run);
  const { first, second } = whoOf(run);
  switch (verdict.type) {
    case 'good':
    case 'noSound':
    case 'short':
    case 'stopped':
    case 'unseen':
      return words(`test-call-${kebab[verdict.type]}`);
    case 'noSecond':
      return words('test-call-no-second', { who: second });
    case 'oneWay':
      return words('test-call-one-way', { who: verdict.silent === 'first' ? first : second });
    case 'failed':
      return failText(words, verdict, verdict.side === 'first' ? first : second);
  }
}

const kebab = {
  good: 'good',
  noSound: 'no-sound',
  short: 'short',
  stopped: 'stopped',
  unseen: 'unseen',
} as const;

function whoOf({ from, to }: TestRun) {
  return { first: partyText(from), second: partyText(to) };
}

function failText(
  words: Words,
  { because, code }: Extract<Verdict, { type: 'failed' }>,
  who: string,
): string {
  const text = words(`test-call-failed-${because}`, { who });
  return code === '' ? text : `${text}\n<i>(${code})</i>`;
}
