import { sql } from 'kysely';
import type { CustomerKey, Platform } from '../../meta/customer-event.ts';
import type { Storage } from '../../storage/database.ts';
import type { Loss } from './loss.ts';

export type GapStore = {
  /**
   * From when on what was written is to be compared: after the last comparison of this account; the first
   * time after its newest webhook, else `at`; never before `earliest`.
   */
  readonly beginCheck: (
    platform: Platform,
    accountId: string,
    when: { readonly at: number; readonly earliest: number },
  ) => Promise<number>;
  /** All up to that time is compared. Looks before `looksFrom` are of no use any more. */
  readonly endCheck: (
    platform: Platform,
    end: { readonly checkedUpTo: number; readonly looksFrom: number },
  ) => Promise<void>;
  /** Why the account cannot be compared now; undefined: it can. */
  readonly noteTrouble: (platform: Platform, trouble: string | undefined) => Promise<void>;
  readonly listChecks: () => Promise<
    readonly {
      readonly platform: string;
      readonly checkedUpTo: number;
      readonly trouble: string | undefined;
    }[]
  >;
  /** The conversation was compared as it stands since `updatedAt`. */
  readonly noteLook: (
    platform: Platform,
    look: { readonly conversationId: string; readonly updatedAt: number },
  ) => Promise<void>;
  readonly isLooked: (
    platform: Platform,
    look: { readonly conversationId: string; readonly updatedAt: number },
  ) => Promise<boolean>;
  /** Which of these were told, or are replies of ours. */
  readonly listKnown: (mids: readonly string[]) => Promise<ReadonlySet<string>>;
  /** When that customer or we said what was told under ids that are none of these. */
  readonly listToldOtherwise: (
    customer: CustomerKey,
    when: { readonly since: number; readonly mids: readonly string[] },
  ) => Promise<readonly number[]>;
  readonly countLoss: (since: number) => Promise<Loss>;
};

export function createGapStore(database: Storage): GapStore {
  return {
    beginCheck: async (platform, accountId, { at, earliest }) => {
      const row = await database
        .selectFrom('inboxChecks')
        .selectAll()
        .where('platform', '=', platform)
        .executeTakeFirst();
      if (row?.accountId === accountId) return Math.max(row.checkedUpTo, earliest);
      const newest = await database
        .selectFrom('inboxEvents')
        .select('receivedAt')
        .where('platform', '=', platform)
        .where('accountId', '=', accountId)
        .orderBy('sequence', 'desc')
        .limit(1)
        .executeTakeFirst();
      const checkedUpTo = Math.min(at, newest?.receivedAt ?? at);
      const fresh = { accountId, checkedUpTo, trouble: null };
      await database
        .insertInto('inboxChecks')
        .values({ platform, ...fresh })
        .onConflict((conflict) => conflict.column('platform').doUpdateSet(fresh))
        .execute();
      return Math.max(checkedUpTo, earliest);
    },
    endCheck: (platform, { checkedUpTo, looksFrom }) =>
      database.transaction().execute(async (transaction) => {
        await transaction
          .updateTable('inboxChecks')
          .set({ checkedUpTo, trouble: null })
          .where('platform', '=', platform)
          .execute();
        await transaction
          .deleteFrom('conversationLooks')
          .where('platform', '=', platform)
          .where('updatedAt', '<', looksFrom)
          .execute();
      }),
    noteTrouble: async (platform, trouble) => {
      await database
        .updateTable('inboxChecks')
        .set({ trouble: trouble ?? null })
        .where('platform', '=', platform)
        .execute();
    },
    listChecks: async () => {
      const rows = await database.selectFrom('inboxChecks').selectAll().execute();
      return rows.map(({ platform, checkedUpTo, trouble }) => ({
        ...{ platform, checkedUpTo, trouble: trouble ?? undefined },
      }));
    },
    noteLook: async (platform, { conversationId, updatedAt }) => {
      await database
        .insertInto('conversationLooks')
        .values({ platform, conversationId, updatedAt })
        .onConflict((conflict) =>
          conflict.columns(['platform', 'conversationId']).doUpdateSet({ updatedAt }),
        )
        .execute();
    },
    isLooked: async (platform, { conversationId, updatedAt }) =>
      (await database
        .selectFrom('conversationLooks')
        .select('updatedAt')
        .where('platform', '=', platform)
        .where('conversationId', '=', conversationId)
        .where('updatedAt', '>=', updatedAt)
        .executeTakeFirst()) !== undefined,
    listKnown: async (mids) => {
      const told = await database
        .selectFrom('inboxEvents')
        .select('mid')
        .where('mid', 'in', mids)
        .execute();
      const sent = await database
        .selectFrom('replies')
        .select('mid')
        .where('mid', 'in', mids)
        .execute();
      return new Set([...told, ...sent].flatMap(({ mid }) => mid ?? []));
    },
    listToldOtherwise: async ({ platform, accountId, customerId }, { since, mids }) => {
      const rows = await database
        .selectFrom('inboxEvents')
        .select('happenedAt')
        .where('platform', '=', platform)
        .where('accountId', '=', accountId)
        .where('customerId', '=', customerId)
        .where('happenedAt', '>=', since)
        .where('kind', 'in', ['message', 'echo', 'postback'])
        .where('fetched', '=', 0)
        .where('mid', 'not in', mids)
        .execute();
      return rows.map(({ happenedAt }) => happenedAt);
    },
    countLoss: async (since) => {
      // `kind in` in the index's own words, or SQLite does not take it.
      const { rows } = await sql<Loss>`
        select
          count(*) filter (where kind = 'message' or fetched > 0) as written,
          count(*) filter (where fetched = 1) as missed
        from inboxEvents
        where kind in ('message', 'unsupported') and happenedAt >= ${since}`.execute(database);
      return rows[0] ?? { written: 0, missed: 0 };
    },
  };
}
