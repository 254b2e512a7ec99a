import { sql, type Kysely, type Selectable } from 'kysely';
import type { Storage } from '../../storage/database.ts';
import type { Tables } from '../../storage/tables.ts';
import { markOf, nobody, ReplyContent, replyStates, type Mark, type ReplyState } from './reply.ts';

/** One message for a customer. */
export type Reply = {
  readonly replyId: number;
  readonly talkId: number;
  /** Of the operator's message that it comes from. */
  readonly chatId: number;
  readonly messageId: number;
  readonly part: number;
  readonly token: string;
  readonly content: ReplyContent;
  readonly replyToMid: string | undefined;
  readonly state: ReplyState;
  readonly because: string | undefined;
  readonly begunAt: number | undefined;
  readonly attempts: number;
  /** Who wrote it; `nobody`'s are automatic. */
  readonly telegramId: number;
  /** Nobody's words: an answer without a person. */
  readonly isAutomatic: boolean;
  readonly writtenAt: number;
};

export type NewReply = Pick<
  Reply,
  'talkId' | 'chatId' | 'messageId' | 'part' | 'token' | 'content'
> & {
  readonly telegramId: number;
  readonly replyToMid: string | undefined;
  readonly writtenAt: number;
};

export type ReplyChange = {
  readonly state?: ReplyState;
  readonly mid?: string;
  readonly because?: string | null;
  readonly begunAt?: number;
  readonly nextAt?: number;
  readonly attempts?: number;
  readonly isTold?: 0 | 1;
  /** JSON. */
  readonly content?: string;
  readonly deliveredAt?: null;
  readonly readAt?: null;
};

export type OpenMark = {
  readonly chatId: number;
  readonly messageId: number;
  readonly wanted: string;
  readonly tries: number;
};

export type Pause = {
  readonly account: string;
  readonly because: string;
  readonly isTold: boolean;
};

export type ReplyStore = {
  /** All or none; what was written before falls out. */
  readonly add: (replies: readonly NewReply[]) => Promise<void>;
  readonly byId: (replyId: number) => Promise<Reply | undefined>;
  readonly byToken: (token: string) => Promise<Reply | undefined>;
  readonly byMid: (mid: string) => Promise<Reply | undefined>;
  readonly isReply: (chatId: number, messageId: number) => Promise<boolean>;
  /** When somebody of ours wrote last. */
  readonly lastWrittenAt: (talkId: number) => Promise<number | undefined>;
  /** What that message became, as text; undefined: nothing. */
  readonly textAt: (chatId: number, messageId: number) => Promise<string | undefined>;
  /** The first reply of each customer that is not at its end; those in doubt come last. */
  readonly listHeads: (now: number, limit: number) => Promise<readonly Reply[]>;
  /** When the next of these may be taken in hand that may not be now; undefined: none waits. */
  readonly nextHeadAt: (now: number) => Promise<number | undefined>;
  /** Only from this state on; false: it has another one meanwhile. The mark follows. */
  readonly change: (
    replyId: number,
    from: readonly ReplyState[],
    change: ReplyChange,
  ) => Promise<boolean>;
  /** The later parts of the same message; they make no sense with a hole before. */
  readonly changeRest: (reply: Reply, from: ReplyState, change: ReplyChange) => Promise<void>;
  /** What was under way when the process died. */
  readonly recover: (nextAt: number) => Promise<number>;
  /** Begun and without a sure end, oldest first. */
  readonly listUnsure: (talkId: number) => Promise<readonly Reply[]>;
  readonly noteDelivered: (
    talkId: number,
    told: {
      readonly mids: readonly string[];
      readonly upTo: number | undefined;
      readonly at: number;
    },
  ) => Promise<void>;
  readonly noteRead: (
    talkId: number,
    told: {
      readonly mid: string | undefined;
      readonly upTo: number | undefined;
      readonly at: number;
    },
  ) => Promise<void>;
  readonly listUntold: (limit: number) => Promise<readonly Reply[]>;
  readonly listMarks: (now: number, limit: number) => Promise<readonly OpenMark[]>;
  readonly settleMark: (mark: OpenMark) => Promise<void>;
  readonly postponeMark: (mark: OpenMark, nextAt: number) => Promise<void>;
  readonly listPauses: () => Promise<readonly Pause[]>;
  readonly setPause: (account: string, because: string, since: number) => Promise<void>;
  readonly notePauseTold: (account: string) => Promise<void>;
  readonly endPause: (account: string) => Promise<void>;
};

