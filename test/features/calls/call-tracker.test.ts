import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  directionOf,
  outsideNumberOf,
  stateOf,
  type Call,
  type CallState,
} from '../../../src/telephony/call.ts';
import { readCallEvent, type CallEvent } from '../../../src/telephony/call-event.ts';
import { createCallTracker } from '../../../src/features/calls/call-tracker.ts';

const fixtures = join(import.meta.dirname, '../../fixtures/ari');

function readCapture(name: string): readonly CallEvent[] {
  return readFileSync(join(fixtures, `${name}.jsonl`), 'utf8')
    .trim()
    .split('\n')
    .flatMap((line) => readCallEvent(JSON.parse(line) as Record<string, unknown>) ?? []);
}

const isExtension = (endpoint: string): boolean => /^\d{2,6}$/.test(endpoint);

/** Plays events; the calls that ended, and every state each went through. */
function play(events: readonly CallEvent[]) {
  const tracker = createCallTracker(isExtension);
  const ended: Call[] = [];
  const states: string[] = [];
  for (const event of events) {
    for (const call of tracker.advance(event).changed) {
      const state = stateOf(call);
      if (states.at(-1) !== said(state)) states.push(said(state));
      if (call.endedAt !== undefined) ended.push(call);
    }
  }
  return { ended, states, live: tracker.live() };
}

function said(state: CallState): string {
  switch (state.type) {
    case 'ringing':
      return `ringing ${state.extensions.join()}`;
    case 'talking':
      return `talking ${state.extensions.join()}`;
    case 'waiting':
      return 'waiting';
    case 'answered':
      return `answered ${state.by.join()}`;
    case 'missed':
      return `missed ${state.because}`;
  }
}

describe('a real stream of events', () => {
  test.each([
    [
      'trunk-group-answered-1001-operator-hangs-up',
      'inbound +79161234567',
      'waiting, ringing 1001, ringing 1001,1002, ringing 1001, talking 1001, waiting, answered 1001',
      2006,
    ],
    [
      'trunk-group-answered-1002-caller-hangs-up',
      'inbound +79161234567',
      'waiting, ringing 1001, ringing 1001,1002, ringing 1002, talking 1002, waiting, answered 1002',
      2512,
    ],
    [
      // The queue answers at once; that is nobody.
      'trunk-queue-answered-1001-caller-hangs-up',
      'inbound +79161234567',
      'waiting, ringing 1002, ringing 1002,1001, talking 1001, waiting, answered 1001',
      1193,
    ],
    [
      'trunk-queue-caller-abandons',
      'inbound +79161234567',
      'waiting, ringing 1002, ringing 1002,1001, ringing 1001, waiting, missed abandoned',
      2512,
    ],
    [
      // The caller's channel ends with cause 16, Normal Clearing.
      'trunk-group-missed-dial-timeout',
      'inbound +79161234567',
      'waiting, ringing 1001, ringing 1001,1002, ringing 1002, waiting, missed noAnswer',
      3012,
    ],
    [
      'trunk-group-all-reject',
      'inbound +79161234567',
      'waiting, ringing 1001, ringing 1001,1002, ringing 1001, waiting, missed busy',
      510,
    ],
    [
      'internal-answered-callee-hangs-up',
      'internal ',
      'waiting, ringing 1002, talking 1002,1001, waiting, answered 1002',
      2503,
    ],
    [
      'internal-answered-caller-hangs-up',
      'internal ',
      'waiting, ringing 1002, talking 1002,1001, waiting, answered 1002',
      2002,
    ],
    [
      'internal-callee-rejects-busy',
      'internal ',
      'waiting, ringing 1002, waiting, missed busy',
      804,
    ],
    [
      'internal-caller-cancels-while-ringing',
      'internal ',
      'waiting, ringing 1002, waiting, missed abandoned',
      1506,
    ],
    ['internal-not-registered', 'internal ', 'waiting, missed unreachable', 0],
    [
      'originate-ok-then-second-leg',
      'internal ',
      'waiting, ringing 1001, waiting, ringing 1002, talking 1002,1001, waiting, answered 1002',
      1502,
    ],
    ['originate-no-answer-timeout', 'internal ', 'waiting, ringing 1001, missed noAnswer', 2004],
    ['originate-rejected', 'internal ', 'waiting, ringing 1001, waiting, missed busy', 305],
    ['originate-bad-context', 'internal ', 'waiting, ringing 1001, waiting, missed closed', 304],
    [
      'originate-dialplan-Dial-unavail',
      'internal ',
      'waiting, ringing 1001, waiting, missed unreachable',
      307,
    ],
  ])('%s', (name, who, wanted, milliseconds) => {
    const { ended, states, live } = play(readCapture(name));
    const [call] = ended;
    expect(ended).toHaveLength(1);
    expect(live).toEqual([]);
    expect(states.join(', ')).toBe(wanted);
    if (!call) return;
    expect(`${directionOf(call)} ${outsideNumberOf(call)}`).toBe(who);
    const state = stateOf(call);
    const lasted = state.type === 'answered' ? state.talkMs : 'waitedMs' in state && state.waitedMs;
    expect(lasted).toBe(milliseconds);
  });

  test.each(['register-1003', 'local-call-with-channelvars', 'local-call-with-eventfilter'])(
    '%s is no call of anybody',
    (name) => {
      expect(play(readCapture(name))).toEqual({ ended: [], states: [], live: [] });
    },
  );

  test('a call of which the end was missed is closed by what Asterisk still has', () => {
    const events = readCapture('trunk-group-answered-1002-caller-hangs-up');
    const cut = events.findIndex((event) => event.type === 'hangupAsked');
    const tracker = createCallTracker(isExtension);
    for (const event of events.slice(0, cut)) tracker.advance(event);
    const [live] = tracker.live();
    const at = Date.parse('2026-11-21T02:03:00Z');
    expect([...tracker.channelIds()].every((id) => live?.legs.has(id))).toBe(true);
    const [closed] = tracker.close([...tracker.channelIds()], () => at).changed;
    expect(closed).toMatchObject({ isEndUnseen: true, endedAt: at });
    expect(tracker.live()).toEqual([]);
    for (const event of events.slice(cut)) {
      expect(tracker.advance(event).changed).toEqual([]);
    }
  });
});

