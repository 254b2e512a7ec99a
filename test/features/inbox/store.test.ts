import { afterEach, beforeEach, expect, test } from 'vitest';
import { createInboxStore, type InboxStore } from '../../../src/features/inbox/store.ts';
import { readWebhookBody } from '../../../src/features/inbox/webhook-body.ts';
import { openDatabase, type Storage } from '../../../src/storage/database.ts';
import { textItem, webhookOf } from './webhook-house.ts';

let database: Storage;
let store: InboxStore;

beforeEach(async () => {
  database = await openDatabase(':memory:');
  store = createInboxStore(database);
});

afterEach(() => database.destroy());

const start = 1_790_000_000_000;

/** Tells of texts as if they had arrived at that time. */
async function arrive(receivedAt: number, ...items: readonly object[]): Promise<void> {
  const read = readWebhookBody(Buffer.from(webhookOf(...items)), receivedAt);
  const told = read.type === 'read' ? read.events : [];
  await store.settleBodies({
    told: told.map((one) => ({ ...one, receivedAt })),
    ...{ read: [], unreadable: [] },
  });
}

async function heads(settledBefore: number, now = start + 100_000) {
  const found = await store.listHeads({ now, settledBefore, limit: 100 });
  return found.map(({ event, isLate }) => {
    const { happening, customerId } = event;
    const mid = 'mid' in happening ? happening.mid : '';
    return `${customerId} ${mid ?? ''}${isLate ? ' late' : ''}`;
  });
}

async function finish(): Promise<void> {
  const found = await store.listHeads({ now: start * 2, settledBefore: Infinity, limit: 100 });
  for (const { sequence } of found) await store.finishEvent(sequence, 'done');
}

const text = (mid: string, customer: string, after: number) =>
  textItem(mid, 'a', { customer, at: start + after });

test('each customer has the earliest by Meta’s clock at the head, and waits for nobody else', async () => {
  await arrive(start + 10, text('m_2', '77', 2), text('m_9', '88', 9));
  await arrive(start + 11, text('m_1', '77', 1), text('m_3', '77', 3));
  expect(await heads(Infinity)).toEqual(['88 m_9', '77 m_1']);
  await finish();
  expect(await heads(Infinity)).toEqual(['77 m_2']);
  await finish();
  expect(await heads(Infinity)).toEqual(['77 m_3']);
});

test('a customer is left alone until the first has waited, so that an earlier one can still come', async () => {
  await arrive(start + 1000, text('m_2', '77', 2));
  expect(await heads(start + 999)).toEqual([]);
  await arrive(start + 2500, text('m_1', '77', 1));
  expect(await heads(start + 1000)).toEqual(['77 m_1']);
});

const away = { error: 'Telegram is away', isRefused: false, deaths: 0 };

test('when the next one may be at a head is known to the millisecond', async () => {
  expect(await store.nextHeadAt(2000)).toBeUndefined();
  await arrive(start + 1000, text('m_2', '77', 2));
  await arrive(start + 1500, text('m_1', '77', 1), text('m_3', '88', 3));
  expect(await store.nextHeadAt(2000)).toBe(start + 3000);
  expect(await heads(start + 3000 - 2000)).toEqual(['77 m_1']);
  const [first] = await store.listHeads({ now: start, settledBefore: start + 1000, limit: 1 });
  await store.postponeEvent(first?.sequence ?? 0, { nextAt: start + 9000, ...away });
  expect(await store.nextHeadAt(2000)).toBe(start + 3500);
});

test('one that comes after a later one was handled is marked', async () => {
  await arrive(start, text('m_2', '77', 2));
  await finish();
  await arrive(start + 1, text('m_1', '77', 1), text('m_3', '88', 1));
  expect(await heads(Infinity)).toEqual(['77 m_1 late', '88 m_3']);
});

