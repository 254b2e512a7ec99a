import { sql, type Kysely } from 'kysely';

/** What is known of the token of Instagram Login, which lives 60 days; the token itself stands in `.env` only. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql
    .raw(
      `create table inboxTokens (
    account text primary key check (account in ('instagramLogin')),
    salt text not null,
    print text not null,
    seenAt integer not null,
    renewedAt integer,
    endsAt integer,
    tryAt integer not null,
    tries integer not null default 0,
    trouble text
  ) strict`,
    )
    .execute(database);
}
