import Database from 'better-sqlite3';
import { expect, test, vi } from 'vitest';
import { keepStatements } from '../../src/storage/kept-statements.ts';

function open() {
  const connection = new Database(':memory:');
  const prepare = vi.spyOn(connection, 'prepare');
  const keeping = keepStatements(connection);
  const rows = (sql: string, ...values: readonly unknown[]) => keeping.prepare(sql).all(values);
  return { keeping, rows, prepare };
}

test('the same statement is prepared once, whatever its values', () => {
  const { rows, prepare } = open();
  expect([1, 2, 3].map((value) => rows('select ? as one', value))).toEqual([
    [{ one: 1 }],
    [{ one: 2 }],
    [{ one: 3 }],
  ]);
  expect(prepare).toHaveBeenCalledTimes(1);
});

test('one that failed can be used again', () => {
  const { keeping } = open();
  keeping.prepare('create table seats (place integer unique)').run([]);
  const take = (place: number) => keeping.prepare('insert into seats values (?)').run([place]);
  take(1);
  expect(() => take(1)).toThrow('UNIQUE');
  expect(take(2).changes).toBe(1);
});

test('after a change of the tables new columns are there', () => {
  const { keeping, rows } = open();
  keeping.prepare('create table seats (place integer)').run([]);
  keeping.prepare('insert into seats values (1)').run([]);
  expect(rows('select * from seats')).toEqual([{ place: 1 }]);
  keeping.prepare('alter table seats add column row integer default 7').run([]);
  expect(rows('select * from seats')).toEqual([{ place: 1, row: 7 }]);
});

test('the long and the seldom are not kept', () => {
  const { rows, prepare } = open();
  const long = `select 1 as one -- ${'x'.repeat(5000)}`;
  rows(long);
  rows(long);
  expect(prepare).toHaveBeenCalledTimes(2);
  rows('select 0 as number');
  for (let number = 1; number <= 500; number += 1) {
    rows(`select ${number} as number`);
    if (number === 300) rows('select 1 as number');
  }
  prepare.mockClear();
  rows('select 1 as number');
  rows('select 500 as number');
  expect(prepare).not.toHaveBeenCalled();
  rows('select 0 as number');
  expect(prepare).toHaveBeenCalledTimes(1);
});