/** Of all replies ever the index has those that are open; SQLite sees that only in written out words. */
const firstOfTalks = sql<number>`(
  select min(replyId) from replies indexed by repliesOpen
  where state in ('queued', 'sending', 'uncertain') group by talkId)`;

export function createReplyStore(database: Storage): ReplyStore {
  const rows = () => database.selectFrom('replies').selectAll();
  const headRows = () => database.selectFrom('replies').where('replyId', 'in', firstOfTalks);
  return {
    add: async (replies) => {
      await database
        .insertInto('replies')
        .values(
          replies.map(({ content, replyToMid, ...reply }) => ({
            ...reply,
            content: JSON.stringify(content),
            replyToMid: replyToMid ?? null,
            state: 'queued',
            ...{ mid: null, because: null, begunAt: null, deliveredAt: null, readAt: null },
          })),
        )
        .onConflict((conflict) => conflict.columns(['chatId', 'messageId', 'part']).doNothing())
        .execute();
    },
    byId: async (replyId) => maybe(await rows().where('replyId', '=', replyId).executeTakeFirst()),
    byToken: async (token) => maybe(await rows().where('token', '=', token).executeTakeFirst()),
    byMid: async (mid) => maybe(await rows().where('mid', '=', mid).executeTakeFirst()),
    isReply: async (chatId, messageId) =>
      (await rows()
        .where('chatId', '=', chatId)
        .where('messageId', '=', messageId)
        .executeTakeFirst()) !== undefined,
    lastWrittenAt: async (talkId) => {
      const row = await database
        .selectFrom('replies')
        .select((from) => from.fn.max('writtenAt').as('at'))
        .where('talkId', '=', talkId)
        .where('telegramId', '!=', nobody)
        .executeTakeFirst();
      return row?.at ?? undefined;
    },
    textAt: async (chatId, messageId) => {
      const parts = await rows()
        .where('chatId', '=', chatId)
        .where('messageId', '=', messageId)
        .orderBy('part')
        .execute();
      const texts = parts.map((part) => textOf(toReply(part).content));
      return parts.length === 0 ? undefined : texts.join('\n');
    },
    listHeads: async (now, limit) => {
      const heads = await headRows()
        .selectAll()
        .where('nextAt', '<=', now)
        // Those in doubt wait for Meta's pace, and may be many; they must not hide the others.
        .orderBy(({ eb }) => eb('state', '=', 'uncertain'))
        .orderBy('replyId')
        .limit(limit)
        .execute();
      return heads.map(toReply);
    },
    nextHeadAt: async (now) => {
      const row = await headRows()
        .select((from) => from.fn.min('nextAt').as('at'))
        .where('nextAt', '>', now)
        .executeTakeFirst();
      return row?.at ?? undefined;
    },
    change: (replyId, from, change) =>
      database.transaction().execute(async (transaction) => {
        const changed = await transaction
          .updateTable('replies')
          .set(change)
          .where('replyId', '=', replyId)
          .where('state', 'in', from)
          .returning(['chatId', 'messageId'])
          .executeTakeFirst();
        if (changed) await wantMark(transaction, changed);
        return changed !== undefined;
      }),
    changeRest: async ({ chatId, messageId, part }, from, change) => {
      await database.transaction().execute(async (transaction) => {
        await transaction
          .updateTable('replies')
          .set(change)
          .where('chatId', '=', chatId)
          .where('messageId', '=', messageId)
          .where('part', '>', part)
          .where('state', '=', from)
          .execute();
        await wantMark(transaction, { chatId, messageId });
      });
    },
    recover: async (nextAt) => {
      const { numUpdatedRows } = await database
        .updateTable('replies')
        .set({ state: 'uncertain', nextAt })
        .where('state', '=', 'sending')
        .executeTakeFirst();
      return Number(numUpdatedRows);
    },
    listUnsure: async (talkId) => {
      const unsure = await rows()
        .where('talkId', '=', talkId)
        .where((row) =>
          row.or([
            row('state', 'in', ['queued', 'sending', 'uncertain', 'asked']),
            // An operator said that it arrived.
            row.and([row('state', '=', 'sent'), row('mid', 'is', null)]),
          ]),
        )
        .where('begunAt', 'is not', null)
        .orderBy('replyId')
        .execute();
      return unsure.map(toReply);
    },
    noteDelivered: async (talkId, { mids, upTo, at }) => {
      await noteFate(database, talkId, (row) =>
        row
          .set({ deliveredAt: at })
          .where('deliveredAt', 'is', null)
          .where((where) =>
            where.or([
              where('mid', 'in', [...mids]),
              ...(upTo === undefined ? [] : [where('begunAt', '<=', upTo)]),
            ]),
          ),
      );
    },
    noteRead: async (talkId, { mid, upTo, at }) => {
      const last =
        mid === undefined
          ? undefined
          : await database
              .selectFrom('replies')
              .select('replyId')
              .where('mid', '=', mid)
              .executeTakeFirst();
      if (upTo === undefined && !last) return;
      await noteFate(database, talkId, (row) =>
        row
          .set({ readAt: at })
          .where('readAt', 'is', null)
          .where((where) =>
            where.or([
              ...(upTo === undefined ? [] : [where('begunAt', '<=', upTo)]),
              ...(last ? [where('replyId', '<=', last.replyId)] : []),
            ]),
          ),
      );
    },
    listUntold: async (limit) => {
      const untold = await rows().where('isTold', '=', 0).orderBy('replyId').limit(limit).execute();
      return untold.map(toReply);
    },
    listMarks: (now, limit) =>
      database
        .selectFrom('replyMarks')
        .select(['chatId', 'messageId', 'wanted', 'tries'])
        .whereRef('wanted', '!=', 'shown')
        .where('nextAt', '<=', now)
        .limit(limit)
        .execute(),
    settleMark: async ({ chatId, messageId, wanted }) => {
      await database
        .updateTable('replyMarks')
        .set({ shown: wanted, tries: 0, nextAt: 0 })
        .where('chatId', '=', chatId)
        .where('messageId', '=', messageId)
        .execute();
    },
    postponeMark: async ({ chatId, messageId, tries }, nextAt) => {
      await database
        .updateTable('replyMarks')
        .set({ nextAt, tries: tries + 1 })
        .where('chatId', '=', chatId)
        .where('messageId', '=', messageId)
        .execute();
    },
    listPauses: async () => {
      const pauses = await database.selectFrom('inboxPauses').selectAll().execute();
      return pauses.map(({ account, because, isTold }) => ({
        ...{ account, because, isTold: isTold === 1 },
      }));
    },
    setPause: async (account, because, since) => {
      await database
        .insertInto('inboxPauses')
        .values({ account, because, since })
        .onConflict((conflict) => conflict.column('account').doNothing())
        .execute();
    },
    notePauseTold: async (account) => {
      await database
        .updateTable('inboxPauses')
        .set({ isTold: 1 })
        .where('account', '=', account)
        .execute();
    },
    endPause: async (account) => {
      await database.deleteFrom('inboxPauses').where('account', '=', account).execute();
    },
  };
}

