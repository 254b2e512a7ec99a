import { afterEach, beforeEach, expect, test } from 'vitest';
import { createGapStore, createInboxGaps } from '../../../src/features/inbox-gaps/index.ts';
import { createInbox, createInboxStore } from '../../../src/features/inbox/index.ts';
import { readWebhookBody } from '../../../src/features/inbox/webhook-body.ts';
import { systemClock } from '../../../src/lib/clock.ts';
import { createLog } from '../../../src/lib/log.ts';
import { pause } from '../../../src/lib/retry.ts';
import { Secret } from '../../../src/lib/secret.ts';
import { createGraph, type Graph } from '../../../src/meta/graph.ts';
import type { Account } from '../../../src/sandbox/meta/world.ts';
import { openDatabase, type Storage } from '../../../src/storage/database.ts';
import { startMeta, type FakeMeta } from '../../support/meta.ts';

let meta: FakeMeta;
let page: Account;
let token: string;
let database: Storage;
let graph: Graph;
let stop: (() => Promise<void>) | undefined;

const log = createLog({ level: 'silent' });

beforeEach(async () => {
  meta = await startMeta();
  ({ page, token } = meta.createPage({ name: 'Sahifa' }));
  database = await openDatabase(':memory:');
  graph = createGraph({
    ...{ graphRoot: meta.graphRoot, instagramRoot: meta.instagramRoot, version: 'v25.0' },
    ...{ appSecret: new Secret(meta.appSecret), instagramAppSecret: undefined, lookEveryMs: 1 },
  });
  meta.limits.set('conversations', 10_000);
});

afterEach(async () => {
  await stop?.();
  stop = undefined;
  await graph.close();
  await database.destroy();
  await meta.close();
});

/** Compares at its start and when it is woken. */
function startGaps({ overlapMs = 60_000 } = {}) {
  let [begunAt, comparedFrom] = [0, 0];
  const store = createGapStore(database);
  const events = createInboxStore(database);
  const inbox = createInbox({
    ...{ store: events, access: () => undefined, clock: systemClock, log },
    onEvents: () => undefined,
  });
  const gaps = createInboxGaps({
    ...{ store, graph, clock: systemClock, log, random: Math.random, pause },
    accessOf: (platform) =>
      platform === 'messenger' ? { kind: 'page', token: new Secret(token) } : undefined,
    addFetched: inbox.addFetched,
    oldestBodyAt: () => {
      begunAt = Date.now();
      return events.oldestBodyAt();
    },
    onTokenDead: () => undefined,
    onCompared: () => {
      comparedFrom = begunAt;
    },
    pace: { firstCompareMs: 60_000, compareEveryMs: 60_000, graceMs: 0, overlapMs },
  });
  gaps.start();
  stop = gaps.stop;
  return {
    store,
    /** Ends when all that was written before it is compared. */
    compare: async () => {
      const at = Date.now();
      gaps.wake();
      await expect.poll(() => comparedFrom, { timeout: 20_000 }).toBeGreaterThanOrEqual(at);
    },
    /** As a webhook does. */
    tell: async (item: object) => {
      const body = JSON.stringify({ object: 'page', entry: [{ id: page.id, messaging: [item] }] });
      const bytes = Buffer.from(body);
      const read = readWebhookBody(bytes, Date.now());
      if (read.type !== 'read') throw new Error(read.because);
      const told = read.events.map((event) => ({ ...event, receivedAt: Date.now() }));
      await events.settleBodies({ told, read: [], unreadable: [] });
    },
    heads: () => events.listHeads({ now: Infinity, settledBefore: Infinity, limit: 1000 }),
  };
}

const soon = () => new Promise((resolve) => setTimeout(resolve, 1100));

test('120 conversations stand on three pages, and all are compared', async () => {
  const customers = Array.from({ length: 120 }, (_, index) =>
    meta.createCustomer(page, `M${index}`),
  );
  for (const customer of customers) customer.writes('salom');
  await soon();
  const { compare, heads, store } = startGaps();
  await compare();
  expect(await heads()).toHaveLength(120);
  expect(await store.countLoss(0)).toEqual({ written: 120, missed: 120 });
});

test('a conversation that did not change is not looked at again; one that did is', async () => {
  const bobur = meta.createCustomer(page, 'Bobur');
  const aziza = meta.createCustomer(page, 'Aziza');
  bobur.writes('birinchi');
  aziza.writes('birinchi');
  await soon();
  const { compare, store } = startGaps();
  await compare();
  bobur.writes('ikkinchi');
  await soon();
  await compare();
  const looks = meta.calls.filter(({ name }) => name === 'messages').map(({ path }) => path);
  expect(looks.filter((path) => path.includes(aziza.customer.id))).toHaveLength(1);
  expect(looks.filter((path) => path.includes(bobur.customer.id))).toHaveLength(2);
  expect(await store.countLoss(0)).toEqual({ written: 3, missed: 3 });
});

test('one conversation that Meta does not show holds up no other', async () => {
  const customers = ['Bobur', 'Aziza', 'Nodira'].map((name) => meta.createCustomer(page, name));
  for (const customer of customers) customer.writes('salom');
  meta.faults.next('messages', { type: 'error', code: 100, subcode: 33 });
  await soon();
  const { compare, heads } = startGaps();
  await compare();
  expect(await heads()).toHaveLength(2);
});

test('what cannot be compared says why, until it can be', async () => {
  meta.createCustomer(page, 'Bobur').writes('salom');
  await soon();
  const { compare, store } = startGaps();
  await compare();
  meta.faults.next('conversations', { type: 'error', code: 200, message: 'no permission' });
  const refused = compare();
  await expect
    .poll(() => store.listChecks(), { timeout: 20_000 })
    .toMatchObject([{ platform: 'messenger', trouble: 'notPermitted' }]);
  await Promise.all([refused, compare()]);
  expect(await store.listChecks()).toMatchObject([{ trouble: undefined }]);
});

test('a message that Meta calls otherwise in the conversation is not found a second time', async () => {
  const bobur = meta.createCustomer(page, 'Bobur');
  const { at, text } = bobur.writes('birinchi');
  const { heads, compare, store, tell } = startGaps();
  await tell({
    ...{ sender: { id: bobur.customer.id }, recipient: { id: page.id }, timestamp: at },
    message: { mid: 'm_another', text },
  });
  bobur.writes('ikkinchi');
  await soon();
  await compare();
  expect(await heads()).toHaveLength(1);
  expect(await store.countLoss(0)).toEqual({ written: 2, missed: 1 });
});
