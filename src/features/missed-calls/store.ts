import { sql, type Selectable } from 'kysely';
import { z } from 'zod';
import { locales, type Locale } from '../../lib/locale.ts';
import type { Storage } from '../../storage/database.ts';
import { dropLiveCards, putLiveCards, type WantedRow } from '../../storage/live-cards.ts';
import type { Tables } from '../../storage/tables.ts';
import type { PastCall } from '../../telephony/past-call.ts';
import { toPastCall } from '../../telephony/store.ts';
import { hiddenKey, type MissedEntry } from './entry.ts';

/** A private message to one of the staff about an entry. */
export type Alert = {
  readonly entryId: string;
  readonly telegramId: number;
  readonly locale: Locale;
};

/** How it went with the entries whose first call came since some moment. */
export type MissedCount = { readonly all: number; readonly talked: number };

export type MissedStore = {
  /** Calls that are over and that the worklist has not seen, first ended first. */
  readonly listUnfollowed: (limit: number) => Promise<readonly PastCall[]>;
  readonly find: (entryId: string) => Promise<MissedEntry | undefined>;
  /** The open entries of these numbers. */
  readonly listOpenOf: (numberKeys: readonly string[]) => Promise<readonly MissedEntry[]>;
  /** An entry of that number was closed then or later, by a talk or by hand. */
  readonly hasEndedSince: (numberKey: string, at: number) => Promise<boolean>;
  /** Oldest first. */
  readonly listOpen: (page: {
    readonly limit: number;
    readonly offset: number;
  }) => Promise<readonly MissedEntry[]>;
  readonly countOpen: () => Promise<number>;
  readonly countSince: (at: number) => Promise<MissedCount>;
  /**
   * Open ones of which the supervisors have not heard and that nobody has taken, or somebody who is not
   * here any more; longest unclaimed first. Without hidden numbers, for which nobody can do anything.
   */
  readonly listUntold: (limit: number) => Promise<readonly MissedEntry[]>;
  /** Open ones that stand in no chat. */
  readonly listUnshown: (limit: number) => Promise<readonly MissedEntry[]>;
  readonly listAlerts: (entryId: string) => Promise<readonly Alert[]>;
  /** How many open, unclaimed entries each person was told of. */
  readonly countAlerts: () => Promise<ReadonlyMap<number, number>>;
  /** Writes entries, which calls they have taken in, and what the messages should show: all or nothing. */
  readonly save: (news: {
    readonly entries: readonly MissedEntry[];
    readonly followed: readonly string[];
    readonly alerts: readonly Alert[];
    readonly cards: readonly WantedRow[];
    readonly at: number;
  }) => Promise<void>;
  /** Takes back the messages to people who are not here any more. Resolves to whose there were. */
  readonly dropAlertsOfGone: (at: number) => Promise<readonly number[]>;
  /** The messages of open entries are not forgotten, however long nothing happens. */
  readonly keepCards: (at: number) => Promise<void>;
};

/** The message of an entry in the chat of the calls. */
export function cardKeyOf(entryId: string): string {
  return `missed ${entryId}`;
}

/** The message to one of the staff about it. */
export function alertKeyOf(entryId: string, telegramId: number): string {
  return `${cardKeyOf(entryId)} to ${telegramId}`;
}

