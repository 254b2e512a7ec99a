import { sql, type Kysely } from 'kysely';

/** What Meta's webhooks bring: the bytes as they came, and each thing they tell. */
export async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(database);
}

const statements: readonly string[] = [
  `create table webhookBodies (
    sequence integer primary key,
    receivedAt integer not null,
    body blob not null
  ) strict`,
  // Signed and not to be read: kept apart, so that the next ones are not held up.
  `create table unreadableBodies (
    sequence integer primary key,
    receivedAt integer not null,
    because text not null,
    body blob not null
  ) strict`,
  // A key is never forgotten as long as Meta may tell it again; what it said may be.
  `create table inboxEvents (
    sequence integer primary key,
    eventKey text not null unique,
    platform text not null check (platform in ('messenger', 'instagram')),
    accountId text not null,
    customerId text not null,
    kind text not null,
    mid text,
    happenedAt integer not null,
    receivedAt integer not null,
    slot text not null check (slot in ('messaging', 'standby', 'changes')),
    body text not null,
    state text not null default 'new' check (state in ('new', 'done', 'failed')),
    attempts integer not null default 0,
    nextAt integer not null default 0,
    error text
  ) strict`,
  `create index inboxEventsNew on inboxEvents
    (platform, accountId, customerId, happenedAt, sequence) where state = 'new'`,
  `create index inboxEventsByMid on inboxEvents (mid) where mid is not null`,
  `create index inboxEventsByCustomer on inboxEvents
    (platform, accountId, customerId, happenedAt) where state != 'new'`,
];
