import { sql, type Kysely } from 'kysely';

/** Which commands and presses had a number called: a crash brings the same ones again. */
export async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(database);
}

const statements: readonly string[] = [
  `create table dialOrders (
    updateId integer primary key,
    at integer not null
  ) strict`,
];
