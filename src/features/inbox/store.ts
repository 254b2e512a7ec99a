import { CompiledQuery, sql, type Kysely, type Updateable } from 'kysely';
import { z } from 'zod';
import type { CustomerEvent } from '../../meta/customer-event.ts';
import type { Storage } from '../../storage/database.ts';
import type { Tables } from '../../storage/tables.ts';
import { readEvent } from './inbox-event.ts';
import type { ToldEvent } from './webhook-body.ts';

/** A webhook as it came. */
export type StoredBody = {
  readonly sequence: number;
  readonly receivedAt: number;
  readonly body: Uint8Array;
};

/** What reading some bodies gave. */
export type ReadBodies = {
  readonly told: readonly (ToldEvent & { readonly receivedAt: number })[];
  readonly read: readonly number[];
  readonly unreadable: readonly { readonly sequence: number; readonly because: string }[];
};

export type WaitingEvent = {
  /** Order of arrival; names the event. */
  readonly sequence: number;
  readonly refusals: number;
  /** So many lives of the process ended with it in hand, without one that outlived it. */
  readonly deaths: number;
  /** Something that the customer did later has been handled already. */
  readonly isLate: boolean;
  /** No webhook told it: it was found in the conversation. */
  readonly isFetched: boolean;
  readonly event: CustomerEvent;
};

export type InboxStore = {
  /** Keeps bodies, all or none of them. They are on the disk when this resolves. */
  readonly addBodies: (bodies: readonly Omit<StoredBody, 'sequence'>[]) => Promise<void>;
  /** When the oldest body came that is not yet read; undefined: all are. */
  readonly oldestBodyAt: () => Promise<number | undefined>;
  /** Those not yet read, oldest first, up to about `bytes` together, and at least one. */
  readonly listBodies: (bytes: number) => Promise<readonly StoredBody[]>;
  /** In one transaction: the events are kept (what was told before falls out), their bodies go. */
  readonly settleBodies: (bodies: ReadBodies) => Promise<number>;
  /** What no webhook told. In one transaction; what is known by its `mid` falls out. */
  readonly addFetched: (found: ReadBodies['told']) => Promise<number>;
  /**
   * The first waiting event of each customer, by Meta's clock and then by arrival. Meta keeps no order:
   * a customer is left out until the longest waiting event came before `settledBefore`, so that an
   * earlier one that is late can still take its place.
   */
  readonly listHeads: (when: {
    readonly now: number;
    readonly settledBefore: number;
    readonly limit: number;
  }) => Promise<readonly WaitingEvent[]>;
  /** When the next one can be among the heads, with so long a settle time; undefined: nothing waits. */
  readonly nextHeadAt: (settleMs: number) => Promise<number | undefined>;
  /** Before handling: so that one that kills the process is known at the next start. */
  readonly beginEvent: (sequence: number) => Promise<void>;
  /** It waits to be handled alone: whatever kills the process now is not it. */
  readonly holdEvent: (sequence: number) => Promise<void>;
  /** Not handled, for no fault of its own. `deaths` stay: 0 where the process outlived a true try. */
  readonly releaseEvent: (sequence: number, deaths: number) => Promise<void>;
  /** Released, to be tried again at `nextAt`; the customer's later ones wait behind it. */
  readonly postponeEvent: (
    sequence: number,
    later: {
      readonly nextAt: number;
      readonly error: string;
      readonly isRefused: boolean;
      readonly deaths: number;
    },
  ) => Promise<void>;
  /**
   * Once in a life, before anything is begun: what the former life died with has one death more, and what
   * was held then has one less.
   */
  readonly countDeaths: () => Promise<void>;
  /** When the process is told to end and begins nothing more: what is still in hand is no death of its. */
  readonly letGo: () => Promise<void>;
  readonly finishEvent: (
    sequence: number,
    state: 'done' | 'failed',
    error?: string,
  ) => Promise<void>;
  /**
   * Forgets what those said that came before `at` and are finished; that they were told stays known. At most
   * some hundred at once; false: there may be more.
   */
  readonly forgetBodies: (at: number) => Promise<boolean>;
  /** What its customer took back: of the message nothing stays but that it was told. */
  readonly forgetMessage: (mid: string) => Promise<void>;
  readonly countWaiting: () => Promise<{ readonly bodies: number; readonly events: number }>;
};

/** An event has eleven values; SQLite takes 32,766 in one statement. */
const eventsAtOnce = 1000;

/** A turn of the loop brings a few hundred at most; three values each. */
const bodiesAtOnce = 5000;

const hands = { has: 1, holds: 2 } as const;

