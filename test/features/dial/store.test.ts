import { afterEach, beforeEach, expect, test } from 'vitest';
import { createCallStore } from '../../../src/features/calls/index.ts';
import { createDialStore, type DialStore } from '../../../src/features/dial/store.ts';
import { openDatabase, type Storage } from '../../../src/storage/database.ts';

let database: Storage;
let store: DialStore;

beforeEach(async () => {
  database = await openDatabase(':memory:');
  store = createDialStore(database);
});
afterEach(async () => {
  await database.destroy();
});

async function add(callId: string, messageId: number, at: number): Promise<void> {
  const dialling = { extension: '1001', number: '909429271' };
  await store.addMessage({ callId, chatId: 1, messageId, locale: 'uz', ...dialling }, at);
}

async function save(callId: string, endedAt: number | undefined): Promise<void> {
  const call = { callId, startedAt: 0, endedAt, isEndUnseen: false, legs: new Map(), talks: [] };
  const nothing = { gone: [], cards: [], hidden: [], dropped: [], at: 0 };
  await createCallStore(database).save({ calls: [call], ...nothing });
}

test('over are those that ended, and those of which nothing was heard in two minutes', async () => {
  await add('ended', 1, 0);
  await add('going on', 2, 0);
  await add('never heard of', 3, 0);
  await save('ended', 1000);
  await save('going on', undefined);
  const over = async (at: number) => (await store.listOver(at)).map(({ callId }) => callId);
  expect(await over(119_000)).toEqual(['ended']);
  expect(await over(121_000)).toEqual(['ended', 'never heard of']);
  await store.removeMessage('ended');
  expect(await over(121_000)).toEqual(['never heard of']);
});

test('a message is about its newest call', async () => {
  await add('first', 1, 0);
  await add('second', 1, 1000);
  expect(await store.findMessage('first')).toBeUndefined();
  expect(await store.findMessage('second')).toMatchObject({ messageId: 1, chatId: 1 });
});

test('an update has a number called once', async () => {
  expect(await store.begin(7, 0)).toBe(true);
  expect(await store.begin(7, 1000)).toBe(false);
  expect(await store.begin(8, 1000)).toBe(true);
});
