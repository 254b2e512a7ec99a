import { sql, type Kysely } from 'kysely';

/** The restart that Asterisk waits with until no call is left, and who is to be told of its end. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql
    .raw(
      `create table waitingRestart (
        onlyOne integer primary key check (onlyOne = 1),
        telegramId integer not null,
        locale text not null,
        startedAt integer not null
      ) strict`,
    )
    .execute(database);
}
