import { sql, type Kysely } from 'kysely';

/** Links to what Meta keeps and we may not: they can be taken back. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql
    .raw(
      `create table mediaLinks (
        linkId text primary key,
        mid text,
        url text not null,
        createdAt integer not null
      ) strict`,
    )
    .execute(database);
  await sql.raw(`create index mediaLinksByMid on mediaLinks (mid)`).execute(database);
}
