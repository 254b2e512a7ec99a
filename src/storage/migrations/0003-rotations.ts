import { sql, type Kysely } from 'kysely';

/** Rotations of the ARI password: names, states and fingerprints, never a password. */
export async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(database);
}

const statements: readonly string[] = [
  `create table rotations (
    rotationId text primary key,
    kind text not null check (kind in ('alternating', 'leaked', 'single')),
    state text not null check (state in ('prepared', 'switched', 'grace', 'retired',
      'aborting', 'goingBack', 'wentBack', 'done', 'putBack', 'stuck')),
    startedAt integer not null,
    finishedAt integer,
    telegramId integer not null,
    messageId integer,
    previousUser text not null,
    nextUser text not null,
    salt text not null,
    previousPrint text not null,
    nextPrint text not null,
    sessions text not null,
    graceUntil integer,
    because text,
    remarks text not null,
    toldAt integer,
    isOpen integer check (isOpen = 1)
  ) strict, without rowid`,
  `create unique index rotationsOneOpen on rotations (isOpen)`,
  `create index rotationsUntold on rotations (startedAt) where toldAt is null`,
];
