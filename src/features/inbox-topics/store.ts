import { sql, type Selectable, type Updateable } from 'kysely';
import type { CustomerKey, Platform } from '../../meta/customer-event.ts';
import type { Storage } from '../../storage/database.ts';
import type { Tables } from '../../storage/tables.ts';

/** A customer, and the topic where operators see them. */
export type CustomerTopic = CustomerKey & {
  readonly talkId: number;
  readonly name: string;
  /** Undefined until there is a topic, and when it was deleted. */
  readonly place: { readonly chatId: number; readonly topicId: number } | undefined;
  /** Somebody closed the topic: they are through with the customer for now. */
  readonly isClosed: boolean;
  readonly lastSaidAt: number | undefined;
  readonly headId: number | undefined;
  readonly headShown: string;
  readonly isHeadPinned: boolean;
  readonly closedAt: number | undefined;
  /** What Telegram is still to be told of it. */
  readonly doorWish: 'close' | 'open' | undefined;
  readonly titleShown: string;
  /** Counts the changes of what head and title should show. */
  readonly headWanted: number;
};

/** One with a topic in the group. */
export type OpenTopic = CustomerTopic & { readonly place: NonNullable<CustomerTopic['place']> };

/** A message of ours in a topic, named by what it tells. */
export type PostKey = { readonly sequence: number; readonly part: number };

export type StoredPost = {
  readonly postId: number;
  readonly talkId: number;
  readonly chatId: number | null;
  readonly messageId: number | null;
  readonly mid: string | null;
  readonly html: string;
};

export type TopicStore = {
  readonly find: (customer: CustomerKey) => Promise<CustomerTopic | undefined>;
  readonly byId: (talkId: number) => Promise<CustomerTopic | undefined>;
  readonly byTopic: (chatId: number, topicId: number) => Promise<CustomerTopic | undefined>;
  readonly add: (customer: CustomerKey, name: string, at: number) => Promise<CustomerTopic>;
  /** The topic is a new one: nothing stands in it. */
  readonly bind: (
    talkId: number,
    place: { readonly chatId: number; readonly topicId: number },
    title: string,
  ) => Promise<void>;
  readonly unbind: (talkId: number) => Promise<void>;
  /** `doorWish`: Telegram does not know it yet. Head and title will follow. */
  readonly setClosed: (
    talkId: number,
    door: {
      readonly isClosed: boolean;
      readonly at: number;
      readonly doorWish?: 'close' | 'open';
    },
  ) => Promise<void>;
  readonly endDoorWish: (talkId: number) => Promise<void>;
  readonly setTitle: (talkId: number, title: string) => Promise<void>;
  readonly notePinned: (talkId: number) => Promise<void>;
  /** Head and title should show something else. */
  readonly wantHead: (talkId: number) => Promise<void>;
  /** Talks with a topic whose head or title may not show what they should. */
  readonly listUnsettledHeads: (limit: number) => Promise<readonly CustomerTopic[]>;
  /** It shows what it should as of that count. */
  readonly settleHead: (talkId: number, wanted: number) => Promise<void>;
  readonly noteSaid: (talkId: number, at: number) => Promise<void>;
  readonly setHead: (
    talkId: number,
    head: { readonly headId: number | undefined; readonly shown: string },
  ) => Promise<void>;
  /** Before it is sent. 'again': it was begun before, and nobody knows whether it stands there. */
  readonly beginPost: (
    post: PostKey & {
      readonly talkId: number;
      readonly mid: string | undefined;
      readonly html: string;
      readonly at: number;
    },
  ) => Promise<'new' | 'again' | 'sent'>;
  /** It surely was not sent. */
  readonly dropPost: (key: PostKey) => Promise<void>;
  /** It stands there, since `at`: it may have waited long for its turn. */
  readonly settlePost: (
    key: PostKey,
    message: { readonly chatId: number; readonly messageId: number; readonly at: number },
  ) => Promise<void>;
  readonly findPost: (mid: string) => Promise<StoredPost | undefined>;
  readonly findPostOf: (key: PostKey) => Promise<StoredPost | undefined>;
  readonly findPostAt: (chatId: number, messageId: number) => Promise<StoredPost | undefined>;
  /** When somebody answered in Meta's own app last, as Meta says. */
  readonly answeredElsewhereAt: (talkId: number) => Promise<number | undefined>;
  /**
   * Something that the customer said stands in the topic behind this message; a mere reaction does not
   * count.
   */
  readonly isSaidAfter: (
    talkId: number,
    message: { readonly chatId: number; readonly messageId: number },
  ) => Promise<boolean>;
  /** The same of what was shown after that time, or is about to be. */
  readonly isSaidSince: (talkId: number, at: number) => Promise<boolean>;
  /** Oldest first. */
  readonly listLastPosts: (talkId: number, count: number) => Promise<readonly StoredPost[]>;
  /** What was said is forgotten; that it was shown is not. */
  readonly blankPosts: (mid: string) => Promise<readonly StoredPost[]>;
  /** What was shown before `at` is forgotten, some hundred at once; false: there may be more. */
  readonly forgetPosts: (at: number) => Promise<boolean>;
  /** The group has another id now, and no topics yet. */
  readonly leaveChat: (chatId: number) => Promise<void>;
};

