import { sql, type Kysely } from 'kysely';

/** The test calls that are going on: what a next life of the process must end and say. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql
    .raw(
      `create table testCalls (
        callId text primary key,
        orderKey text not null,
        chatId integer not null,
        messageId integer not null,
        locale text not null check (locale in ('uz', 'ru', 'en')),
        fromNumber text not null,
        toNumber text not null,
        startedAt integer not null
      ) strict, without rowid`,
    )
    .execute(database);
}
