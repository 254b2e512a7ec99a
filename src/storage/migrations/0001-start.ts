import { sql, type Kysely } from 'kysely';

/** The first tables. Written as SQL: a migration must stay what it was on the day it was written. */
export async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(database);
}

const statements: readonly string[] = [
  `create table people (
    personId integer primary key,
    telegramId integer unique,
    name text not null,
    role text not null check (role in ('operator', 'supervisor', 'admin', 'owner')),
    locale text not null check (locale in ('uz', 'ru', 'en')),
    extension text unique,
    onDuty integer not null default 0,
    createdAt integer not null
  ) strict`,
  `create table invites (
    tokenHash text primary key,
    role text not null check (role in ('operator', 'supervisor', 'admin')),
    personId integer references people (personId) on delete cascade,
    createdBy integer not null,
    createdAt integer not null,
    expiresAt integer not null,
    usedAt integer,
    usedBy integer
  ) strict, without rowid`,
  `create table audit (
    sequence integer primary key autoincrement,
    at integer not null,
    telegramId integer,
    chatId integer,
    action text not null,
    details text not null,
    outcome text not null,
    durationMs integer,
    previousHash text not null,
    hash text not null
  ) strict`,
  `create trigger auditIsNotChanged before update on audit
    begin select raise(abort, 'the audit is append-only'); end`,
  `create trigger auditIsNotShortened before delete on audit
    begin select raise(abort, 'the audit is append-only'); end`,
  `create table telegramUpdates (
    sequence integer primary key,
    updateId integer not null unique,
    chatKey text not null,
    receivedAt integer not null,
    body text not null,
    state text not null check (state in ('new', 'done', 'failed')),
    attempts integer not null default 0,
    error text
  ) strict`,
  `create index telegramUpdatesNew on telegramUpdates (sequence) where state = 'new'`,
  `create table buttons (
    nonce text primary key,
    telegramId integer not null,
    chatId integer not null,
    messageId integer,
    action text not null,
    args text not null,
    createdAt integer not null,
    expiresAt integer not null,
    usedAt integer,
    usedByUpdateId integer
  ) strict, without rowid`,
  `create index buttonsByMessage on buttons (chatId, messageId)`,
  `create index buttonsByExpiry on buttons (expiresAt)`,
  `create table flows (
    key text primary key,
    value text not null,
    touchedAt integer not null
  ) strict, without rowid`,
  `create table secretPrompts (
    chatId integer primary key,
    createdAt integer not null
  ) strict`,
  `create table vanishingMessages (
    chatId integer not null,
    messageId integer not null,
    vanishAt integer not null,
    primary key (chatId, messageId)
  ) strict, without rowid`,
  `create table changes (
    changeId integer primary key autoincrement,
    startedAt integer not null,
    finishedAt integer,
    telegramId integer,
    requestKey text unique,
    titleKey text not null,
    titleArguments text not null,
    files text not null,
    reload text not null,
    proof text not null,
    effect text,
    undoes integer references changes (changeId),
    state text not null
      check (state in ('writing', 'restoring', 'done', 'putBack', 'stuck', 'byHand')),
    because text,
    isOpen integer check (isOpen = 1)
  ) strict`,
  `create unique index changesOneOpen on changes (isOpen)`,
];
