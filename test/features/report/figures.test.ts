import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { busiestHours, figuresOf } from '../../../src/features/report/figures.ts';
import type { PastCall } from '../../../src/telephony/past-call.ts';

const timeZone = 'Europe/Berlin';
/** The clocks there go back on this day. */
const dayStart = Date.parse('2026-10-24T22:00:00Z');

const arbitraryCall: fc.Arbitrary<PastCall> = fc
  .record({
    callId: fc.uuid(),
    startedAt: fc.integer({ min: dayStart, max: dayStart + 25 * 3600_000 - 1 }),
    length: fc.integer({ min: 0, max: 600_000 }),
    direction: fc.constantFrom('inbound', 'outbound', 'internal'),
    outsideNumber: fc.constantFrom('', '998901234567', '901234567', '998935551122', '712000000'),
    outsideName: fc.constant(''),
    fromExtension: fc.constantFrom('1001', '1002'),
    answeredBy: fc.uniqueArray(fc.constantFrom('1001', '1002', '1003'), { minLength: 1 }),
    waitedMs: fc.integer({ min: 0, max: 60_000 }),
    missedBecause: fc.option(fc.constantFrom('abandoned', 'noAnswer', 'busy'), { nil: undefined }),
    isEndUnseen: fc.boolean(),
  } as const)
  .map(({ length, ...call }) => ({
    ...call,
    endedAt: call.startedAt + length,
    talkMs: call.missedBecause === undefined ? length : 0,
    answeredBy: call.missedBecause === undefined ? call.answeredBy : [],
  }));

/** The same in the dullest way. */
function countNaively(calls: readonly PastCall[]) {
  let [inbound, answered, missed, outbound, internal, talkMs, longest, waits] = [
    0, 0, 0, 0, 0, 0, 0, 0,
  ];
  const hours = new Map<string, number>();
  for (const call of calls) {
    if (call.direction === 'internal') {
      internal += 1;
      continue;
    }
    talkMs += call.talkMs;
    if (call.direction === 'outbound') {
      outbound += 1;
      continue;
    }
    inbound += 1;
    if (call.missedBecause === undefined) answered += 1;
    else missed += 1;
    waits += call.waitedMs;
    if (call.waitedMs > longest) longest = call.waitedMs;
    const hour = new Date(call.startedAt).toLocaleTimeString('en-GB', { timeZone }).slice(0, 2);
    hours.set(hour, (hours.get(hour) ?? 0) + 1);
  }
  const customers = new Set(calls.map((call) => call.outsideNumber.slice(-9)));
  customers.delete('');
  let notCalledBack = 0;
  for (const customer of customers) {
    const theirs = calls.filter(
      (call) => call.outsideNumber.slice(-9) === customer && call.direction !== 'internal',
    );
    const lastMissed = theirs.filter(
      (call) => call.direction === 'inbound' && call.missedBecause !== undefined,
    );
    const at = Math.max(...lastMissed.map(({ startedAt }) => startedAt));
    const isTalkedTo = theirs.some((one) => one.missedBecause === undefined && one.endedAt > at);
    if (lastMissed.length > 0 && !isTalkedTo) notCalledBack += 1;
  }
  return {
    sums: { inbound, answered, missed, outbound, internal, talkMs, notCalledBack },
    longestWaitMs: longest,
    averageWaitMs: inbound === 0 ? 0 : waits / inbound,
    hours,
  };
}

describe('the figures of a report', () => {
  test('agree with a naive count of the log, on a day of 25 hours too', () => {
    fc.assert(
      fc.property(fc.array(arbitraryCall, { maxLength: 60 }), (calls) => {
        const figures = figuresOf(calls, { since: calls, timeZone });
        const naive = countNaively(calls);
        expect(figures).toMatchObject(naive.sums);
        expect(figures.longestWaitMs).toBe(naive.longestWaitMs);
        expect(figures.averageWaitMs).toBeCloseTo(naive.averageWaitMs);
        const hours = figures.hours.map(({ answered, missed }) => answered + missed);
        expect(hours).toEqual(
          Array.from(
            { length: 24 },
            (_, hour) => naive.hours.get(String(hour).padStart(2, '0')) ?? 0,
          ),
        );
        const inDays = [...figures.days.values()].reduce(
          (sum, { answered, missed }) => sum + answered + missed,
          0,
        );
        expect(inDays).toBe(naive.sums.inbound);
        for (const { extension, taken, made } of figures.operators) {
          const theirs = calls.filter(
            (one) =>
              (one.direction === 'inbound' && one.answeredBy.includes(extension)) ||
              (one.direction === 'outbound' && one.fromExtension === extension),
          );
          expect(taken + made).toBe(theirs.length);
        }
      }),
    );
  });

  test('whoever is talked to after the period is called back all the same', () => {
    const missed: PastCall = {
      ...{ callId: 'a', startedAt: dayStart, endedAt: dayStart + 9000, direction: 'inbound' },
      ...{ outsideNumber: '998901234567', outsideName: '', fromExtension: '', answeredBy: [] },
      ...{ waitedMs: 9000, talkMs: 0, missedBecause: 'abandoned', isEndUnseen: false },
    };
    const later: PastCall = {
      ...missed,
      ...{ callId: 'b', startedAt: dayStart + 90_000_000, endedAt: dayStart + 90_060_000 },
      ...{ direction: 'outbound', outsideNumber: '901234567', missedBecause: undefined },
    };
    const countWith = (since: readonly PastCall[]): number =>
      figuresOf([missed], { since, timeZone }).notCalledBack;
    expect([countWith([missed]), countWith([missed, later])]).toEqual([1, 0]);
  });

  test('the busiest hours come in their order, and an hour without calls is none', () => {
    const at = (hour: number): PastCall => ({
      ...{ callId: `${hour}`, startedAt: Date.parse(`2026-11-21T${hour}:30:00+01:00`), endedAt: 0 },
      ...{ direction: 'inbound', outsideNumber: '', outsideName: '', fromExtension: '' },
      ...{ answeredBy: ['1001'], waitedMs: 0, talkMs: 0, missedBecause: undefined },
      isEndUnseen: false,
    });
    const calls = [at(15), at(10), at(15), at(11)];
    const figures = figuresOf(calls, { since: calls, timeZone });
    expect(busiestHours(figures, 5)).toEqual([15, 10, 11]);
  });
});
