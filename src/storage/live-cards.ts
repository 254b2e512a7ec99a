import { sql, type Selectable, type Transaction } from 'kysely';
import type { Storage } from './database.ts';
import type { Tables } from './tables.ts';
import { unflushed } from './unflushed.ts';

/** What one message should show from now on. Times in milliseconds since 1970. */
export type WantedRow = {
  /** Of the message, in the whole house. */
  readonly key: string;
  /** Where it goes when it is not there yet; one that is there stays where it is. */
  readonly chatId: number;
  readonly topicId: number | undefined;
  /** JSON. */
  readonly wanted: string;
  /** 0 goes before all else. */
  readonly urgency: number;
  readonly isSilent: boolean;
  /** As a new message in place of the old one: an edit makes no sound. */
  readonly isAnew: boolean;
  readonly notBefore?: number;
  /** It makes sense in its topic only: it goes with it, and begins anew in another one. */
  readonly isTopicBound?: boolean;
  /** The message that is to show it, when none is known: cards are forgotten after two days. */
  readonly standsAt?: number | undefined;
  /** When it was not shown by then, it need not be any more. */
  readonly dropAt?: number;
};

type Executor = Storage | Transaction<Tables>;

/** The newest wish counts. Give it the transaction in which the state itself is written. */
export async function putLiveCards(
  database: Executor,
  cards: readonly WantedRow[],
  at: number,
): Promise<void> {
  for (const { key, chatId, topicId, notBefore = 0, dropAt = null, ...card } of cards) {
    const news = {
      wanted: card.wanted,
      urgency: card.urgency,
      isSilent: card.isSilent ? 1 : 0,
      isAnew: card.isAnew ? 1 : 0,
      dropAt,
      nextAt: notBefore,
      tries: 0,
      failure: null,
      touchedAt: at,
    };
    const isTopicBound = card.isTopicBound === true;
    if (isTopicBound) await forgetElsewhere(database, { key, chatId, topicId: topicId ?? null });
    await database
      .insertInto('liveCards')
      .values({
        ...{ key, chatId, topicId: topicId ?? null, shown: '', wantedSince: at },
        ...{ messageId: card.standsAt ?? null, staleMessageId: null, uncertainAfter: null },
        ...{ ...news, isTopicBound: isTopicBound ? 1 : 0 },
      })
      .onConflict((conflict) =>
        conflict
          .column('key')
          .doUpdateSet({
            ...news,
            wantedSince: sql<number>`coalesce("liveCards"."wantedSince", ${at})`,
          })
          .where('liveCards.wanted', '!=', card.wanted),
      )
      .execute();
  }
}

/** The topic in which it stood is not the customer's any more. */
async function forgetElsewhere(
  database: Executor,
  { key, chatId, topicId }: Pick<Selectable<Tables['liveCards']>, 'key' | 'chatId' | 'topicId'>,
): Promise<void> {
  await database
    .deleteFrom('liveCards')
    .where('key', '=', key)
    .where((row) => row.or([row('chatId', '!=', chatId), row('topicId', 'is not', topicId)]))
    .execute();
}

/** A message that stands in the chat and asks for nothing more; the next lost one is after it. */
export async function noteLiveCard(
  database: Executor,
  message: { readonly key: string; readonly chatId: number; readonly messageId: number },
  at: number,
): Promise<void> {
  const row = {
    ...message,
    ...{ topicId: null, staleMessageId: null, uncertainAfter: null, wanted: '', shown: '' },
    ...{ wantedSince: null, urgency: 0, isSilent: 1, isAnew: 0, dropAt: null, nextAt: 0 },
    ...{ tries: 0, failure: null, touchedAt: at },
  };
  await database
    .insertInto('liveCards')
    .values(row)
    .onConflict((conflict) => conflict.column('key').doUpdateSet(row))
    .execute();
}

/** The messages of these keys should not be there, whether they are already or not. */
export async function dropLiveCards(
  database: Executor,
  keys: readonly string[],
  at: number,
): Promise<void> {
  if (keys.length === 0) return;
  await database
    .updateTable('liveCards')
    .set({ wanted: '', wantedSince: at, nextAt: 0, tries: 0, dropAt: null, touchedAt: at })
    .where('key', 'in', [...keys])
    .execute();
}

/** A wish waits so much longer for each step of less urgency: what is less urgent must not starve. */
const urgencyStepMs = 15_000;