/** The worklist's memory. */
export function createMissedStore(database: Storage): MissedStore {
  const entries = () => database.selectFrom('missedCalls').selectAll();
  const open = () => entries().where('endedAt', 'is', null);
  return {
    listUnfollowed: async (limit) => {
      const rows = await database
        .selectFrom('calls')
        .selectAll()
        .where('endedAt', 'is not', null)
        .where('followedAt', 'is', null)
        .orderBy('endedAt')
        .limit(limit)
        .execute();
      return rows.map(toPastCall);
    },
    find: async (entryId) => {
      const row = await entries().where('entryId', '=', entryId).executeTakeFirst();
      return row && fromRow(row);
    },
    listOpenOf: async (numberKeys) => {
      if (numberKeys.length === 0) return [];
      const rows = await open()
        .where('numberKey', 'in', [...numberKeys])
        .where('numberKey', '<>', '')
        .execute();
      return rows.map(fromRow);
    },
    hasEndedSince: async (numberKey, at) => {
      const row = await database
        .selectFrom('missedCalls')
        .select('entryId')
        .where('numberKey', '=', numberKey)
        .where('endedAt', '>=', at)
        .limit(1)
        .executeTakeFirst();
      return row !== undefined;
    },
    listOpen: async ({ limit, offset }) => {
      const rows = await open().orderBy('firstAt').limit(limit).offset(offset).execute();
      return rows.map(fromRow);
    },
    countOpen: async () => {
      const row = await database
        .selectFrom('missedCalls')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .where('endedAt', 'is', null)
        .executeTakeFirstOrThrow();
      return row.count;
    },
    countSince: async (at) => {
      const row = await database
        .selectFrom('missedCalls')
        .select(({ fn }) => [
          fn.countAll<number>().as('all'),
          sql<number>`count(case when endedHow = 'talked' then 1 end)`.as('talked'),
        ])
        .where('firstAt', '>=', at)
        .executeTakeFirstOrThrow();
      return { all: row.all, talked: row.talked };
    },
    listUntold: async (limit) => {
      const rows = await open()
        .where('numberKey', '<>', hiddenKey)
        .where((is) =>
          is.or([
            is.and([is('claimedBy', 'is', null), is('supervisorsToldAt', 'is', null)]),
            is('claimedBy', 'not in', is.selectFrom('people').select('personId')),
          ]),
        )
        .orderBy('unclaimedSince')
        .limit(limit)
        .execute();
      return rows.map(fromRow);
    },
    listUnshown: async (limit) => {
      const cards = database
        .selectFrom('liveCards')
        .select(sql`1`.as('one'))
        .where('liveCards.key', '=', sql<string>`'missed ' || "missedCalls"."entryId"`);
      const rows = await open()
        .where((where) => where.not(where.exists(cards)))
        .orderBy('firstAt')
        .limit(limit)
        .execute();
      return rows.map(fromRow);
    },
    listAlerts: async (entryId) => {
      const rows = await database
        .selectFrom('missedCallAlerts')
        .selectAll()
        .where('entryId', '=', entryId)
        .execute();
      return rows.map(({ telegramId, locale }) => ({
        ...{ entryId, telegramId },
        locale: z.enum(locales).parse(locale),
      }));
    },
    countAlerts: async () => {
      const rows = await database
        .selectFrom('missedCallAlerts')
        .innerJoin('missedCalls', 'missedCalls.entryId', 'missedCallAlerts.entryId')
        .select(({ fn }) => ['telegramId', fn.countAll<number>().as('count')])
        .where('missedCalls.endedAt', 'is', null)
        .where('missedCalls.claimedBy', 'is', null)
        .groupBy('telegramId')
        .execute();
      return new Map(rows.map(({ telegramId, count }) => [telegramId, count]));
    },
    save: async (news) => {
      const { at } = news;
      await database.transaction().execute(async (transaction) => {
        for (const entry of news.entries) {
          const row = toRow(entry);
          await transaction
            .insertInto('missedCalls')
            .values(row)
            .onConflict((conflict) => conflict.column('entryId').doUpdateSet(row))
            .execute();
        }
        if (news.followed.length > 0) {
          await transaction
            .updateTable('calls')
            .set({ followedAt: at })
            .where('callId', 'in', [...news.followed])
            .execute();
        }
        if (news.alerts.length > 0) {
          await transaction
            .insertInto('missedCallAlerts')
            .values([...news.alerts])
            .onConflict((conflict) => conflict.doNothing())
            .execute();
        }
        await putLiveCards(transaction, news.cards, at);
      });
    },
    dropAlertsOfGone: (at) =>
      database.transaction().execute(async (transaction) => {
        const gone = await transaction
          .deleteFrom('missedCallAlerts')
          .where(
            'telegramId',
            'not in',
            transaction
              .selectFrom('people')
              .select('telegramId')
              .where('telegramId', 'is not', null),
          )
          .returning(['entryId', 'telegramId'])
          .execute();
        const keys = gone.map(({ entryId, telegramId }) => alertKeyOf(entryId, telegramId));
        await dropLiveCards(transaction, keys, at);
        return [...new Set(gone.map(({ telegramId }) => telegramId))];
      }),
    keepCards: async (at) => {
      const openKeys = database
        .selectFrom('missedCalls')
        .select(sql<string>`'missed ' || entryId`.as('key'))
        .where('endedAt', 'is', null);
      await database
        .updateTable('liveCards')
        .set({ touchedAt: at })
        .where('key', 'in', openKeys)
        .execute();
    },
  };
}

function toRow(entry: MissedEntry) {
  const { claim, attempt, end, dutyToldAt, supervisorsToldAt, callUpdateId, ...plain } = entry;
  return {
    ...plain,
    isEndUnseen: entry.isEndUnseen ? 1 : 0,
    claimedBy: claim?.personId ?? null,
    claimedName: claim?.name ?? null,
    claimedAt: claim?.at ?? null,
    attemptAt: attempt?.at ?? null,
    attemptBy: attempt?.extension ?? null,
    attemptBecause: attempt?.because ?? null,
    dutyToldAt: dutyToldAt ?? null,
    supervisorsToldAt: supervisorsToldAt ?? null,
    endedAt: end?.at ?? null,
    endedHow: end?.how ?? null,
    endedBy: end?.by ?? null,
    callUpdateId: callUpdateId ?? null,
  };
}

const becauseSchema = z.enum(['abandoned', 'noAnswer', 'busy', 'unreachable', 'closed']);
const howSchema = z.enum(['talked', 'done']);

function fromRow(row: Selectable<Tables['missedCalls']>): MissedEntry {
  const { entryId, numberKey, number, name, tries, firstAt, lastAt, waitedMs } = row;
  return {
    ...{ entryId, numberKey, number, name, tries, firstAt, lastAt, waitedMs },
    because: becauseSchema.parse(row.because),
    isEndUnseen: row.isEndUnseen === 1,
    unclaimedSince: row.unclaimedSince,
    claim:
      row.claimedBy === null || row.claimedAt === null
        ? undefined
        : { personId: row.claimedBy, name: row.claimedName ?? '', at: row.claimedAt },
    attempt:
      row.attemptAt === null
        ? undefined
        : {
            at: row.attemptAt,
            extension: row.attemptBy ?? '',
            because: becauseSchema.parse(row.attemptBecause),
          },
    dutyToldAt: row.dutyToldAt ?? undefined,
    supervisorsToldAt: row.supervisorsToldAt ?? undefined,
    end:
      row.endedAt === null
        ? undefined
        : { how: howSchema.parse(row.endedHow), at: row.endedAt, by: row.endedBy ?? '' },
    callUpdateId: row.callUpdateId ?? undefined,
  };
}
