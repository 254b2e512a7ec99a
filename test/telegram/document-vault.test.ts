import { expect, test } from 'vitest';
import { createDocumentVault } from '../../src/telegram/document-vault.ts';

const minute = 60_000;
const megabytes = (count: number): Uint8Array => new Uint8Array(count * 1024 * 1024);

test('a file is kept for half an hour after it was last opened', () => {
  let now = 0;
  const vault = createDocumentVault({ now: () => now });
  const handle = vault.keep(new Uint8Array([1, 2]));
  now = 29 * minute;
  expect(vault.open(handle)).toEqual(new Uint8Array([1, 2]));
  now = 58 * minute;
  expect(vault.open(handle)).toBeDefined();
  now = 88 * minute;
  expect(vault.open(handle)).toBeUndefined();
});

test('a dropped file is gone', () => {
  const vault = createDocumentVault({ now: () => 0 });
  const handle = vault.keep(megabytes(1));
  vault.drop(handle);
  vault.drop(handle);
  expect(vault.open(handle)).toBeUndefined();
});

test('beyond 64 MB in all, those unused for longest go first', () => {
  const vault = createDocumentVault({ now: () => 0 });
  const [first, second] = [vault.keep(megabytes(20)), vault.keep(megabytes(20))];
  vault.open(first);
  const third = vault.keep(megabytes(30));
  expect(vault.open(second)).toBeUndefined();
  expect(vault.open(first)).toBeDefined();
  expect(vault.open(third)).toBeDefined();
});
