import { sql, type Selectable } from 'kysely';
import { z } from 'zod';
import type { Storage } from '../storage/database.ts';
import type { Tables } from '../storage/tables.ts';
import type { PastCall } from './past-call.ts';

/** The calls that are over. `features/calls` writes them. */
export type CallLog = {
  /** The last one with this number that was over by then, whichever side called. */
  readonly findLastWith: (outsideNumber: string, by: number) => Promise<PastCall | undefined>;
  /** Newest first. */
  readonly listPast: (limit: number) => Promise<readonly PastCall[]>;
  /** Of one number, newest first, whichever side called. */
  readonly listWith: (outsideNumber: string, limit: number) => Promise<readonly PastCall[]>;
  /** Those that began from `from` on and before `to`, oldest first. */
  readonly listBetween: (from: number, to: number) => Promise<readonly PastCall[]>;
};

const directionSchema = z.enum(['inbound', 'outbound', 'internal']);
const becauseSchema = z.enum(['abandoned', 'noAnswer', 'busy', 'unreachable', 'closed']);

/** Reads the calls that are over. A number comes with its country or without: nine digits tell whose it is. */
export function createCallLog(database: Storage): CallLog {
  const past = () => database.selectFrom('calls').selectAll().where('endedAt', 'is not', null);
  const withNumber = (outsideNumber: string) =>
    past()
      .where(sql`substr(outsideNumber, -9)`, '=', outsideNumber.slice(-9))
      .orderBy('endedAt', 'desc');
  return {
    findLastWith: async (outsideNumber, by) => {
      if (outsideNumber === '') return undefined;
      const row = await withNumber(outsideNumber)
        .where('endedAt', '<=', by)
        .limit(1)
        .executeTakeFirst();
      return row && toPastCall(row);
    },
    listPast: async (limit) => {
      const rows = await past().orderBy('endedAt', 'desc').limit(limit).execute();
      return rows.map(toPastCall);
    },
    listWith: async (outsideNumber, limit) => {
      if (outsideNumber === '') return [];
      const rows = await withNumber(outsideNumber).limit(limit).execute();
      return rows.map(toPastCall);
    },
    listBetween: async (from, to) => {
      const rows = await past()
        .where('startedAt', '>=', from)
        .where('startedAt', '<', to)
        .orderBy('startedAt')
        .execute();
      return rows.map(toPastCall);
    },
  };
}

/** A row of `calls` whose call is over. */
export function toPastCall(row: Selectable<Tables['calls']>): PastCall {
  return {
    callId: row.callId,
    startedAt: row.startedAt,
    endedAt: row.endedAt ?? row.startedAt,
    direction: directionSchema.parse(row.direction),
    outsideNumber: row.outsideNumber,
    outsideName: row.outsideName,
    fromExtension: row.fromExtension,
    answeredBy: row.answeredBy === '' ? [] : row.answeredBy.split(','),
    waitedMs: row.waitedMs,
    talkMs: row.talkMs,
    missedBecause: row.missedBecause === null ? undefined : becauseSchema.parse(row.missedBecause),
    isEndUnseen: row.isEndUnseen === 1,
  };
}
