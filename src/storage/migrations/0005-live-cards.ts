import { sql, type Kysely } from 'kysely';

/** What leaves for Telegram as messages that follow a state, and where to. */
export async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(database);
}

const statements: readonly string[] = [
  `create table liveCards (
    key text primary key,
    chatId integer not null,
    topicId integer,
    messageId integer,
    staleMessageId integer,
    uncertainAfter integer,
    wanted text not null,
    shown text not null,
    wantedSince integer,
    urgency integer not null,
    isSilent integer not null,
    isAnew integer not null,
    dropAt integer,
    nextAt integer not null,
    tries integer not null,
    failure text,
    touchedAt integer not null
  ) strict, without rowid`,
  'create index liveCardsDue on liveCards (chatId) where wantedSince is not null',
  `create table routes (
    name text primary key,
    chatId integer not null,
    topicId integer,
    locale text not null check (locale in ('uz', 'ru', 'en')),
    setBy integer not null,
    blindSince integer
  ) strict, without rowid`,
  // A number comes with its country, or without: its last nine digits tell whose it is.
  'create index callsByOutside on calls (substr(outsideNumber, -9), endedAt)',
];