function updateReplies(database: Kysely<Tables>) {
  return database.updateTable('replies');
}

type Update = ReturnType<typeof updateReplies>;

async function noteFate(
  database: Storage,
  talkId: number,
  fate: (row: Update) => Update,
): Promise<void> {
  await database.transaction().execute(async (transaction) => {
    const changed = await fate(updateReplies(transaction))
      .where('talkId', '=', talkId)
      // Meta may tell it before the answer to our own send is here.
      .where('state', 'in', ['sent', 'sending', 'uncertain'])
      .returning(['chatId', 'messageId'])
      .execute();
    for (const message of changed) await wantMark(transaction, message);
  });
}

async function wantMark(
  transaction: Kysely<Tables>,
  { chatId, messageId }: { readonly chatId: number; readonly messageId: number },
): Promise<void> {
  const parts = await transaction
    .selectFrom('replies')
    .select(['state', 'attempts', 'deliveredAt', 'readAt'])
    .where('chatId', '=', chatId)
    .where('messageId', '=', messageId)
    .execute();
  const wanted: Mark = markOf(parts);
  await transaction
    .insertInto('replyMarks')
    .values({ chatId, messageId, wanted, shown: '' })
    .onConflict((conflict) => conflict.columns(['chatId', 'messageId']).doUpdateSet({ wanted }))
    .execute();
}

function textOf(content: ReplyContent): string {
  return content.type === 'text' ? content.text : content.name;
}

function maybe(row: Selectable<Tables['replies']> | undefined): Reply | undefined {
  return row && toReply(row);
}

function toReply(row: Selectable<Tables['replies']>): Reply {
  const { replyId, talkId, chatId, messageId, part, token, attempts, writtenAt } = row;
  return {
    ...{ replyId, talkId, chatId, messageId, part, token, attempts, writtenAt },
    telegramId: row.telegramId,
    isAutomatic: row.telegramId === nobody,
    content: ReplyContent.parse(JSON.parse(row.content)),
    replyToMid: row.replyToMid ?? undefined,
    state: replyStates.find((state) => state === row.state) ?? 'dead',
    because: row.because ?? undefined,
    begunAt: row.begunAt ?? undefined,
  };
}
