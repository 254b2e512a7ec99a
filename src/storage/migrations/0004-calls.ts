import { sql, type Kysely } from 'kysely';

/** The calls of the PBX. Written as SQL: a migration must stay what it was on the day it was written. */
export async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(database);
}

const statements: readonly string[] = [
  `create table calls (
    callId text primary key,
    startedAt integer not null,
    endedAt integer,
    direction text not null check (direction in ('inbound', 'outbound', 'internal')),
    outsideNumber text not null,
    outsideName text not null,
    fromExtension text not null,
    answeredBy text not null,
    talkMs integer not null,
    missedBecause text,
    isEndUnseen integer not null,
    body text not null
  ) strict, without rowid`,
  'create index callsByEnd on calls (endedAt)',
];
