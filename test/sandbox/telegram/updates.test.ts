import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { callBotApi, refusalOf, resultOf } from '../../support/telegram-call.ts';
import { startTelegram, type FakeTelegram, type Person } from '../../support/telegram.ts';

let telegram: FakeTelegram;
let aziza: Person;
let now = 1_780_000_000_000;

beforeEach(async () => {
  telegram = await startTelegram({ clock: { now: () => now }, firstUpdateId: 1000 });
  aziza = telegram.createPerson({ name: 'Aziza' });
});
afterEach(async () => {
  expect(telegram.violations).toEqual([]);
  await telegram.stop();
});

const updates = z.array(z.looseObject({ update_id: z.number() }));

async function idsOf(query: object): Promise<readonly number[]> {
  const found = await resultOf(telegram, 'getUpdates', query, updates);
  return found.map(({ update_id: id }) => id);
}

test('updates stay until a higher offset confirms them', async () => {
  for (const text of ['a', 'b', 'c']) await aziza.says(text);
  expect(await idsOf({})).toEqual([1000, 1001, 1002]);
  expect(await idsOf({})).toEqual([1000, 1001, 1002]);
  expect(await idsOf({ offset: 1001 })).toEqual([1001, 1002]);
  expect(await idsOf({ offset: 0 })).toEqual([1001, 1002]);
  expect(await idsOf({ offset: 1003 })).toEqual([]);
  expect(await idsOf({})).toEqual([]);
});

test('a negative offset gives the last ones and forgets the rest', async () => {
  for (const text of ['a', 'b', 'c']) await aziza.says(text);
  expect(await idsOf({ offset: -1 })).toEqual([1002]);
  expect(await idsOf({})).toEqual([1002]);
});

test('limit is between 1 and 100', async () => {
  for (let count = 0; count < 120; count += 1) await aziza.says(`${count}`);
  expect(await idsOf({})).toHaveLength(100);
  expect(await idsOf({ limit: 7 })).toHaveLength(7);
  expect(await idsOf({ limit: 0 })).toHaveLength(1);
  expect(await idsOf({ limit: 1000 })).toHaveLength(100);
});

test('updates are given up after 24 hours', async () => {
  await aziza.says('eski');
  now += 24 * 60 * 60 * 1000;
  await aziza.says('yangi');
  expect(await idsOf({})).toEqual([1001]);
});

test('a long poll wakes with the first update', async () => {
  const waiting = idsOf({ timeout: 50 });
  await expect.poll(() => telegram.emulator.updates.isPolled()).toBe(true);
  await aziza.says('salom');
  expect(await waiting).toEqual([1000]);
});

test('a long poll without updates ends empty at its timeout', async () => {
  expect(await idsOf({ timeout: 1 })).toEqual([]);
});

test('a second question ends the first with 409', async () => {
  const first = callBotApi(telegram, 'getUpdates', { timeout: 50 });
  await expect.poll(() => telegram.emulator.updates.isPolled()).toBe(true);
  expect(await idsOf({ timeout: 0 })).toEqual([]);
  expect(await first).toEqual({
    ok: false,
    error_code: 409,
    description:
      'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
  });
});

test('a caller that hung up leaves no question behind', async () => {
  const request = new AbortController();
  const url = `${telegram.apiRoot}/bot${telegram.token}/getUpdates?timeout=50`;
  const asking = fetch(url, { signal: request.signal }).catch(String);
  await expect.poll(() => telegram.emulator.updates.isPolled()).toBe(true);
  request.abort();
  await asking;
  await expect.poll(() => telegram.emulator.updates.isPolled()).toBe(false);
});

test('allowed_updates is remembered; reactions come only when asked for', async () => {
  const mine = await aziza.says('a');
  await aziza.reacts(mine, '👍');
  expect(await idsOf({})).toEqual([1000]);
  await idsOf({ allowed_updates: ['message_reaction'], offset: 1001 });
  await aziza.says('b');
  await aziza.reacts(mine, '🔥');
  const [reaction] = await resultOf(telegram, 'getUpdates', {}, updates);
  expect(reaction).toMatchObject({
    message_reaction: {
      old_reaction: [{ type: 'emoji', emoji: '👍' }],
      new_reaction: [{ type: 'emoji', emoji: '🔥' }],
    },
  });
  await idsOf({ allowed_updates: [], offset: -1 });
  await aziza.says('c');
  expect(await idsOf({})).toHaveLength(2);
});

test('after a quiet week the ids may begin lower', async () => {
  await aziza.says('a');
  expect(await idsOf({ offset: 0 })).toEqual([1000]);
  await idsOf({ offset: 1001 });
  telegram.emulator.updates.continueFrom(5);
  await aziza.says('b');
  expect(await idsOf({})).toEqual([5]);
});

test('a wrong token is 401, a replaced one too', async () => {
  const wrong = { ...telegram, token: '1:x' };
  expect(await callBotApi(wrong, 'getMe')).toEqual({
    ok: false,
    error_code: 401,
    description: 'Unauthorized',
  });
  telegram.emulator.replaceToken('7000000001:BBnew');
  expect(await refusalOf(telegram, 'getMe')).toBe('Unauthorized');
  expect(await refusalOf({ ...telegram, token: '7000000001:BBnew' }, 'getMe')).toBe('ok');
});

test('closing answers a waiting question and leaves no timer', async () => {
  const timers = (): number =>
    process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
  const before = timers();
  const waiting = idsOf({ timeout: 50 });
  const settled = waiting.catch(() => []);
  await expect.poll(() => telegram.emulator.updates.isPolled()).toBe(true);
  await telegram.stop();
  await settled;
  expect(timers()).toBeLessThanOrEqual(before);
  telegram = await startTelegram();
});
