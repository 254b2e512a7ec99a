import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readCdrCsv, type CdrRecord } from '../../src/asterisk/cdr-record.ts';
import { directionOf, outsideNumberOf, stateOf, type Call } from '../../src/telephony/call.ts';
import { callFromCdr, endedByCdr, groupCdr, idsOf } from '../../src/telephony/cdr-call.ts';

const file = join(import.meta.dirname, '../fixtures/cdr/every-kind-of-call.csv');
const records = readCdrCsv(readFileSync(file, 'utf8'));
const isExtension = (endpoint: string): boolean => /^\d{2,6}$/.test(endpoint);

function said(call: Call): string {
  const state = stateOf(call);
  const who = `${directionOf(call)} ${outsideNumberOf(call)}`.trim();
  if (state.type === 'answered') return `${who}: ${state.by.join(' ')} ${state.talkMs / 1000} s`;
  return state.type === 'missed' ? `${who}: missed, ${state.because}` : state.type;
}

/** The calls that records tell of, by the kinds of the fixture; the unregistered phone left none. */
function callsOf(some: readonly CdrRecord[]): readonly Call[] {
  return groupCdr(some)
    .flatMap((group) => callFromCdr(group, isExtension) ?? [])
    .toSorted((a, b) => Number(a.callId) - Number(b.callId));
}

const customer = 'inbound 998901234567';

// What the events of the same calls told, to the millisecond, stands behind.
const wanted = [
  'internal: 1002 2 s', // 1.244
  `${customer}: 1002 2 s`, // a group; 1.506
  `${customer}: missed, abandoned`,
  `${customer}: missed, noAnswer`,
  `${customer}: missed, busy`,
  `${customer}: 1002 4 s`, // a queue, counted from when the queue picked up; 1.906
  `${customer}: missed, abandoned`, // in the queue
  `${customer}: missed, noAnswer`, // the queue gave up
  `${customer}: missed, closed`, // a menu that ends
  `${customer}: missed, noAnswer`, // a menu, then a phone
  `${customer}: 1001 4 s`, // the same, answered, counted from the menu on; 1.502
  `${customer}: 1001 2 s`, // a Local channel; 1.507
  `${customer}: 1001 0 s`,
  'outbound 998712345678: 1001 2 s', // 1.205
  `${customer}: 998935556677 2 s`, // forwarded to a mobile; 1.509
  'internal: 1002 1 s', // 1.149
  `${customer}: 1001 1002 3 s`, // blind transfer; 3.424
  `${customer}: 1001 1 s`, // blind transfer, nobody there; 1.046
  `${customer}: 1001 1002 5 s`, // attended transfer; 5.005
  `${customer}: 1001 1002 4 s`, // parked; 3.919
  `${customer}: 1001 1002 3 s`, // a conference; 2.850
  `${customer}: missed, abandoned`, // a conference where nobody came
];

describe('what records tell of calls', () => {
  test('each of them is one call, answered by whom it was, or missed as it was', () => {
    const told = callsOf(records).map(said);
    const withoutSeconds = (text: string): string => text.replace(/ \d+ s$/, '');
    expect(told.map(withoutSeconds)).toEqual(wanted.map(withoutSeconds));
    const seconds = (text: string): number => Number(/ (\d+) s$/.exec(text)?.[1] ?? 0);
    for (const [at, text] of told.entries()) {
      expect(Math.abs(seconds(text) - seconds(wanted[at] ?? ''))).toBeLessThanOrEqual(1);
    }
  });

  test('without linkedid, as cdr_csv writes unless told, they are the same calls', () => {
    const plain = records.map((record) => ({ ...record, linkedId: '' }));
    expect(callsOf(plain).map(said)).toEqual(callsOf(records).map(said));
  });

  test('a channel name that comes again after a restart of Asterisk joins nothing', () => {
    const [first] = records;
    if (!first) throw new Error('the fixture is empty');
    const later = {
      ...first,
      ...{ uniqueId: '1795999999.0', linkedId: '1795999999.0' },
      ...{ startedAt: first.startedAt + 740_000_000, endedAt: first.endedAt + 740_000_000 },
    };
    expect(groupCdr([first, later])).toHaveLength(2);
  });

  test('a call that was followed keeps what was seen, to the millisecond', () => {
    const [group = []] = groupCdr(records).filter((one) => idsOf(one).includes('1795259511.43'));
    const told = callFromCdr(group, isExtension);
    if (!told) throw new Error('the fixture lacks the transferred call');
    const talk = { extension: '1001', from: 1_795_259_511_005, to: 1_795_259_512_052 };
    const seen: Call = { ...told, isEndUnseen: true, talks: [talk] };
    const closed = endedByCdr(seen, group, isExtension);
    expect(closed.isEndUnseen).toBe(false);
    expect(closed.talks[0]).toEqual(talk);
    expect(closed.talks.map(({ extension }) => extension)).toEqual(['1001', '1002']);
  });
});