export function createInboxStore(database: Storage): InboxStore {
  const change = async (
    sequence: number,
    changed: Updateable<Tables['inboxEvents']>,
  ): Promise<void> => {
    await database
      .updateTable('inboxEvents')
      .set(changed)
      .where('sequence', '=', sequence)
      .execute();
  };
  return {
    addBodies: async (bodies) => {
      if (bodies.length <= bodiesAtOnce) {
        // One statement is a transaction of its own.
        await database.executeQuery(insertOf(bodies));
        return;
      }
      await database.transaction().execute(async (transaction) => {
        for (const some of inPieces(bodies, bodiesAtOnce)) {
          await transaction.executeQuery(insertOf(some));
        }
      });
    },
    oldestBodyAt: async () => {
      const row = await database
        .selectFrom('webhookBodies')
        .select('receivedAt')
        .orderBy('sequence')
        .limit(1)
        .executeTakeFirst();
      return row?.receivedAt;
    },
    listBodies: (bytes) => listBodies(database, bytes),
    settleBodies: (bodies) => settleBodies(database, bodies),
    addFetched: (found) => addFetched(database, found),
    listHeads: (when) => listHeads(database, when),
    nextHeadAt: async (settleMs) => {
      const { rows } = await sql<{ at: number | null }>`
        with ${waiting}
        select min(max(nextAt, firstReceivedAt + ${settleMs})) as at from waiting where place = 1`.execute(
        database,
      );
      return rows[0]?.at ?? undefined;
    },
    beginEvent: (sequence) => change(sequence, { inHand: hands.has }),
    holdEvent: (sequence) => change(sequence, { inHand: hands.holds }),
    releaseEvent: (sequence, deaths) => change(sequence, { inHand: 0, deaths }),
    postponeEvent: async (sequence, { isRefused, ...later }) => {
      await database
        .updateTable('inboxEvents')
        .set((row) => ({
          ...{ ...later, inHand: 0 },
          refusals: row('refusals', '+', isRefused ? 1 : 0),
        }))
        .where('sequence', '=', sequence)
        .execute();
    },
    finishEvent: (sequence, state, error) =>
      change(sequence, { inHand: 0, deaths: 0, state, error: error ?? null }),
    countDeaths: async () => {
      await sql`
        update inboxEvents set inHand = 0,
          deaths = max(0, case inHand when ${hands.has} then deaths + 1 else deaths - 1 end)
        where inHand != 0`.execute(database);
    },
    letGo: async () => {
      await sql`update inboxEvents set inHand = 0 where inHand != 0`.execute(database);
    },
    forgetBodies: (at) => forgetBodies(database, at),
    forgetMessage: async (mid) => {
      await database
        .updateTable('inboxEvents')
        .set({ body: '' })
        .where('mid', '=', mid)
        .where('state', '!=', 'new')
        .execute();
    },
    countWaiting: async () => {
      const count = sql<number>`count(*)`.as('count');
      const bodies = await database.selectFrom('webhookBodies').select(count).executeTakeFirst();
      const events = await database
        .selectFrom('inboxEvents')
        .select(count)
        .where('state', '=', 'new')
        .executeTakeFirst();
      return { bodies: bodies?.count ?? 0, events: events?.count ?? 0 };
    },
  };
}

/** Written out: this is the way of each webhook, and a builder takes half as long as the disk. */
function insertOf(bodies: readonly Omit<StoredBody, 'sequence'>[]): CompiledQuery {
  const places = Array.from(bodies, () => '(?, ?)').join(', ');
  return CompiledQuery.raw(
    `insert into "webhookBodies" ("receivedAt", "body") values ${places}`,
    bodies.flatMap(({ receivedAt, body }) => [receivedAt, body]),
  );
}

async function listBodies(database: Storage, bytes: number): Promise<readonly StoredBody[]> {
  // The sum runs over what is before a row, so that the first one always comes.
  const { rows } = await sql<StoredBody>`
    select sequence, receivedAt, body from (
      select sequence, receivedAt, body, sum(length(body)) over (order by sequence) - length(body) as before
      from (select * from webhookBodies order by sequence limit ${eventsAtOnce})
    ) where before < ${bytes} order by sequence`.execute(database);
  return rows;
}

async function settleBodies(
  database: Storage,
  { told, read, unreadable }: ReadBodies,
): Promise<number> {
  return database.transaction().execute(async (transaction) => {
    let kept = 0n;
    for (const some of inPieces(await dropFetched(transaction, told), eventsAtOnce)) {
      const { numInsertedOrUpdatedRows = 0n } = await transaction
        .insertInto('inboxEvents')
        .values(some.map((one) => toRow(one)))
        .onConflict((conflict) =>
          // Found in the conversation before: the webhook was only late.
          conflict
            .column('eventKey')
            .doUpdateSet({ fetched: 2 })
            .where('inboxEvents.fetched', '=', 1),
        )
        .executeTakeFirst();
      kept += numInsertedOrUpdatedRows;
    }
    // The number is not taken along: when all are read, the bodies are counted from one again.
    for (const { sequence, because } of unreadable) {
      await transaction
        .insertInto('unreadableBodies')
        .columns(['receivedAt', 'because', 'body'])
        .expression((from) =>
          from
            .selectFrom('webhookBodies')
            .select(['receivedAt', sql<string>`${because}`.as('because'), 'body'])
            .where('sequence', '=', sequence),
        )
        .execute();
    }
    const over = [...read, ...unreadable.map(({ sequence }) => sequence)];
    await transaction.deleteFrom('webhookBodies').where('sequence', 'in', over).execute();
    return Number(kept);
  });
}

