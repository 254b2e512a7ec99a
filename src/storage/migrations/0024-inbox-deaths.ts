import { sql, type Kysely } from 'kysely';

/** With which events in hand the process died, apart from how often one was refused. */
export async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(database);
}

const statements: readonly string[] = [
  // What they counted so far were deaths and refusals in one.
  'alter table inboxEvents rename column attempts to refusals',
  `update inboxEvents set refusals = 0 where state = 'new' and refusals != 0`,
  // 1: in hand. 2: held, to be handled alone later.
  'alter table inboxEvents add column inHand integer not null default 0',
  'alter table inboxEvents add column deaths integer not null default 0',
  'create index inboxEventsInHand on inboxEvents (sequence) where inHand != 0',
];
