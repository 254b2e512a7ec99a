import { z } from 'zod';
import type { Storage } from '../../storage/database.ts';
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
  waitedMsOf,
  type Call,
} from '../../telephony/call.ts';

export type CallStore = {
  /**
   * Writes calls as they stand now, and what their messages should show, in one transaction; `gone`
   * are calls that became part of others, `hidden` those that should have no message, `dropped` the keys
   * of other messages that should go.
   */
  readonly save: (news: {
    readonly calls: readonly Call[];
    readonly gone: readonly string[];
    readonly cards: readonly WantedRow[];
    readonly hidden: readonly string[];
    readonly dropped: readonly string[];
    readonly at: number;
  }) => Promise<void>;
  /** The answer to `/callshere`: cards come after it. */
  readonly noteRouteMessage: (chatId: number, messageId: number, at: number) => Promise<void>;
  /** Just a message, of no call. */
  readonly putCard: (card: WantedRow, at: number) => Promise<void>;
  /** Those that were going on when the process ended. */
  readonly listOpen: () => Promise<readonly Call[]>;
  /** Those that ended at `since` or later and whose records were awaited then. */
  readonly listAwaited: (since: number) => Promise<readonly Call[]>;
  /** Which of these are ids of calls that are written down. */
  readonly findKnown: (callIds: readonly string[]) => Promise<ReadonlySet<string>>;
  /** Until when everything that happened was seen; undefined before the first time. */
  readonly seenUntil: () => Promise<number | undefined>;
  readonly noteSeen: (until: number) => Promise<void>;
};

const time = z.number().optional();
const legSchema = z.object({
  channelId: z.string(),
  channelName: z.string().default(''),
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
  talks: z.array(
    z.object({
      ...{ extension: z.string(), from: z.number(), to: time },
      ...{ isMet: z.boolean().optional(), isEndGuessed: z.boolean().optional() },
    }),
  ),
});

/** The calls of this PBX. */
export function createCallStore(database: Storage): CallStore {
  return {
    save: async ({ calls, gone, cards, hidden, dropped, at }) => {
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
        const own = [...gone, ...hidden].map(cardKeyOf);
        await dropLiveCards(transaction, [...own, ...dropped], at);
      });
    },
    noteRouteMessage: (chatId, messageId, at) =>
      noteLiveCard(database, { key: 'calls route', chatId, messageId }, at),
    putCard: (card, at) => putLiveCards(database, [card], at),
    listOpen: async () => {
      const rows = await database
        .selectFrom('calls')
        .select(['callId', 'startedAt', 'body'])
        .where('endedAt', 'is', null)
        .orderBy('startedAt')
        .execute();
      return rows.map(({ callId, startedAt, body }) => fromBody(callId, startedAt, body));
    },
    listAwaited: async (since) => {
      const rows = await database
        .selectFrom('calls')
        .select(['callId', 'startedAt', 'endedAt', 'isEndUnseen', 'body'])
        .where('endedAt', '>=', since)
        .where('body', '<>', emptyBody)
        .orderBy('startedAt')
        .execute();
      return rows.map(({ callId, startedAt, endedAt, isEndUnseen, body }) => ({
        ...fromBody(callId, startedAt, body),
        endedAt: endedAt ?? undefined,
        isEndUnseen: isEndUnseen === 1,
        isRecordAwaited: true,
      }));
    },
    findKnown: async (callIds) => {
      const known = new Set<string>();
      // SQLite takes 32,766 values in one statement.
      for (let from = 0; from < callIds.length; from += 10_000) {
        const some = callIds.slice(from, from + 10_000);
        const rows = await database
          .selectFrom('calls')
          .select('callId')
          .where('callId', 'in', some)
          .execute();
        for (const { callId } of rows) known.add(callId);
      }
      return known;
    },
    seenUntil: async () => {
      const row = await database.selectFrom('callWatch').select('seenUntil').executeTakeFirst();
      return row?.seenUntil;
    },
    noteSeen: async (seenUntil) => {
      await database
        .insertInto('callWatch')
        .values({ id: 1, seenUntil })
        .onConflict((conflict) => conflict.column('id').doUpdateSet({ seenUntil }))
        .execute();
    },
  };
}

/** The message of a call, among all that follow a state. */
export function cardKeyOf(callId: string): string {
  return `call ${callId}`;
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
    waitedMs: waitedMsOf(call),
    talkMs: state.type === 'answered' ? state.talkMs : 0,
    missedBecause: state.type === 'missed' ? state.because : null,
    isEndUnseen: call.isEndUnseen ? 1 : 0,
    // Who is on which channel matters only until all is known of the call.
    body:
      call.endedAt === undefined || call.isRecordAwaited === true
        ? JSON.stringify({ legs: [...call.legs.values()], talks: call.talks })
        : emptyBody,
  };
}

const emptyBody = '{"legs":[],"talks":[]}';

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
          channelName: leg.channelName,
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
    talks: talks.map(({ extension, from, to, isMet, isEndGuessed }) => ({
      ...{ extension, from, to },
      ...(isMet === true && { isMet }),
      ...(isEndGuessed === true && { isEndGuessed }),
    })),
  };
}
