import { sql, type Kysely } from 'kysely';

/** The messages that say whose phone rings: they say, too, how it ended. */
export async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(database);
}

const statements: readonly string[] = [
  `create table dialMessages (
    callId text primary key,
    chatId integer not null,
    messageId integer not null,
    locale text not null,
    extension text not null,
    number text not null,
    at integer not null
  ) strict`,
];
