import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDatabase, type Storage } from '../../src/storage/database.ts';
import { up as moveIn } from '../../src/storage/migrations/0016-person-ids.ts';
import { createPeople } from '../../src/storage/people.ts';

let folder: string;
let database: Storage;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'nb-people-'));
  database = await openDatabase(path.join(folder, 'people.sqlite'));
});
afterEach(async () => {
  await database.destroy();
  await rm(folder, { recursive: true });
});

const hire = async (name: string): Promise<number> => {
  const row = { name, role: 'operator', locale: 'uz', telegramId: null, extension: null };
  const { personId } = await database
    .insertInto('people')
    .values({ ...row, createdAt: 1 })
    .returning('personId')
    .executeTakeFirstOrThrow();
  return personId;
};

test('the id of somebody who was removed is never given to somebody else', async () => {
  const ali = await hire('Ali');
  await database.deleteFrom('people').where('personId', '=', ali).execute();
  expect(await hire('Vali')).toBeGreaterThan(ali);
  expect(await createPeople(database).byId(ali)).toBeUndefined();
});

test('a person’s invites go with the person', async () => {
  const ali = await hire('Ali');
  await database
    .insertInto('invites')
    .values({
      ...{ tokenHash: 'hash', role: 'operator', personId: ali, createdBy: 1, createdAt: 1 },
      ...{ expiresAt: 2, usedAt: null, usedBy: null },
    })
    .execute();
  await database.deleteFrom('people').where('personId', '=', ali).execute();
  expect(await database.selectFrom('invites').selectAll().execute()).toEqual([]);
});

test('people and invites of an older house move in with their ids', async () => {
  const older = new Database(path.join(folder, 'people.sqlite'));
  older.exec(`
    drop table invites; drop table people;
    create table people (personId integer primary key, telegramId integer unique, name text not null,
      role text not null, locale text not null, extension text unique,
      onDuty integer not null default 0, createdAt integer not null, dutySince integer) strict;
    create table invites (tokenHash text primary key, role text not null,
      personId integer references people (personId) on delete cascade, createdBy integer not null,
      createdAt integer not null, expiresAt integer not null, usedAt integer, usedBy integer)
      strict, without rowid;
    insert into people values (3, 33, 'Ali', 'owner', 'ru', '1003', 1, 5, 7);
    insert into invites values ('hash', 'admin', 3, 33, 1, 2, null, null);`);
  const house = new Kysely<unknown>({ dialect: new SqliteDialect({ database: older }) });
  await moveIn(house);
  await house.destroy();
  expect(await database.selectFrom('people').selectAll().execute()).toEqual([
    {
      ...{ personId: 3, telegramId: 33, name: 'Ali', role: 'owner', locale: 'ru' },
      ...{ extension: '1003', onDuty: 1, createdAt: 5, dutySince: 7 },
    },
  ]);
  const invites = await database.selectFrom('invites').select(['tokenHash', 'personId']).execute();
  expect(invites).toEqual([{ tokenHash: 'hash', personId: 3 }]);
});