/** A press of a button stands in the conversation as its words. */
async function dropFetched(
  transaction: Kysely<Tables>,
  told: ReadBodies['told'],
): Promise<ReadBodies['told']> {
  const pressed = told.flatMap(({ event: { happening } }) =>
    happening.type === 'postback' && happening.mid !== undefined ? [happening.mid] : [],
  );
  if (pressed.length === 0) return told;
  const rows = await transaction
    .updateTable('inboxEvents')
    .set({ fetched: 2 })
    .where('mid', 'in', pressed)
    .where(sql<boolean>`fetched > 0`)
    .returning('mid')
    .execute();
  const known = new Set(rows.map(({ mid }) => mid));
  return told.filter(
    ({ event: { happening } }) => happening.type !== 'postback' || !known.has(happening.mid ?? ''),
  );
}

async function addFetched(database: Storage, found: ReadBodies['told']): Promise<number> {
  return database.transaction().execute(async (transaction) => {
    let added = 0n;
    for (const some of inPieces(found, eventsAtOnce)) {
      const rows = some.map((one) => ({ ...toRow(one), fetched: 1 }));
      const mids = rows.flatMap(({ mid }) => mid ?? []);
      const known = await transaction
        .selectFrom('inboxEvents')
        .select('mid')
        .where('mid', 'in', mids)
        .execute();
      const fresh = rows.filter(({ mid }) => !known.some((one) => one.mid === mid && mid !== null));
      if (fresh.length === 0) continue;
      const { numInsertedOrUpdatedRows = 0n } = await transaction
        .insertInto('inboxEvents')
        .values(fresh)
        .onConflict((conflict) => conflict.column('eventKey').doNothing())
        .executeTakeFirst();
      added += numInsertedOrUpdatedRows;
    }
    return Number(added);
  });
}

/** Each statement holds up the loop; so many rows are some milliseconds. */
const forgottenAtOnce = 500;

async function forgetBodies(database: Storage, at: number): Promise<boolean> {
  const { numAffectedRows: events = 0n } = await sql`
    update inboxEvents set body = '' where sequence in (
      select sequence from inboxEvents where body != '' and receivedAt < ${at} and state != 'new'
      order by receivedAt limit ${forgottenAtOnce})`.execute(database);
  const { numAffectedRows: unreadable = 0n } = await sql`
    delete from unreadableBodies where sequence in (
      select sequence from unreadableBodies where receivedAt < ${at} limit ${forgottenAtOnce})`.execute(
    database,
  );
  return events < forgottenAtOnce && unreadable < forgottenAtOnce;
}

function toRow({ key, slot, body, event, receivedAt }: ReadBodies['told'][number]) {
  const { platform, accountId, customerId, at, happening } = event;
  return {
    ...{ eventKey: key, platform, accountId, customerId, slot, body, receivedAt },
    kind: happening.type,
    mid: 'mid' in happening ? (happening.mid ?? null) : null,
    happenedAt: at,
  };
}

const Head = z.object({
  sequence: z.number(),
  platform: z.enum(['messenger', 'instagram']),
  accountId: z.string(),
  slot: z.enum(['messaging', 'standby', 'changes']),
  receivedAt: z.number(),
  refusals: z.number(),
  deaths: z.number(),
  isLate: z.number(),
  fetched: z.number(),
  body: z.string(),
});

/** What waits, with its place among what its customer did. */
const waiting = sql`waiting as (
  select sequence, receivedAt, nextAt,
    row_number() over (lane order by happenedAt, sequence) as place,
    min(receivedAt) over lane as firstReceivedAt
  from inboxEvents where state = 'new'
  window lane as (partition by platform, accountId, customerId)
)`;

async function listHeads(
  database: Storage,
  { now, settledBefore, limit }: Parameters<InboxStore['listHeads']>[0],
): Promise<readonly WaitingEvent[]> {
  const { rows } = await sql`
    with ${waiting}
    select e.sequence, e.platform, e.accountId, e.slot, e.receivedAt, e.refusals, e.deaths, e.fetched, e.body,
      exists (
        select 1 from inboxEvents as done
        where done.state != 'new' and done.platform = e.platform and done.accountId = e.accountId
          and done.customerId = e.customerId and done.happenedAt > e.happenedAt
      ) as isLate
    from waiting join inboxEvents as e on e.sequence = waiting.sequence
    where place = 1 and waiting.nextAt <= ${now} and firstReceivedAt <= ${settledBefore}
    order by e.sequence limit ${limit}`.execute(database);
  return z
    .array(Head)
    .parse(rows)
    .map(({ sequence, refusals, deaths, isLate, fetched, body, ...raw }) => ({
      ...{ sequence, refusals, deaths, isLate: isLate === 1, isFetched: fetched > 0 },
      event: readEvent({ ...raw, item: JSON.parse(body) }),
    }));
}

function* inPieces<Item>(items: readonly Item[], size: number): Generator<readonly Item[]> {
  for (let from = 0; from < items.length; from += size) yield items.slice(from, from + size);
}
