import { z } from 'zod';
import { sql, type Selectable } from 'kysely';
import type { Storage } from '../../storage/database.ts';
import type { Tables } from '../../storage/tables.ts';
import {
  dropLiveCards,
  noteLiveCard,
  putLiveCards,
  type WantedRow,
} from '../../storage/live-cards.ts';
import {
  directionOf,
  outsideNumberOf,
  rootOf,
  stateOf,
  type Call,
  type Direction,
  type MissedBecause,
} from './call.ts';

/** A call that is over, as people read of it. Times in milliseconds since 1970. */
export type PastCall = {
  readonly callId: string;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly direction: Direction;
  readonly outsideNumber: string;
  readonly outsideName: string;
  /** The staff phone that began it; '' for calls from outside. */
  readonly fromExtension: string;
  readonly answeredBy: readonly string[];
  readonly talkMs: number;
  /** Undefined when somebody talked. */
  readonly missedBecause: MissedBecause | undefined;
  readonly isEndUnseen: boolean;
};

export type CallStore = {
  /**
   * Writes calls as they stand now, and what their messages should show, in one transaction; `gone`
   * are calls that became part of others.
   */
  readonly save: (news: {
    readonly calls: readonly Call[];
    readonly gone: readonly string[];
    readonly cards: readonly WantedRow[];
    readonly at: number;
  }) => Promise<void>;
  /** The answer to `/callshere`: cards come after it. */
  readonly noteRouteMessage: (chatId: number, messageId: number, at: number) => Promise<void>;
  /** Just a message, of no call. */
  readonly putCard: (card: WantedRow, at: number) => Promise<void>;
  /** Those that were going on when the process ended. */
  readonly listOpen: () => Promise<readonly Call[]>;
  /** The last one with this number that was over by then, whichever side called. */
  readonly findLastWith: (outsideNumber: string, by: number) => Promise<PastCall | undefined>;
  /** Newest first. */
  readonly listPast: (limit: number) => Promise<readonly PastCall[]>;
};

const time = z.number().optional();
const legSchema = z.object({
  channelId: z.string(),
  extension: z.string().optional(),
  isLocal: z.boolean(),
  isOutgoing: z.boolean(),
  startedAt: z.number(),
  number: z.string(),
  name: z.string(),
  dialledBy: z.string().optional(),
  state: z
    .enum(['dialling', 'ringing', 'answered', 'busy', 'noAnswer', 'cancelled', 'unreachable'])
    .optional(),
  dialString: z.string(),
  exten: z.string(),
  connectedSince: time,
  hangupAsked: z.object({ at: z.number(), isSoft: z.boolean() }).optional(),
  endedAt: time,
  cause: z.number().optional(),
  techCause: z.number().optional(),
});
const bodySchema = z.object({
  legs: z.array(legSchema),
  talks: z.array(z.object({ extension: z.string(), from: z.number(), to: time })),
});
const directionSchema = z.enum(['inbound', 'outbound', 'internal']);
const becauseSchema = z.enum(['abandoned', 'noAnswer', 'busy', 'unreachable', 'closed']);

/** The calls of this PBX. */
export function createCallStore(database: Storage): CallStore {
  return {
    save: async ({ calls, gone, cards, at }) => {
      await database.transaction().execute(async (transaction) => {
        if (gone.length > 0) {
          await transaction.deleteFrom('calls').where('callId', 'in', gone).execute();
        }
        for (const call of calls) {
          const row = toRow(call);
          await transaction
            .insertInto('calls')
            .values(row)
            .onConflict((conflict) => conflict.column('callId').doUpdateSet(row))
            .execute();
        }
        await putLiveCards(transaction, cards, at);
        await dropLiveCards(transaction, gone.map(cardKeyOf), at);
      });
    },
    noteRouteMessage: (chatId, messageId, at) =>
      noteLiveCard(database, { key: 'calls route', chatId, messageId }, at),
    putCard: (card, at) => putLiveCards(database, [card], at),
    findLastWith: async (outsideNumber, by) => {
      const digits = outsideNumber.slice(-9);
      if (digits === '') return undefined;
      const row = await database
        .selectFrom('calls')
        .selectAll()
        .where(sql`substr(outsideNumber, -9)`, '=', digits)
        .where('endedAt', '<=', by)
        .orderBy('endedAt', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row && toPast(row);
    },
    listOpen: async () => {
      const rows = await database
        .selectFrom('calls')
        .select(['callId', 'startedAt', 'body'])
        .where('endedAt', 'is', null)
        .orderBy('startedAt')
        .execute();
      return rows.map(({ callId, startedAt, body }) => fromBody(callId, startedAt, body));
    },
    listPast: async (limit) => {
      const rows = await database
        .selectFrom('calls')
        .selectAll()
        .where('endedAt', 'is not', null)
        .orderBy('endedAt', 'desc')
        .limit(limit)
        .execute();
      return rows.map(toPast);
    },
  };
}

/** The message of a call, among all that follow a state. */
export function cardKeyOf(callId: string): string {
  return `call ${callId}`;
}

function toPast(row: Selectable<Tables['calls']>): PastCall {
  return {
    callId: row.callId,
    startedAt: row.startedAt,
    endedAt: row.endedAt ?? row.startedAt,
    direction: directionSchema.parse(row.direction),
    outsideNumber: row.outsideNumber,
    outsideName: row.outsideName,
    fromExtension: row.fromExtension,
    answeredBy: row.answeredBy === '' ? [] : row.answeredBy.split(','),
    talkMs: row.talkMs,
    missedBecause: row.missedBecause === null ? undefined : becauseSchema.parse(row.missedBecause),
    isEndUnseen: row.isEndUnseen === 1,
  };
}

function toRow(call: Call) {
  const root = rootOf(call);
  const state = stateOf(call);
  const direction = directionOf(call);
  return {
    callId: call.callId,
    startedAt: call.startedAt,
    endedAt: call.endedAt ?? null,
    direction,
    outsideNumber: outsideNumberOf(call),
    outsideName: direction === 'inbound' ? (root?.name ?? '') : '',
    fromExtension: root?.extension ?? '',
    answeredBy: state.type === 'answered' ? state.by.join(',') : '',
    talkMs: state.type === 'answered' ? state.talkMs : 0,
    missedBecause: state.type === 'missed' ? state.because : null,
    isEndUnseen: call.isEndUnseen ? 1 : 0,
    // Who is on which channel matters only while the call goes on.
    body:
      call.endedAt === undefined
        ? JSON.stringify({ legs: [...call.legs.values()], talks: call.talks })
        : '{"legs":[],"talks":[]}',
  };
}

function fromBody(callId: string, startedAt: number, body: string): Call {
  const { legs, talks } = bodySchema.parse(JSON.parse(body));
  return {
    callId,
    startedAt,
    endedAt: undefined,
    isEndUnseen: false,
    legs: new Map(
      legs.map((leg) => [
        leg.channelId,
        {
          channelId: leg.channelId,
          extension: leg.extension,
          isLocal: leg.isLocal,
          isOutgoing: leg.isOutgoing,
          startedAt: leg.startedAt,
          number: leg.number,
          name: leg.name,
          dialledBy: leg.dialledBy,
          state: leg.state,
          dialString: leg.dialString,
          exten: leg.exten,
          connectedSince: leg.connectedSince,
          hangupAsked: leg.hangupAsked,
          endedAt: leg.endedAt,
          cause: leg.cause,
          techCause: leg.techCause,
        },
      ]),
    ),
    talks: talks.map((talk) => ({ extension: talk.extension, from: talk.from, to: talk.to })),
  };
}
