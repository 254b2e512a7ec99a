import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { openDatabase } from '../../src/storage/database.ts';
import { unflushed } from '../../src/storage/unflushed.ts';

test('only what is written inside does not wait for the disk, also when it fails', async () => {
  const database = await openDatabase(':memory:');
  const mode = async (connection: typeof database): Promise<unknown> => {
    const { rows } = await sql<{ synchronous: number }>`pragma synchronous`.execute(connection);
    return rows[0]?.synchronous;
  };
  const full = 2;
  const normal = 1;
  const seen: unknown[] = [];
  const inside = unflushed(database, async (connection) => {
    seen.push(await mode(connection));
  });
  const meanwhile = mode(database);
  await inside;
  expect(seen).toEqual([normal]);
  expect(await meanwhile).toBe(full);
  await expect(unflushed(database, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await mode(database)).toBe(full);
  await database.destroy();
});
