import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { AriEvent } from '../../../src/asterisk/ari-event.ts';
import { readCdrCsv, type CdrRecord } from '../../../src/asterisk/cdr-record.ts';
import { groupCdr, idsOf } from '../../../src/telephony/cdr-call.ts';

/** What Asterisk told while a call went on, or several, and what it wrote down of it. */
export type RealCall = {
  readonly name: string;
  readonly events: readonly AriEvent[];
  readonly records: readonly WrittenRecord[];
};

/** `at`: when it stands in the file, milliseconds since 1970. */
export type WrittenRecord = { readonly record: CdrRecord; readonly at: number };

/** A record is written a moment after the end of its call. */
const writtenAfterMs = 300;

const folder = path.join(import.meta.dirname, '../../fixtures/kinds');

/** One of each kind, as a real Asterisk told them. */
export const kinds: readonly RealCall[] = readKinds();

function readKinds(): readonly RealCall[] {
  const groups = groupCdr(readCdrCsv(readFileSync(path.join(folder, 'records.csv'), 'utf8')));
  return globSync(path.join(folder, '*.jsonl'))
    .toSorted()
    .map((file) => {
      const text = readFileSync(file, 'utf8');
      const events = text
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as AriEvent);
      const records = groups
        .filter((group) => idsOf(group).some((id) => text.includes(`"${id}"`)))
        .flat();
      const at = timeOf(events.at(-1)) + writtenAfterMs;
      return {
        name: path.basename(file, '.jsonl'),
        events,
        records: records.map((record) => ({ record, at })),
      };
    });
}

/** As an Asterisk tells it whose ari.conf lacks `channelvars`. */
export function withoutLinkedId(call: RealCall): RealCall {
  const bare = JSON.stringify(call.events).replaceAll(/,"channelvars":\{[^}]*\}/g, '');
  return { ...call, events: JSON.parse(bare) as readonly AriEvent[] };
}

/** The same with records that are written later. */
export function recordedLater(call: RealCall, ms: number): RealCall {
  return { ...call, records: call.records.map(({ record, at }) => ({ record, at: at + ms })) };
}

/** The same with records as `cdr_csv` writes them that was told to write no ids. */
export function recordedWithoutIds(call: RealCall): RealCall {
  const records = call.records.map(({ record, at }) => ({
    record: { ...record, uniqueId: '', linkedId: '' },
    at,
  }));
  return { ...call, records };
}

/** The same with records that are written in parts: those of the last channel that called come first. */
export function recordedInParts(call: RealCall, ms: number): RealCall {
  const ids = [...new Set(call.records.map(({ record }) => record.uniqueId))].toReversed();
  const records = call.records.map(({ record, at }) => ({
    record,
    at: at + ms * ids.indexOf(record.uniqueId),
  }));
  return { ...call, records };
}

/** The same at another time: by whole seconds, as records have them. */
function movedBy(call: RealCall, seconds: number): RealCall {
  const ms = seconds * 1_000;
  const clock = /\d{4}-\d\d-\d\dT[\d:.]+\+0000/g;
  const moved = JSON.stringify(call.events).replaceAll(clock, (text) =>
    new Date(Date.parse(text) + ms).toISOString().replace('Z', '+0000'),
  );
  return {
    ...call,
    events: JSON.parse(moved) as readonly AriEvent[],
    records: call.records.map(({ record, at }) => ({
      record: {
        ...record,
        startedAt: record.startedAt + ms,
        answeredAt: record.answeredAt === undefined ? undefined : record.answeredAt + ms,
        endedAt: record.endedAt + ms,
      },
      at: at + ms,
    })),
  };
}

/** Both on one Asterisk, the second about `afterMs` after the beginning of the first. */
export function together(one: RealCall, other: RealCall, afterMs: number): RealCall {
  const began = timeOf(one.events[0]) + afterMs;
  const later = movedBy(other, Math.round((began - timeOf(other.events[0])) / 1_000));
  return {
    name: `${one.name} and ${other.name}`,
    events: [...one.events, ...later.events].toSorted((a, b) => timeOf(a) - timeOf(b)),
    records: [...one.records, ...later.records],
  };
}

export function timeOf(event: AriEvent | undefined): number {
  return Date.parse(String(event?.['timestamp']));
}
