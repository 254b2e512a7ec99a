import { sql, type Kysely } from 'kysely';

/**
 * The id of somebody who was removed is given to nobody else: what is claimed, what a change ties, and
 * buttons of older messages name people by it. SQLite keeps that promise with `autoincrement` only,
 * which an old table cannot be given; and dropping a table empties what refers to it.
 */
export async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(database);
}

const people = 'personId, telegramId, name, role, locale, extension, onDuty, createdAt, dutySince';
const invites = 'tokenHash, role, personId, createdBy, createdAt, expiresAt, usedAt, usedBy';

const statements: readonly string[] = [
  `create table newPeople (
    personId integer primary key autoincrement,
    telegramId integer unique,
    name text not null,
    role text not null check (role in ('operator', 'supervisor', 'admin', 'owner')),
    locale text not null check (locale in ('uz', 'ru', 'en')),
    extension text unique,
    onDuty integer not null default 0,
    createdAt integer not null,
    dutySince integer
  ) strict`,
  `insert into newPeople (${people}) select ${people} from people`,
  `create table newInvites (
    tokenHash text primary key,
    role text not null check (role in ('operator', 'supervisor', 'admin')),
    personId integer references newPeople (personId) on delete cascade,
    createdBy integer not null,
    createdAt integer not null,
    expiresAt integer not null,
    usedAt integer,
    usedBy integer
  ) strict, without rowid`,
  `insert into newInvites (${invites}) select ${invites} from invites`,
  'drop table invites',
  'drop table people',
  'alter table newPeople rename to people',
  'alter table newInvites rename to invites',
];
