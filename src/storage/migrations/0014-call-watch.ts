import { sql, type Kysely } from 'kysely';

/** Until when the bot saw all that happened in Asterisk: where it looks again after it was away. */
export async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(database);
}

const statements: readonly string[] = [
  `create table callWatch (
    id integer primary key check (id = 1),
    seenUntil integer not null
  ) strict`,
];
