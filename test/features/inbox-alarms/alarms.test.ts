import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isStrangelySilent, isWrongSecret } from '../../../src/features/inbox-alarms/alarm.ts';
import { createAlarmStore, createInboxAlarms } from '../../../src/features/inbox-alarms/index.ts';
import { createInboxStore } from '../../../src/features/inbox/index.ts';
import { writeBodies } from '../../../src/features/inbox/write-bodies.ts';
import { systemClock } from '../../../src/lib/clock.ts';
import { createLog } from '../../../src/lib/log.ts';
import { pause } from '../../../src/lib/retry.ts';
import { openDatabase, type Storage } from '../../../src/storage/database.ts';

const log = createLog({ level: 'silent' });
const day = 24 * 60 * 60_000;

let database: Storage;
let told: [text: string, isSilent: boolean | undefined][];
let isQuiet: boolean;
let writtenToday: number;
let alarms: ReturnType<typeof createInboxAlarms>;
let mended: number;

beforeEach(async () => {
  database = await openDatabase(':memory:');
  [told, isQuiet, writtenToday, mended] = [[], false, 0, 0];
  alarms = make();
  alarms.start();
});

afterEach(async () => {
  await alarms.stop();
  await database.destroy();
});

function make() {
  return createInboxAlarms({
    ...{ store: createAlarmStore(database), accesses: [], clock: systemClock, log, pause },
    graph: {
      readSubscription: () => Promise.resolve({ type: 'found', value: { fields: ['messages'] } }),
      subscribe: () => Promise.resolve({ type: 'found', value: { success: true } }),
    },
    readTokenEnd: () => Promise.resolve(undefined),
    readLoss: () =>
      Promise.resolve({
        state: writtenToday > 0 ? 'trouble' : 'mended',
        ...{ written: writtenToday, missed: 9, percent: '9' },
      }),
    onMended: () => {
      mended += 1;
    },
    people: {
      list: () =>
        Promise.resolve(
          (['owner', 'operator'] as const).map((role, index) => ({
            ...{ personId: index, telegramId: index, name: role, role, locale: 'uz' as const },
            ...{ extension: undefined, isOnDuty: false, createdAt: 0, dutySince: undefined },
          })),
        ),
    },
    chat: {
      sendMessage: (chatId, { text }, placement) => {
        told.push([`${chatId} ${text}`, placement?.silent]);
        return Promise.resolve(1);
      },
    },
    wordsOf: () => (key) => key,
    isQuiet: () => isQuiet,
    pace: { alarmEveryMs: 20, subscriptionEveryMs: 20, alarmHoldMs: 60_000 },
  });
}

const texts = (): readonly string[] => told.map(([text]) => text);
const heard = (expected: readonly string[]) =>
  expect.poll(texts, { timeout: 20_000 }).toEqual(expected);

test('a full disk is told to the admins once, and once when it takes webhooks again', async () => {
  await sql`vacuum`.execute(database);
  const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(database);
  await sql.raw(`pragma max_page_count = ${rows[0]?.page_count ?? 0}`).execute(database);
  const keep = writeBodies({
    ...{ store: createInboxStore(database), clock: systemClock, log },
    onKept: alarms.noteKept,
  });
  const body = Buffer.alloc(64 * 1024, 'x');
  await expect(keep(body)).rejects.toThrow();
  await heard(['0 alarm-unwritable']);
  await expect(keep(body)).rejects.toThrow();
  await sql.raw('pragma max_page_count = 1000000').execute(database);
  await heard(['0 alarm-unwritable', '0 alarm-unwritable-over']);
  expect(mended).toBe(1);
  await keep(body);
});

test('a loss is told once, over a restart too; silent in quiet hours; when it is over, that is told', async () => {
  isQuiet = true;
  writtenToday = 100;
  alarms.noteCompared();
  await heard(['0 alarm-loss']);
  expect(told[0]?.[1]).toBe(true);
  await alarms.stop();
  alarms = make();
  alarms.start();
  alarms.noteCompared();
  writtenToday = 0;
  alarms.noteCompared();
  await heard(['0 alarm-loss', '0 alarm-loss-over']);
  // The same again soon after is no news.
  writtenToday = 100;
  alarms.noteCompared();
  const store = createAlarmStore(database);
  await store.raise('silence', { args: {}, at: 0, holdMs: 0 });
  await heard(['0 alarm-loss', '0 alarm-loss-over', '0 alarm-silence']);
});

test('the secret is wrong when many signatures are bad and no good one came for a while', () => {
  const now = 50 * day;
  expect(isWrongSecret({ bad: 5, lastGoodAt: now - 600_000 }, now, 600_000)).toBe(true);
  expect(isWrongSecret({ bad: 4, lastGoodAt: 0 }, now, 600_000)).toBe(false);
  expect(isWrongSecret({ bad: 500, lastGoodAt: now - 1000 }, now, 600_000)).toBe(false);
});

test('silence is strange only where people usually write at this time', () => {
  expect(isStrangelySilent([0, 3, 4, 3, 5, 3, 3, 0])).toBe(true);
  expect(isStrangelySilent([1, 3, 4, 3, 5, 3, 3, 3])).toBe(false);
  expect(isStrangelySilent([0, 3, 0, 3, 5, 30, 30, 0])).toBe(false);
  expect(isStrangelySilent([0, 1, 1, 1, 1, 1, 1, 1])).toBe(false);
  expect(isStrangelySilent([])).toBe(false);
});

test('what webhooks told is counted by the hours of each day; what was found does not count', async () => {
  const now = 50 * day;
  const row = (at: number, fetched: number, mid: string) => ({
    ...{ eventKey: mid, platform: 'messenger', accountId: '1', customerId: '2', kind: 'message' },
    ...{ mid, happenedAt: at, receivedAt: at, slot: 'messaging', body: '', fetched },
  });
  await database
    .insertInto('inboxEvents')
    .values([
      row(now - 1000, 1, 'a'),
      row(now - day - 1000, 0, 'b'),
      row(now - day - 2000, 2, 'c'),
      row(now - 7 * day - 1000, 0, 'd'),
      row(now - 7 * day - 9_999_999, 0, 'e'),
    ])
    .execute();
  const counts = await createAlarmStore(database).countByDays(now, 9_000_000);
  expect(counts).toEqual([0, 2, 0, 0, 0, 0, 0, 1]);
});