/** The messages that follow a state; the shape is `telegram/card-store.ts`. */
export function createLiveCardStore(database: Storage) {
  const change = (key: string) => database.updateTable('liveCards').where('key', '=', key);
  /** Cards go, and with them how far their chat has got: a message whose answer is lost comes after it. */
  const noteNewest = async (chatId: number, messageId: number): Promise<void> => {
    const key = `newest ${chatId}`;
    const known = await database
      .selectFrom('liveCards')
      .select('messageId')
      .where('key', '=', key)
      .executeTakeFirst();
    if ((known?.messageId ?? 0) >= messageId) return;
    await noteLiveCard(database, { key, chatId, messageId }, 0);
  };
  return {
    listChats: async () => {
      const rows = await database
        .selectFrom('liveCards')
        .select('chatId')
        .distinct()
        .where('wantedSince', 'is not', null)
        .execute();
      return rows.map(({ chatId }) => chatId);
    },
    next: (chatId: number, now: number) =>
      database
        .selectFrom('liveCards')
        .selectAll()
        .where('chatId', '=', chatId)
        .where('wantedSince', 'is not', null)
        .orderBy(sql`case when nextAt > ${now} then nextAt else 0 end`)
        .orderBy(sql`urgency > 0`)
        .orderBy(sql`wantedSince + urgency * ${urgencyStepMs}`)
        .limit(1)
        .executeTakeFirst(),
    newest: async (chatId: number) => {
      const row = await database
        .selectFrom('liveCards')
        .select(({ fn }) => fn.max('messageId').as('newest'))
        .where('chatId', '=', chatId)
        .executeTakeFirst();
      return row?.newest ?? 0;
    },
    suspect: async (
      chatId: number,
      ids: readonly number[],
      suspicion: {
        readonly keyOf: (messageId: number) => string;
        readonly wanted: string;
        readonly at: number;
      },
    ) => {
      if (ids.length === 0) return;
      const { keyOf, wanted, at } = suspicion;
      const rows = await database
        .selectFrom('liveCards')
        .select(['messageId', 'staleMessageId'])
        .where('chatId', '=', chatId)
        .where((where) =>
          where.or([where('messageId', 'in', [...ids]), where('staleMessageId', 'in', [...ids])]),
        )
        .execute();
      const taken = new Set(rows.flatMap((row) => [row.messageId, row.staleMessageId]));
      const free = ids.filter((id) => !taken.has(id));
      if (free.length === 0) return;
      await database
        .insertInto('liveCards')
        .values(
          free.map((messageId) => ({
            ...{ key: keyOf(messageId), chatId, topicId: null, messageId, staleMessageId: null },
            ...{ uncertainAfter: null, wanted, shown: '', wantedSince: at, urgency: 2 },
            ...{ isSilent: 1, isAnew: 0, dropAt: null, nextAt: 0, tries: 0, failure: null },
            touchedAt: at,
          })),
        )
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },
    setUncertain: (key: string, uncertainAfter: number | null) =>
      unflushed(database, async (connection) => {
        await connection
          .updateTable('liveCards')
          .where('key', '=', key)
          .set({ uncertainAfter })
          .execute();
      }),
    setShown: async (
      key: string,
      shown: { readonly messageId: number; readonly wanted: string; readonly stale: number | null },
    ) => {
      const { messageId, wanted, stale } = shown;
      const isAll = stale === null;
      const row = await change(key)
        .set({
          messageId,
          shown: wanted,
          staleMessageId: stale,
          uncertainAfter: null,
          tries: 0,
          nextAt: 0,
          isAnew: sql<number>`case when wanted = ${wanted} then 0 else isAnew end`,
          ...(isAll && {
            wantedSince: sql<number>`case when wanted = ${wanted} then null else wantedSince end`,
          }),
        })
        .returning('chatId')
        .executeTakeFirst();
      if (row) await noteNewest(row.chatId, messageId);
    },
    setLost: async (key: string) => {
      await change(key).set({ messageId: null, shown: '', isAnew: 0 }).execute();
    },
    forgetStale: async (key: string) => {
      await change(key).set({ staleMessageId: null }).execute();
    },
    settle: async (key: string, wanted: string) => {
      await change(key).where('wanted', '=', wanted).set({ wantedSince: null }).execute();
    },
    remove: async (key: string) => {
      await database.deleteFrom('liveCards').where('key', '=', key).execute();
    },
    postpone: async (key: string, nextAt: number) => {
      await change(key)
        .set((row) => ({ nextAt, tries: row('tries', '+', 1) }))
        .execute();
    },
    setAside: async (key: string, wanted: string, failure: string) => {
      await change(key).where('wanted', '=', wanted).set({ wantedSince: null, failure }).execute();
    },
    moveChat: async (from: number, to: number) => {
      await database
        .deleteFrom('liveCards')
        .where('chatId', '=', from)
        .where('isTopicBound', '=', 1)
        .execute();
      await database
        .updateTable('liveCards')
        .set({ chatId: to, topicId: null, messageId: null, staleMessageId: null, shown: '' })
        .where('chatId', '=', from)
        .execute();
    },
    leaveTopic: async (chatId: number, topicId: number) => {
      await database
        .deleteFrom('liveCards')
        .where('chatId', '=', chatId)
        .where('topicId', '=', topicId)
        .where('isTopicBound', '=', 1)
        .execute();
      await database
        .updateTable('liveCards')
        .set({ topicId: null })
        .where('chatId', '=', chatId)
        .where('topicId', '=', topicId)
        .execute();
    },
    clearChat: async (chatId: number) => {
      await database.deleteFrom('liveCards').where('chatId', '=', chatId).execute();
    },
    prune: async (at: number) => {
      await database
        .deleteFrom('liveCards')
        .where('wantedSince', 'is', null)
        .where('touchedAt', '<', at)
        // It tells where to look for a message whose answer was lost.
        .where(
          sql<boolean>`(messageId is null or messageId < (select max(others.messageId)
            from liveCards as others where others.chatId = liveCards.chatId))`,
        )
        .execute();
    },
  };
}
