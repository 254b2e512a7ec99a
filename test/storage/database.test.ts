import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDatabase, type Storage } from '../../src/storage/database.ts';
import { lockFolder } from '../../src/storage/process-lock.ts';

let folder: string;
let database: Storage | undefined;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'nb-db-'));
});

afterEach(async () => {
  await database?.destroy();
  database = undefined;
  rmSync(folder, { recursive: true, force: true });
});

async function open(): Promise<Storage> {
  database = await openDatabase(path.join(folder, 'navbatchi.sqlite'));
  return database;
}

test('a fresh database is in WAL mode, flushes every commit and wipes what it deletes', async () => {
  const opened = await open();
  const pragma = async (name: string) => {
    const { rows } = await sql.raw<Record<string, unknown>>(`pragma ${name}`).execute(opened);
    return Object.values(rows[0] ?? {})[0];
  };
  expect(await pragma('journal_mode')).toBe('wal');
  expect(await pragma('synchronous')).toBe(2);
  expect(await pragma('foreign_keys')).toBe(1);
  expect(await pragma('busy_timeout')).toBe(5000);
  expect(await pragma('secure_delete')).toBe(1);
  expect(await pragma('trusted_schema')).toBe(0);
});

test('opening it again finds the tables up to date', async () => {
  await (await open()).destroy();
  const people = await (await open()).selectFrom('people').selectAll().execute();
  expect(people).toEqual([]);
});

test('a migration that fails in the middle leaves nothing of itself', async () => {
  const file = path.join(folder, 'navbatchi.sqlite');
  const raw = new Database(file);
  raw.exec('create table audit (x)');
  raw.close();
  await expect(openDatabase(file)).rejects.toThrow('could not be brought up to date');
  const after = new Database(file);
  const names = after
    .prepare<[], { name: string }>("select name from sqlite_master where type = 'table'")
    .all();
  after.close();
  expect(names.map((row) => row.name)).not.toContain('people');
});

test('a query beside an open transaction waits until the transaction has ended', async () => {
  const opened = await open();
  const order: string[] = [];
  const { promise: inside, resolve: enter } = Promise.withResolvers<undefined>();
  const { promise: release, resolve: leave } = Promise.withResolvers<undefined>();
  const transaction = opened.transaction().execute(async () => {
    enter(undefined);
    await release;
    order.push('transaction');
  });
  await inside;
  const query = opened
    .selectFrom('people')
    .selectAll()
    .execute()
    .then(() => order.push('query'));
  leave(undefined);
  await Promise.all([transaction, query]);
  expect(order).toEqual(['transaction', 'query']);
});

test('a transaction that SQLite took back itself, as on a full disk, fails with the first error', async () => {
  const opened = await open();
  const failing = opened.transaction().execute(async (transaction) => {
    await sql`rollback`.execute(transaction);
    throw new Error('database or disk is full');
  });
  await expect(failing).rejects.toThrow('database or disk is full');
  expect(await opened.selectFrom('people').selectAll().execute()).toEqual([]);
});

test('a file that is no database is refused with the way out', async () => {
  const file = path.join(folder, 'navbatchi.sqlite');
  const { writeFileSync } = await import('node:fs');
  writeFileSync(file, 'x'.repeat(5000));
  await expect(openDatabase(file)).rejects.toThrow('cannot be opened');
});

test('a second process in the same folder is told so, and may come in when the first has gone', () => {
  const first = lockFolder(folder);
  expect(() => lockFolder(folder)).toThrow('Another Navbatchi process');
  first.release();
  lockFolder(folder).release();
});
