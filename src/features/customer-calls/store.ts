import { sql, type Transaction } from 'kysely';
import type { Platform } from '../../meta/customer-event.ts';
import type { Storage } from '../../storage/database.ts';
import { dropLiveCards, putLiveCards, type WantedRow } from '../../storage/live-cards.ts';
import type { Tables } from '../../storage/tables.ts';
import { wantTopicHead } from '../../storage/topic-heads.ts';
import type { Tie, TieState } from './tie.ts';

/** A customer with a topic, as far as calls need to know them. */
export type Customer = {
  readonly talkId: number;
  readonly name: string;
  readonly platform: Platform;
  /** Undefined when they have no topic now. */
  readonly place: { readonly chatId: number; readonly topicId: number } | undefined;
};

export type CustomerCallStore = {
  readonly find: (talkId: number) => Promise<Customer | undefined>;
  readonly findAt: (chatId: number, topicId: number) => Promise<Customer | undefined>;
  /** Of one customer, oldest first. */
  readonly listTies: (talkId: number) => Promise<readonly Tie[]>;
  /** Who has one of these numbers, full ones without a plus; who wrote last comes first. */
  readonly listCustomers: (
    numbers: readonly string[],
  ) => Promise<readonly (Customer & { readonly number: string })[]>;
  /** Changes numbers of one customer together with what is shown of them; the head will follow. */
  readonly change: (
    talkId: number,
    news: {
      readonly set: readonly Tie[];
      readonly gone: readonly Pick<Tie, 'number'>[];
      readonly cards: readonly WantedRow[];
      readonly at: number;
    },
  ) => Promise<void>;
  /** The messages about these calls that stand in topics, by their keys. */
  readonly listCallCards: (callIds: readonly string[]) => Promise<readonly string[]>;
};

const talk = ['talkId', 'name', 'platform', 'chatId', 'topicId'] as const;

/** Whose telephone numbers are known, and what stands in topics about them. */
export function createCustomerCallStore(database: Storage): CustomerCallStore {
  const talks = () => database.selectFrom('customerTopics').select(talk);
  return {
    find: async (talkId) => {
      const row = await talks().where('talkId', '=', talkId).executeTakeFirst();
      return row && toCustomer(row);
    },
    findAt: async (chatId, topicId) => {
      const row = await talks()
        .where('chatId', '=', chatId)
        .where('topicId', '=', topicId)
        .executeTakeFirst();
      return row && toCustomer(row);
    },
    listTies: async (talkId) => {
      const rows = await database
        .selectFrom('customerNumbers')
        .selectAll()
        .where('talkId', '=', talkId)
        .orderBy('at')
        .orderBy('number')
        .execute();
      return rows.map(({ number, state, mid }) => ({
        ...{ number, state: stateOf(state), mid: mid ?? undefined },
      }));
    },
    listCustomers: async (numbers) => {
      if (numbers.length === 0) return [];
      const rows = await database
        .selectFrom('customerNumbers')
        .innerJoin('customerTopics', 'customerTopics.talkId', 'customerNumbers.talkId')
        .select([
          ...['customerTopics.talkId', 'name', 'platform', 'chatId', 'topicId', 'number'],
        ] as const)
        .where('number', 'in', [...numbers])
        .where('state', '=', 'tied')
        .orderBy(sql`coalesce(lastSaidAt, 0)`, 'desc')
        .execute();
      return rows.map((row) => ({ ...toCustomer(row), number: row.number }));
    },
    change: async (talkId, { set, gone, cards, at }) => {
      await database.transaction().execute(async (transaction) => {
        for (const { number } of gone) await remove(transaction, talkId, number);
        for (const tie of set) await put(transaction, { ...tie, talkId, at });
        await putLiveCards(transaction, cards, at);
        await dropLiveCards(
          transaction,
          gone.map(({ number }) => tieKeyOf(talkId, number)),
          at,
        );
        await wantTopicHead(transaction, talkId);
      });
    },
    listCallCards: async (callIds) => {
      const keys: string[] = [];
      for (const callId of callIds) {
        // A range of the primary key; the ids are Asterisk's, of any signs.
        const from = callKeyOf(callId, '');
        const rows = await database
          .selectFrom('liveCards')
          .select('key')
          .where('key', '>=', from)
          .where('key', '<', `${from}:`)
          .where('wanted', '!=', '')
          .execute();
        keys.push(...rows.map(({ key }) => key));
      }
      return keys;
    },
  };
}

/** The message in a topic about one number of the customer. */
export function tieKeyOf(talkId: number, number: string): string {
  return `tie ${talkId} ${number}`;
}

/** The message about a call in the customer's topic. */
export function callKeyOf(callId: string, talkId: number | ''): string {
  return `customer call ${callId} of ${talkId}`;
}

async function remove(
  transaction: Transaction<Tables>,
  talkId: number,
  number: string,
): Promise<void> {
  await transaction
    .deleteFrom('customerNumbers')
    .where('talkId', '=', talkId)
    .where('number', '=', number)
    .execute();
}

async function put(
  transaction: Transaction<Tables>,
  { talkId, number, state, mid, at }: Tie & { readonly talkId: number; readonly at: number },
): Promise<void> {
  const news = { state, mid: mid ?? null };
  await transaction
    .insertInto('customerNumbers')
    .values({ talkId, number, at, ...news })
    .onConflict((conflict) => conflict.columns(['talkId', 'number']).doUpdateSet(news))
    .execute();
}

function toCustomer({
  chatId,
  topicId,
  platform,
  ...row
}: {
  readonly talkId: number;
  readonly name: string;
  readonly platform: string;
  readonly chatId: number | null;
  readonly topicId: number | null;
}): Customer {
  return {
    ...{ talkId: row.talkId, name: row.name },
    platform: platform === 'instagram' ? 'instagram' : 'messenger',
    place: chatId === null || topicId === null ? undefined : { chatId, topicId },
  };
}

function stateOf(state: string): TieState {
  return state === 'tied' || state === 'asked' ? state : 'untied';
}
