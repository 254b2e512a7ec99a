import { sql, type Kysely } from 'kysely';

/** Who answers which customer, what is answered often, and what is answered without a person. */
export async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(database);
}

const statements: readonly string[] = [
  'alter table customerTopics add column closedAt integer',
  // What Telegram is still to be told of it.
  `alter table customerTopics add column doorWish text check (doorWish in ('close', 'open'))`,
  `alter table customerTopics add column titleShown text not null default ''`,
  // Counts the changes of what the head and the title should show, and which of them they do.
  'alter table customerTopics add column headWanted integer not null default 0',
  'alter table customerTopics add column headSettled integer not null default 0',
  'alter table customerTopics add column isHeadPinned integer not null default 0',
  `create index customerTopicsUnsettled on customerTopics (talkId) where headWanted != headSettled`,
  `create table deskTalks (
    talkId integer primary key references customerTopics (talkId),
    claimedBy integer,
    claimedAt integer,
    closedBy integer,
    closedAt integer
  ) strict`,
  // Who was told that the customer is somebody else's.
  `create table deskNotes (
    talkId integer not null references customerTopics (talkId),
    personId integer not null,
    claimedAt integer not null,
    primary key (talkId, personId)
  ) strict`,
  `create table cannedReplies (
    cannedId integer primary key autoincrement,
    title text not null,
    text text not null,
    changedAt integer not null
  ) strict`,
  `create table autoTexts (
    kind text primary key check (kind in ('greeting', 'away')),
    text text not null,
    isOn integer not null default 0
  ) strict`,
  // One row for each answer, by what the customer did.
  `create table autoAnswers (
    sequence integer primary key,
    talkId integer not null references customerTopics (talkId),
    kind text not null,
    text text not null,
    at integer not null
  ) strict`,
  'create index autoAnswersByTalk on autoAnswers (talkId, kind, at)',
];
