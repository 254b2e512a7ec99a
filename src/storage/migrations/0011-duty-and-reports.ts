import { sql, type Kysely } from 'kysely';

/** Since when somebody is on duty, and which days' figures were sent. */
export async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(database);
}

const statements: readonly string[] = [
  'alter table people add column dutySince integer',
  `create table dailyReports (
    date text primary key,
    state text not null,
    chatId integer,
    messageId integer,
    tries integer not null default 0,
    failure text,
    touchedAt integer not null
  )`,
];
