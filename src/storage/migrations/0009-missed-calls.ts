import { sql, type Kysely } from 'kysely';

/** The worklist of missed calls, whom of the staff it was told, and buttons that a whole group may press. */
export async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(database);
}

const statements: readonly string[] = [
  'alter table buttons add column isShared integer not null default 0',
  'create index sharedButtons on buttons (chatId, messageId) where isShared = 1',
  `create table missedCalls (
    entryId text primary key,
    numberKey text not null,
    number text not null,
    name text not null,
    tries integer not null,
    firstAt integer not null,
    lastAt integer not null,
    waitedMs integer not null,
    because text not null,
    isEndUnseen integer not null,
    unclaimedSince integer not null,
    claimedBy integer,
    claimedName text,
    claimedAt integer,
    attemptAt integer,
    attemptBy text,
    attemptBecause text,
    dutyToldAt integer,
    supervisorsToldAt integer,
    endedAt integer,
    endedHow text check (endedHow in ('talked', 'done')),
    endedBy text,
    callUpdateId integer,
    check ((endedAt is null) = (endedHow is null)),
    check ((claimedBy is null) = (claimedAt is null))
  ) strict, without rowid`,
  // Of one number one entry is open: nothing is ever doubled. Hidden numbers are '' and stand alone.
  `create unique index missedCallsOpen on missedCalls (numberKey)
    where endedAt is null and numberKey <> ''`,
  'create index missedCallsByAge on missedCalls (firstAt) where endedAt is null',
  'create index missedCallsByNumber on missedCalls (numberKey, endedAt)',
  'create index missedCallsByFirst on missedCalls (firstAt)',
  `create table missedCallAlerts (
    entryId text not null,
    telegramId integer not null,
    locale text not null check (locale in ('uz', 'ru', 'en')),
    primary key (entryId, telegramId)
  ) strict, without rowid`,
];