const post = ['postId', 'talkId', 'chatId', 'messageId', 'mid', 'html'] as const;

type TopicChange = Updateable<Tables['customerTopics']>;

/** Nothing of ours stands in it. */
const freshTopic = { headId: null, headShown: '', isHeadPinned: 0, titleShown: '' };

/** Each statement holds up the loop; so many rows are some milliseconds. */
const forgottenAtOnce = 500;

/** The customers' topics, and what stands in them. */
export function createTopicStore(database: Storage): TopicStore {
  const topics = () => database.selectFrom('customerTopics').selectAll();
  const posts = () => database.selectFrom('topicPosts').select(post);
  const said = (talkId: number) =>
    database
      .selectFrom('topicPosts')
      .innerJoin('inboxEvents', 'inboxEvents.sequence', 'topicPosts.sequence')
      .select('topicPosts.postId')
      .where('topicPosts.talkId', '=', talkId)
      .where('inboxEvents.kind', 'not in', ['reaction', 'echo']);
  const change = async (talkId: number, changed: TopicChange): Promise<void> => {
    await database
      .updateTable('customerTopics')
      .set(changed)
      .where('talkId', '=', talkId)
      .execute();
  };
  const find = async ({ platform, accountId, customerId }: CustomerKey) => {
    const row = await topics()
      .where('platform', '=', platform)
      .where('accountId', '=', accountId)
      .where('customerId', '=', customerId)
      .executeTakeFirst();
    return row && toTopic(row);
  };
  return {
    find,
    byId: async (talkId) => {
      const row = await topics().where('talkId', '=', talkId).executeTakeFirst();
      return row && toTopic(row);
    },
    byTopic: async (chatId, topicId) => {
      const row = await topics()
        .where('chatId', '=', chatId)
        .where('topicId', '=', topicId)
        .executeTakeFirst();
      return row && toTopic(row);
    },
    add: async (customer, name, createdAt) => {
      const { platform, accountId, customerId } = customer;
      await database
        .insertInto('customerTopics')
        .values({ platform, accountId, customerId, name, createdAt })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      const added = await find(customer);
      if (!added) throw new Error('A customer was added and is not there.');
      return added;
    },
    bind: async (talkId, place, titleShown) => {
      await database
        .updateTable('customerTopics')
        .set((row) => ({
          ...{ ...place, ...freshTopic, titleShown, isClosed: 0, doorWish: null },
          headWanted: row('headWanted', '+', 1),
        }))
        .where('talkId', '=', talkId)
        .execute();
    },
    unbind: async (talkId) => {
      await database
        .updateTable('customerTopics')
        .set({ chatId: null, topicId: null, ...freshTopic })
        .where('talkId', '=', talkId)
        .execute();
    },
    setClosed: async (talkId, { isClosed, at, doorWish = null }) => {
      await database
        .updateTable('customerTopics')
        .set((row) => ({
          ...{ isClosed: isClosed ? 1 : 0, doorWish, ...(isClosed && { closedAt: at }) },
          headWanted: row('headWanted', '+', 1),
        }))
        .where('talkId', '=', talkId)
        .execute();
    },
    endDoorWish: (talkId) => change(talkId, { doorWish: null }),
    setTitle: (talkId, titleShown) => change(talkId, { titleShown }),
    notePinned: (talkId) => change(talkId, { isHeadPinned: 1 }),
    wantHead: async (talkId) => {
      await database
        .updateTable('customerTopics')
        .set((row) => ({ headWanted: row('headWanted', '+', 1) }))
        .where('talkId', '=', talkId)
        .execute();
    },
    listUnsettledHeads: async (limit) => {
      const unsettled = await topics()
        .whereRef('headWanted', '!=', 'headSettled')
        .where('topicId', 'is not', null)
        .orderBy('talkId')
        .limit(limit)
        .execute();
      return unsettled.map(toTopic);
    },
    settleHead: (talkId, headSettled) => change(talkId, { headSettled }),
    noteSaid: async (talkId, at) => {
      await database
        .updateTable('customerTopics')
        .set({ lastSaidAt: at })
        .where('talkId', '=', talkId)
        .where((row) => row.or([row('lastSaidAt', 'is', null), row('lastSaidAt', '<', at)]))
        .execute();
    },
    setHead: async (talkId, { headId, shown }) => {
      await change(talkId, { headId: headId ?? null, headShown: shown });
    },
    beginPost: async ({ talkId, sequence, part, mid, html, at }) => {
      const { numInsertedOrUpdatedRows = 0n } = await database
        .insertInto('topicPosts')
        .values({
          ...{ talkId, sequence, part, html, at, mid: mid ?? null, state: 'sending' },
          ...{ chatId: null, messageId: null },
        })
        .onConflict((conflict) => conflict.columns(['sequence', 'part']).doNothing())
        .executeTakeFirst();
      if (numInsertedOrUpdatedRows > 0n) return 'new';
      const row = await database
        .selectFrom('topicPosts')
        .select('state')
        .where('sequence', '=', sequence)
        .where('part', '=', part)
        .executeTakeFirst();
      return row?.state === 'sent' ? 'sent' : 'again';
    },
    dropPost: async ({ sequence, part }) => {
      await database
        .deleteFrom('topicPosts')
        .where('sequence', '=', sequence)
        .where('part', '=', part)
        .where('state', '=', 'sending')
        .execute();
    },
    settlePost: async ({ sequence, part }, message) => {
      await database
        .updateTable('topicPosts')
        .set({ ...message, state: 'sent' })
        .where('sequence', '=', sequence)
        .where('part', '=', part)
        .execute();
    },
    findPost: (mid) =>
      posts().where('mid', '=', mid).where('state', '=', 'sent').orderBy('part').executeTakeFirst(),
    findPostOf: ({ sequence, part }) =>
      posts().where('sequence', '=', sequence).where('part', '=', part).executeTakeFirst(),
    findPostAt: (chatId, messageId) =>
      posts().where('chatId', '=', chatId).where('messageId', '=', messageId).executeTakeFirst(),
    answeredElsewhereAt: async (talkId) => {
      // What we sent ourselves has no post.
      const row = await database
        .selectFrom('topicPosts')
        .innerJoin('inboxEvents', 'inboxEvents.sequence', 'topicPosts.sequence')
        .select((from) => from.fn.max('inboxEvents.happenedAt').as('at'))
        .where('topicPosts.talkId', '=', talkId)
        .where('inboxEvents.kind', '=', 'echo')
        .executeTakeFirst();
      return row?.at ?? undefined;
    },
    isSaidAfter: async (talkId, { chatId, messageId }) => {
      const row = await said(talkId)
        .where('topicPosts.chatId', '=', chatId)
        .where('topicPosts.messageId', '>', messageId)
        .executeTakeFirst();
      return row !== undefined;
    },
    isSaidSince: async (talkId, at) => {
      const row = await said(talkId).where('topicPosts.at', '>', at).executeTakeFirst();
      return row !== undefined;
    },
    listLastPosts: async (talkId, count) => {
      const rows = await posts()
        .where('talkId', '=', talkId)
        .where('state', '=', 'sent')
        .where('html', '!=', '')
        .orderBy('postId', 'desc')
        .limit(count)
        .execute();
      return rows.reverse();
    },
    blankPosts: async (mid) => {
      const rows = await posts().where('mid', '=', mid).where('state', '=', 'sent').execute();
      await database.updateTable('topicPosts').set({ html: '' }).where('mid', '=', mid).execute();
      return rows;
    },
    forgetPosts: async (at) => {
      const { numAffectedRows = 0n } = await sql`
        update topicPosts set html = '' where postId in (
          select postId from topicPosts where html != '' and at < ${at} and state = 'sent'
          order by at limit ${forgottenAtOnce})`.execute(database);
      return numAffectedRows < forgottenAtOnce;
    },
    leaveChat: async (chatId) => {
      await database
        .updateTable('customerTopics')
        .set({ chatId: null, topicId: null, ...freshTopic })
        .where('chatId', '=', chatId)
        .execute();
    },
  };
}

function toTopic(row: Selectable<Tables['customerTopics']>): CustomerTopic {
  const { talkId, accountId, customerId, name, chatId, topicId } = row;
  const { headShown, titleShown, headWanted } = row;
  return {
    ...{ talkId, accountId, customerId, name, headShown, titleShown, headWanted },
    platform: platformOf(row.platform),
    place: chatId === null || topicId === null ? undefined : { chatId, topicId },
    isClosed: row.isClosed === 1,
    lastSaidAt: row.lastSaidAt ?? undefined,
    headId: row.headId ?? undefined,
    isHeadPinned: row.isHeadPinned === 1,
    closedAt: row.closedAt ?? undefined,
    doorWish: row.doorWish === 'close' || row.doorWish === 'open' ? row.doorWish : undefined,
  };
}

function platformOf(platform: string): Platform {
  return platform === 'instagram' ? 'instagram' : 'messenger';
}