test('one that was put off holds back its own customer only', async () => {
  await arrive(start, text('m_1', '77', 1), text('m_2', '77', 2), text('m_3', '88', 3));
  const [first] = await store.listHeads({ now: start, settledBefore: Infinity, limit: 1 });
  await store.postponeEvent(first?.sequence ?? 0, { nextAt: start + 5000, ...away });
  expect(await heads(Infinity, start + 4999)).toEqual(['88 m_3']);
  expect(await heads(Infinity, start + 5000)).toEqual(['77 m_1', '88 m_3']);
});

test('a death counts against what was in hand, and speaks for what was held; a life that is not killed counts nothing', async () => {
  const names = ['77', '88', '99', '66'];
  await arrive(start, ...names.map((name) => text(`m_${name}`, name, 1)));
  const all = await store.listHeads({ now: start, settledBefore: Infinity, limit: 9 });
  const [handled, held, finished, waits] = all.map(({ sequence }) => sequence);
  const counts = async () => {
    const found = await store.listHeads({ now: start * 2, settledBefore: Infinity, limit: 9 });
    return found.map(
      ({ sequence, deaths }) =>
        `${names[all.findIndex((one) => one.sequence === sequence)]} ${deaths}`,
    );
  };
  for (const sequence of [handled, held, finished]) await store.beginEvent(sequence ?? 0);
  await store.finishEvent(finished ?? 0, 'done');
  await store.countDeaths();
  expect(await counts()).toEqual(['77 1', '88 1', '66 0']);
  await store.beginEvent(handled ?? 0);
  await store.holdEvent(held ?? 0);
  await store.countDeaths();
  expect(await counts()).toEqual(['77 2', '88 0', '66 0']);
  await store.beginEvent(waits ?? 0);
  await store.letGo();
  await store.countDeaths();
  expect(await counts()).toEqual(['77 2', '88 0', '66 0']);
  await store.beginEvent(handled ?? 0);
  await store.postponeEvent(handled ?? 0, { nextAt: 0, ...away });
  await store.countDeaths();
  expect(await counts()).toEqual(['77 0', '88 0', '66 0']);
});

test('what is forgotten is still known when it is told again', async () => {
  await arrive(start, text('m_1', '77', 1));
  await finish();
  await store.forgetBodies(start + 1);
  await arrive(start + 2, text('m_1', '77', 1));
  const rows = await database.selectFrom('inboxEvents').select(['mid', 'body']).execute();
  expect(rows).toEqual([{ mid: 'm_1', body: '' }]);
});

test('only what is finished and old is forgotten, some hundred at once', async () => {
  const many = Array.from({ length: 600 }, (_, index) => text(`m_${index}`, '77', index));
  await arrive(start, ...many);
  await database.updateTable('inboxEvents').set({ state: 'done' }).execute();
  await arrive(start, text('m_waits', '77', 601));
  await arrive(start + 5, text('m_young', '88', 1));
  const kept = async () => {
    const rows = await database
      .selectFrom('inboxEvents')
      .select('mid')
      .where('body', '!=', '')
      .execute();
    return rows.map(({ mid }) => mid);
  };
  expect(await store.forgetBodies(start + 5)).toBe(false);
  expect(await kept()).toHaveLength(102);
  expect(await store.forgetBodies(start + 5)).toBe(true);
  expect(await kept()).toEqual(['m_waits', 'm_young']);
});

test('bodies are given oldest first, in bites, the first one whatever its size', async () => {
  const bodies = [9000, 10, 20, 5000].map((length) => ({
    ...{ receivedAt: start, body: Buffer.alloc(length) },
  }));
  await store.addBodies(bodies);
  const sizes = async (bytes: number) =>
    (await store.listBodies(bytes)).map(({ body }) => body.length);
  expect(await sizes(100)).toEqual([9000]);
  expect(await sizes(9020)).toEqual([9000, 10, 20]);
  expect(await sizes(1_000_000)).toEqual([9000, 10, 20, 5000]);
});
