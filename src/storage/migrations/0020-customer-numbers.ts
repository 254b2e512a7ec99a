import { sql, type Kysely } from 'kysely';

/** Which telephone numbers are whose, among the customers who write; and messages that go with their topic. */
export async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(database);
}

const statements: readonly string[] = [
  // In full, without its plus. `mid`: of the customer's message that told it; null when a person decided.
  `create table customerNumbers (
    talkId integer not null references customerTopics (talkId),
    number text not null,
    state text not null check (state in ('tied', 'asked', 'untied')),
    mid text,
    at integer not null,
    primary key (talkId, number)
  ) strict, without rowid`,
  `create index customerNumbersByNumber on customerNumbers (number) where state = 'tied'`,
  'create index customerNumbersByMid on customerNumbers (mid) where mid is not null',
  // It makes no sense anywhere but in its topic.
  'alter table liveCards add column isTopicBound integer not null default 0',
];
