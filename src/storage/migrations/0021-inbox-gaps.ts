import { sql, type Kysely } from 'kysely';

/** What customers wrote and no webhook told, and what the admins are told of troubles with the inbox. */
export async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(database);
}

const statements: readonly string[] = [
  // 0: a webhook told it. 1: found in the conversation. 2: found there, and the webhook came after all.
  `alter table inboxEvents add column fetched integer not null default 0`,
  `create index inboxEventsFetched on inboxEvents (mid) where fetched > 0`,
  `create index inboxEventsWritten on inboxEvents (happenedAt) where kind in ('message', 'unsupported')`,
  `create index inboxEventsKept on inboxEvents (receivedAt) where body != ''`,
  `create index topicPostsKept on topicPosts (at) where html != ''`,
  // How far what customers wrote was compared with what Meta keeps; until then nothing is missing.
  `create table inboxChecks (
    platform text primary key check (platform in ('messenger', 'instagram')),
    accountId text not null,
    checkedUpTo integer not null,
    trouble text
  ) strict`,
  // Conversations that were compared as they stood at that time: a run that was killed goes on behind them.
  `create table conversationLooks (
    platform text not null,
    conversationId text not null,
    updatedAt integer not null,
    primary key (platform, conversationId)
  ) strict, without rowid`,
  `create table inboxAlarms (
    name text primary key,
    since integer not null,
    args text not null,
    isTold integer not null default 0,
    overAt integer
  ) strict`,
];
