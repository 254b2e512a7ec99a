import { afterEach, beforeEach, expect, test } from 'vitest';
import { createMissedCalls, createMissedStore } from '../../../src/features/missed-calls/index.ts';
import type { MissedCallsDeps } from '../../../src/features/missed-calls/missed-deps.ts';
import { sendAlerts } from '../../../src/features/missed-calls/send-alerts.ts';
import { createLog } from '../../../src/lib/log.ts';
import { createMutex } from '../../../src/lib/mutex.ts';
import { openDatabase, type Storage } from '../../../src/storage/database.ts';
import { createPeople } from '../../../src/storage/people.ts';
import { createCallLog } from '../../../src/telephony/store.ts';
import { noCustomers } from '../../support/no-customers.ts';

const minuteMs = 60_000;

let database: Storage;
let now: number;
let deps: MissedCallsDeps;
let customers = 0;

beforeEach(async () => {
  database = await openDatabase(':memory:');
  now = 1_800_000_000_000;
  deps = {
    ...noCustomers,
    store: createMissedStore(database),
    callLog: createCallLog(database),
    live: () => [],
    placeCall: () => Promise.resolve({ type: 'refused', because: 'noTrunk' }),
    people: createPeople(database),
    findRoute: () => Promise.resolve(undefined),
    outbox: { wake: () => undefined },
    audit: { record: () => Promise.resolve() },
    wordsOf: () => (key) => key,
    isQuiet: () => false,
    policy: { escalateAfterMs: minuteMs, supervisorAfterMs: 5 * minuteMs },
    ...{ clock: { now: () => now }, log: createLog({ level: 'silent' }) },
    timeZone: 'Asia/Tashkent',
  };
});
afterEach(() => database.destroy());

/** Of the person's id. */
async function hire(telegramId: number, role: string, onDuty: number): Promise<number> {
  const { personId } = await database
    .insertInto('people')
    .values({
      ...{ telegramId, name: `P${telegramId}`, role, locale: 'en', extension: null, onDuty },
      createdAt: 1,
    })
    .returning('personId')
    .executeTakeFirstOrThrow();
  return personId;
}

async function miss(count: number, number?: string): Promise<void> {
  for (let index = 0; index < count; index += 1) {
    await database
      .insertInto('calls')
      .values({
        ...{ callId: `call-${now}-${index}`, startedAt: now - 5000, endedAt: now, isEndUnseen: 0 },
        direction: 'inbound',
        outsideNumber: number ?? String(998_901_000_000 + (customers += 1)),
        ...{ outsideName: '', fromExtension: '', answeredBy: '', waitedMs: 2000, talkMs: 0 },
        ...{ body: '{"legs":[],"talks":[]}', missedBecause: 'noAnswer' },
      })
      .execute();
  }
  await live();
}

/** A life of the worklist that takes in what is new. */
async function live(): Promise<void> {
  const missed = createMissedCalls(deps);
  await missed.start();
  await missed.stop();
}

const alert = () => sendAlerts({ ...deps, inTurn: createMutex() });
const wishes = async (): Promise<readonly string[]> =>
  (await database.selectFrom('liveCards').select(['key', 'wanted']).execute()).map(
    ({ key, wanted }) => `${key.replace(/.* to /, '')}: ${wanted === '' ? 'gone' : 'shown'}`,
  );

test('hundreds of customers who were taken do not keep a new one from being told of', async () => {
  const aziza = await hire(22, 'operator', 1);
  await miss(250);
  await database
    .updateTable('missedCalls')
    .set({ claimedBy: aziza, claimedName: 'P22', claimedAt: now })
    .execute();
  now += 10 * minuteMs;
  await miss(1);
  now += minuteMs;
  await alert();
  expect(await wishes()).toEqual(['22: shown']);
});

test('hidden numbers wake nobody: nothing can be done for them', async () => {
  await hire(11, 'operator', 1);
  await hire(12, 'supervisor', 0);
  await miss(3, 'anonymous');
  now += 10 * minuteMs;
  expect(await alert()).toBe(false);
  expect(await wishes()).toEqual([]);
});

test('what somebody took who is not here any more is free again', async () => {
  await miss(1);
  await database
    .updateTable('missedCalls')
    .set({ claimedBy: 77, claimedName: 'Gone', claimedAt: now })
    .execute();
  await alert();
  expect(await deps.store.listOpen({ limit: 1, offset: 0 })).toMatchObject([{ claim: undefined }]);
});

test('who was removed reads nothing more of a customer, and their message goes', async () => {
  await hire(22, 'operator', 1);
  await hire(33, 'operator', 1);
  await miss(1);
  now += minuteMs;
  await alert();
  expect(await wishes()).toEqual(['22: shown', '33: shown']);
  await database.deleteFrom('people').where('telegramId', '=', 22).execute();
  await live();
  expect(await wishes()).toEqual(['22: gone', '33: shown']);
  const { entryId } = (await deps.store.listOpen({ limit: 1, offset: 0 }))[0] ?? {};
  expect((await deps.store.listAlerts(entryId ?? '')).map(({ telegramId }) => telegramId)).toEqual([
    33,
  ]);
});
