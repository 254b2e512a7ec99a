import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import {
  followTestEvent,
  newTestRun,
  secondLegOf,
  type TestLeg,
  type TestRun,
} from '../../../src/features/test-call/test-run.ts';
import { judgeTest } from '../../../src/features/test-call/verdict.ts';
import { readCallEvent, type CallEvent } from '../../../src/telephony/call-event.ts';

const fixtures = path.join(import.meta.dirname, '../../fixtures/ari');

function eventsOf(name: string): readonly CallEvent[] {
  const lines = readFileSync(path.join(fixtures, `${name}.jsonl`), 'utf8')
    .trim()
    .split('\n');
  return lines.flatMap((line) => readCallEvent(JSON.parse(line) as Record<string, unknown>) ?? []);
}

const phones = {
  from: { type: 'extension', number: '1001' },
  to: { type: 'extension', number: '1002' },
} as const;

function play(events: readonly CallEvent[], callId = firstChannelOf(events)): TestRun {
  return events.reduce(followTestEvent, newTestRun(callId, phones));
}

function firstChannelOf(events: readonly CallEvent[]): string {
  const first = events.find((event) => event.type === 'seen');
  return first?.type === 'seen' ? first.channel.id : '';
}

test.each([
  ['originate-ok-then-second-leg', { type: 'short' }],
  [
    'originate-no-answer-timeout',
    { type: 'failed', side: 'first', because: 'noAnswer', code: 'SIP 480' },
  ],
  ['originate-rejected', { type: 'failed', side: 'first', because: 'busy', code: 'SIP 486' }],
  [
    'originate-dialplan-Dial-unavail',
    { type: 'failed', side: 'second', because: 'notRegistered', code: 'SIP 404' },
  ],
  ['originate-bad-context', { type: 'noSecond' }],
])('of Asterisk’s own events, %s is judged as it was', (name, verdict) => {
  const run = play(eventsOf(name));
  expect(run.isOver).toBe(true);
  expect(judgeTest(run)).toEqual(verdict);
});

test('whatever the order in which the events come, and if each comes twice, the end is the same', () => {
  const events = eventsOf('originate-ok-then-second-leg');
  const callId = firstChannelOf(events);
  const usual = play(events, callId);
  const second = secondLegOf(usual);
  expect(second?.answeredAt).toBeGreaterThan(second?.ringingAt ?? Infinity);
  expect(play(events.flatMap((event) => [event, event]))).toEqual(usual);
  // A state change and its Dial change places: seen in captures.
  for (let at = 0; at + 1 < events.length; at += 1) {
    const swapped = events.toSpliced(at, 2, ...events.slice(at, at + 2).toReversed());
    const run = play(swapped, callId);
    expect({ at, isOver: run.isOver, talked: run.talkingSince !== undefined }).toEqual({
      ...{ at, isOver: true, talked: true },
    });
  }
});

test('events of other calls change nothing', () => {
  const run = newTestRun('another-call', phones);
  const after = eventsOf('trunk-group-answered-1002-caller-hangs-up').reduce(followTestEvent, run);
  expect(after).toBe(run);
});

const talked = (first: TestLeg['sound'], second: TestLeg['sound']): TestRun => ({
  ...newTestRun('a', phones),
  legs: [
    { channelId: 'a', startedAt: 0, answeredAt: 1, endedAt: 9, ...(first && { sound: first }) },
    { channelId: 'b', startedAt: 1, answeredAt: 2, endedAt: 9, ...(second && { sound: second }) },
  ],
  talkingSince: 2,
  isOver: true,
});

test.each([
  ['heard', 'heard', { type: 'good' }],
  ['heard', 'silent', { type: 'oneWay', silent: 'second' }],
  ['silent', 'heard', { type: 'oneWay', silent: 'first' }],
  ['silent', 'silent', { type: 'noSound' }],
  ['heard', undefined, { type: 'short' }],
  [undefined, undefined, { type: 'short' }],
] as const)('a talk with sound %s and %s is %o', (first, second, verdict) => {
  expect(judgeTest(talked(first, second))).toEqual(verdict);
});

const failed = (leg: Partial<TestLeg>, isOutside = false): TestRun => ({
  ...newTestRun('a', {
    from: phones.from,
    to: isOutside ? { type: 'outside', number: '998909429271' } : phones.to,
  }),
  legs: [
    { channelId: 'a', startedAt: 0, answeredAt: 1, endedAt: 9, cause: 16 },
    { channelId: 'b', startedAt: 1, endedAt: 9, ...leg },
  ],
  isOver: true,
});

test.each([
  [{ techCause: 600 }, false, 'busy'],
  [{ techCause: 603 }, false, 'rejected'],
  [{ techCause: 480, ringingAt: 2 }, false, 'noAnswer'],
  [{ techCause: 480 }, false, 'silentPhone'],
  [{ techCause: 408, cause: 18 }, false, 'silentPhone'],
  [{ techCause: 404 }, false, 'notRegistered'],
  [{ techCause: 404 }, true, 'noSuchNumber'],
  [{ techCause: 407 }, true, 'authRefused'],
  [{ techCause: 503 }, true, 'lineDown'],
  [{ cause: 58 }, false, 'codec'],
  [{ cause: 34 }, true, 'lineDown'],
  [{ cause: 20 }, false, 'notRegistered'],
  [{ cause: 0, ringingAt: 2 }, false, 'noAnswer'],
  [{ cause: 0 }, false, 'other'],
] as const)('a second leg that ends with %o (outside: %s) is %s', (leg, isOutside, because) => {
  expect(judgeTest(failed(leg, isOutside))).toMatchObject({
    ...{ type: 'failed', side: 'second', because },
  });
});
