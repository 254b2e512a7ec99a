import { sql, type Kysely } from 'kysely';

/** A topic for each customer, what was shown there, and what is written to customers. */
export async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(database);
}

const statements: readonly string[] = [
  `create table customerTopics (
    talkId integer primary key,
    platform text not null check (platform in ('messenger', 'instagram')),
    accountId text not null,
    customerId text not null,
    name text not null,
    chatId integer,
    topicId integer,
    isClosed integer not null default 0,
    lastSaidAt integer,
    headId integer,
    headShown text not null default '',
    createdAt integer not null,
    unique (platform, accountId, customerId)
  ) strict`,
  `create index customerTopicsByTopic on customerTopics (chatId, topicId) where topicId is not null`,
  // One row for each message of ours in a topic: begun before it is sent, so that a lost answer is known.
  `create table topicPosts (
    postId integer primary key,
    talkId integer not null references customerTopics (talkId),
    sequence integer not null,
    part integer not null,
    state text not null check (state in ('sending', 'sent')),
    chatId integer,
    messageId integer,
    mid text,
    html text not null,
    at integer not null,
    unique (sequence, part)
  ) strict`,
  `create index topicPostsByMessage on topicPosts (chatId, messageId)`,
  `create index topicPostsByMid on topicPosts (mid) where mid is not null`,
  `create index topicPostsByTalk on topicPosts (talkId, postId)`,
  // The ledger: what goes to a customer, in order; one row for each message that the customer gets.
  `create table replies (
    replyId integer primary key,
    talkId integer not null references customerTopics (talkId),
    chatId integer not null,
    messageId integer not null,
    part integer not null,
    telegramId integer not null,
    token text not null unique,
    content text not null,
    replyToMid text,
    state text not null
      check (state in ('queued', 'sending', 'uncertain', 'asked', 'sent', 'dead')),
    mid text,
    because text,
    writtenAt integer not null,
    begunAt integer,
    nextAt integer not null default 0,
    attempts integer not null default 0,
    deliveredAt integer,
    readAt integer,
    isTold integer not null default 1,
    unique (chatId, messageId, part)
  ) strict`,
  `create index repliesOpen on replies (talkId, replyId)
    where state in ('queued', 'sending', 'uncertain')`,
  `create index repliesUntold on replies (replyId) where isTold = 0`,
  `create index repliesByMid on replies (mid) where mid is not null`,
  `create index repliesByTalk on replies (talkId, state, begunAt)`,
  // How an operator's message is marked; newest wins.
  `create table replyMarks (
    chatId integer not null,
    messageId integer not null,
    wanted text not null,
    shown text not null,
    nextAt integer not null default 0,
    tries integer not null default 0,
    primary key (chatId, messageId)
  ) strict`,
  `create index replyMarksOpen on replyMarks (nextAt) where wanted != shown`,
  `create table inboxPauses (
    account text primary key,
    because text not null,
    since integer not null,
    isTold integer not null default 0
  ) strict`,
];