const captures = [
  'trunk-group-answered-1002-caller-hangs-up',
  'trunk-queue-answered-1001-caller-hangs-up',
  'trunk-queue-caller-abandons',
  'trunk-group-missed-dial-timeout',
  'internal-answered-caller-hangs-up',
  'originate-ok-then-second-leg',
].map(readCapture);

const shiftsOf = fc.array(fc.nat(3), { minLength: 100, maxLength: 100 });

describe('whatever the order', () => {
  test('events told twice change nothing', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...captures),
        fc.infiniteStream(fc.boolean()),
        (events, twice) => {
          const doubled = events.flatMap((event) =>
            twice.next().value === true ? [event, event] : [event],
          );
          const [once, again] = [play(events), play(doubled)];
          expect(again.ended.map(stateOf)).toEqual(once.ended.map(stateOf));
          expect(again.live).toEqual([]);
        },
      ),
    );
  });

  test('neighbours out of order end in the same verdict', () => {
    fc.assert(
      fc.property(fc.constantFrom(...captures), shiftsOf, (events, shifts) => {
        // Measured: events of different topics are at most a few places out of order.
        const shuffled = events
          .map((event, place) => ({ event, place: place + (shifts[place] ?? 0) }))
          .toSorted((a, b) => a.place - b.place)
          .map(({ event }) => event);
        const [inOrder, outOfOrder] = [play(events), play(shuffled)];
        const verdicts = (calls: readonly Call[]) =>
          calls.map((call) => said(stateOf(call))).sort();
        expect(outOfOrder.live).toEqual([]);
        expect(verdicts(outOfOrder.ended)).toEqual(verdicts(inOrder.ended));
      }),
    );
  });

  test('mutated events never throw, and no channel that ended is left in a live call', () => {
    const lines = captures.flat();
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...lines), { maxLength: 200 }), (events) => {
        const tracker = createCallTracker(isExtension);
        for (const event of events) tracker.advance(event);
        const endedIds = new Set(
          events.flatMap((event) => (event.type === 'ended' ? [event.channel.id] : [])),
        );
        for (const call of tracker.live()) {
          expect([...call.legs.keys()].every((id) => endedIds.has(id))).toBe(false);
        }
      }),
    );
  });
});

test('what is no event of a call, or half of one, is passed over', () => {
  const anything = fc.anything({ withNullPrototype: true, withBigInt: true });
  const fields = fc.dictionary(
    fc.constantFrom('type', 'timestamp', 'channel', 'peer', 'caller', 'bridge', 'cause', 'soft'),
    fc.oneof(
      anything,
      fc.constantFrom('Dial', 'ChannelCreated', '2026-11-21T02:03:00.000+0000', { id: 'x' }),
    ),
  );
  fc.assert(
    fc.property(fields, (event) => {
      const read = readCallEvent(event);
      const tracker = createCallTracker(isExtension);
      if (read) tracker.advance(read);
    }),
  );
  expect(readCallEvent({ type: 'Dial', timestamp: '2026-11-21T02:03:00.000+0000' })).toBe(
    undefined,
  );
});
