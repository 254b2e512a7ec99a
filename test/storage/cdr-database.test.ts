import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readCdrRows } from '../../src/storage/cdr-database.ts';

let folder: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'nb-cdr-'));
  file = path.join(folder, 'master.db');
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

/** As cdr_sqlite3_custom makes it: it creates an AcctId of its own, and all columns as text. */
function makeDatabase(count: number, table = 'cdr'): Database.Database {
  const database = new Database(file);
  database.exec(
    `create table other (id); create table ${table} (AcctId integer primary key, CallDate, Channel, uniqueid)`,
  );
  const insert = database.prepare(`insert into ${table} values (null, ?, 'PJSIP/1001-1', ?)`);
  database.transaction(() => {
    for (let at = 0; at < count; at += 1) insert.run(String(at), `${at}.1`);
  })();
  return database;
}

test('rows come back to the first old one, oldest first, whatever the letters of their columns', () => {
  makeDatabase(1_234).close();
  const reading = readCdrRows(file, (row) => Number(row['calldate']) < 34);
  expect(reading).toMatchObject({ type: 'read', isWhole: true });
  if (reading.type !== 'read') return;
  expect(reading.rows).toHaveLength(1_200);
  expect(reading.rows[0]).toMatchObject({ uniqueid: '34.1', channel: 'PJSIP/1001-1' });
});

test('beside a writer, and with another name of the table, they are read', () => {
  const writer = makeDatabase(3, 'calls');
  const all = readCdrRows(file, () => false);
  expect(all.type === 'read' && all.rows.length).toBe(3);
  writer.exec('begin immediate');
  const beside = readCdrRows(file, () => false);
  expect(beside.type === 'read' && beside.rows.length).toBe(3);
  writer.exec('rollback');
  writer.close();
});

test('no database, no database at all, and one without calls are told apart', async () => {
  expect(readCdrRows(file, () => false)).toEqual({ type: 'missing' });
  await writeFile(file, 'this is no database, it only has its name'.repeat(100));
  expect(readCdrRows(file, () => false)).toMatchObject({ type: 'unreadable' });
  await rm(file);
  new Database(file).exec('create table other (id)').close();
  expect(readCdrRows(file, () => false)).toMatchObject({
    type: 'unreadable',
    because: 'it has no table of calls',
  });
});
