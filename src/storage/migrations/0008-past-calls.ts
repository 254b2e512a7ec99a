import { sql, type Kysely } from 'kysely';

/** How long a caller waited, and which ended calls the worklist of missed ones has seen. */
export async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(database);
}

const statements: readonly string[] = [
  'alter table calls add column waitedMs integer not null default 0',
  'update calls set waitedMs = endedAt - startedAt where missedBecause is not null',
  'alter table calls add column followedAt integer',
  // What ended before there was a worklist is nobody's work any more.
  'update calls set followedAt = endedAt where endedAt is not null',
  'create index callsToFollow on calls (endedAt) where endedAt is not null and followedAt is null',
  'create index callsByStart on calls (startedAt)',
];
