import { sql, type Kysely } from 'kysely';

/** Phone cards that are watched until their phone registers. No secret stands in them. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql
    .raw(
      `create table phoneCards (
        number text primary key,
        sentAt integer not null,
        card text not null
      ) strict, without rowid`,
    )
    .execute(database);
}
