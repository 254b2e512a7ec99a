import path from 'node:path';
import { openDatabaseToRead } from '../../src/storage/read-database.ts';
import { readCdr } from '../../src/telephony/read-cdr.ts';
import { callFromCdr, groupCdr, idsOf } from '../../src/telephony/cdr-call.ts';
import { stateOf, type Call } from '../../src/telephony/call.ts';
import type { PastCall } from '../../src/telephony/past-call.ts';
import { createCallLog } from '../../src/telephony/store.ts';
import type { Expected } from './call-scenarios.ts';

/** What the bot wrote down about calls that are over, and the ids of those it believes to go on. */
export type Books = { readonly past: readonly PastCall[]; readonly open: readonly string[] };

export async function readBooks(varFolder: string): Promise<Books> {
  const database = openDatabaseToRead(path.join(varFolder, 'navbatchi.sqlite'));
  if (!database) return { past: [], open: [] };
  try {
    const past = await createCallLog(database).listBetween(0, Number.MAX_SAFE_INTEGER);
    const open = await database
      .selectFrom('calls')
      .select('callId')
      .where('endedAt', 'is', null)
      .execute();
    return { past, open: open.map(({ callId }) => callId) };
  } finally {
    await database.destroy();
  }
}

/** Asterisk's own records as calls, found by any of their ids. */
export async function readRecords(file: string): Promise<ReadonlyMap<string, Call>> {
  const reading = await readCdr({ setting: file, configFolder: '/' }, 0);
  if (reading.type !== 'read') throw new Error(`no records: ${JSON.stringify(reading)}`);
  const isExtension = (endpoint: string): boolean => /^\d{2,6}$/.test(endpoint);
  const found = new Map<string, Call>();
  for (const group of groupCdr(reading.records)) {
    const call = callFromCdr(group, isExtension);
    if (call) for (const id of idsOf(group)) found.set(id, call);
  }
  return found;
}

/** Goals of the issue: talk time within a second. */
const slackMs = 1_000;

/**
 * Where the bot's record of a call and Asterisk's differ. Of what a dialplan answered before anybody
 * else did (`isPickedUpFirst`) Asterisk counts all the time from then on.
 */
export function compareWithRecords(
  row: PastCall,
  records: Call | undefined,
  isPickedUpFirst: boolean,
): readonly string[] {
  if (!records) {
    // By default Asterisk writes nothing of a call for which no phone could even be tried.
    return row.missedBecause === undefined ? ['answered, but Asterisk has no record'] : [];
  }
  const state = stateOf(records);
  if (state.type !== 'answered') {
    return row.missedBecause === undefined ? ['answered, but Asterisk says missed'] : [];
  }
  if (row.missedBecause !== undefined) return ['missed, but Asterisk says answered'];
  const differences: string[] = [];
  const [ours, theirs] = [row.answeredBy, state.by].map((by) => by.toSorted().join(' '));
  if (ours !== theirs) differences.push(`by ${ours ?? ''}, Asterisk says ${theirs ?? ''}`);
  const moreMs = row.talkMs - state.talkMs;
  if (moreMs > slackMs || (!isPickedUpFirst && moreMs < -slackMs)) {
    differences.push(`${row.talkMs} ms, Asterisk says ${state.talkMs} ms`);
  }
  return differences;
}

/** Where the bot's record differs from what people did. */
export function compareWithDeed(row: PastCall, expected: Expected): readonly string[] {
  const wanted = [
    expected.direction,
    expected.missedBecause ?? 'answered',
    expected.answeredBy.toSorted().join(' '),
  ].join(', ');
  const found = [
    row.direction,
    row.missedBecause ?? 'answered',
    row.answeredBy.toSorted().join(' '),
  ].join(', ');
  return wanted === found ? [] : [`${found}; it was ${wanted}`];
}
