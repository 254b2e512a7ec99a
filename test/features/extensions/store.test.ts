import { afterEach, beforeEach, expect, test } from 'vitest';
import { createTieExtensions, reverseTies } from '../../../src/features/extensions/index.ts';
import { tieEffect, type Tie } from '../../../src/pbx/tie.ts';
import { openDatabase, type Storage } from '../../../src/storage/database.ts';

let database: Storage;

beforeEach(async () => {
  database = await openDatabase(':memory:');
});
afterEach(() => database.destroy());

const run = createTieExtensions(() => 0);
const write = (data: unknown) =>
  database.transaction().execute((transaction) => run(transaction, data));
const undone = (ties: readonly Tie[]) => reverseTies({ kind: tieEffect, data: ties }).data;
const operators = () => database.selectFrom('people').select(['name', 'extension']).execute();

test("undoing the deletion of nobody's extension enters nobody", async () => {
  const deletion = [{ number: '1001', isTied: false, personId: undefined, personName: '' }];
  await write(deletion);
  await write(undone(deletion));
  expect(await operators()).toEqual([]);
});

test('an operator entered by name leaves with the undo, and is back when that is undone', async () => {
  const creation = [{ number: '1001', isTied: true, personId: undefined, personName: 'Aziza' }];
  await write(creation);
  expect(await operators()).toEqual([{ name: 'Aziza', extension: '1001' }]);
  await write(undone(creation));
  expect(await operators()).toEqual([]);
  await write(creation);
  expect(await operators()).toEqual([{ name: 'Aziza', extension: '1001' }]);
});

test('an operator who got another number meanwhile keeps it when the deletion is undone', async () => {
  await write([{ number: '1001', isTied: true, personId: undefined, personName: 'Aziza' }]);
  const { personId } = await database
    .selectFrom('people')
    .select('personId')
    .executeTakeFirstOrThrow();
  const deletion = [{ number: '1001', isTied: false, personId, personName: 'Aziza' }];
  await write(deletion);
  await write([{ number: '1005', isTied: true, personId, personName: 'Aziza' }]);
  await write(undone(deletion));
  expect(await operators()).toEqual([{ name: 'Aziza', extension: '1005' }]);
});

test('who left is entered again by name', async () => {
  await write([{ number: '1001', isTied: true, personId: 77, personName: 'Aziza' }]);
  expect(await operators()).toEqual([{ name: 'Aziza', extension: '1001' }]);
});
