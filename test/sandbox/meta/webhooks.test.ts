import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { printAsMeta } from '../../../src/sandbox/meta/meta-json.ts';
import type { Account } from '../../../src/sandbox/meta/world.ts';
import {
  openWebhookHouse,
  verifyToken,
  appSecret,
  type WebhookHouse,
} from '../../features/inbox/webhook-house.ts';
import { startMeta, type FakeMeta, type MetaCustomer } from '../../support/meta.ts';

let house: WebhookHouse;
let meta: FakeMeta;
let page: Account;
let instagram: Account;

beforeEach(async () => {
  house = await openWebhookHouse();
  meta = await startMeta({ appSecret });
  const created = meta.createPage({ name: 'Toshkent Plaza', instagram: 'toshkent.plaza' });
  ({ page } = created);
  if (!created.instagram) throw new Error('no Instagram account');
  ({ instagram } = created);
  expect(await meta.webhooks.register(house.url, verifyToken)).toBe(true);
});

afterEach(async () => {
  await meta.close();
  await house.stop();
});

async function happenings() {
  await meta.webhooks.idle();
  await house.settled();
  const found = [];
  for (;;) {
    const [head] = await house.store.listHeads({ now: 1, settledBefore: Infinity, limit: 1 });
    if (!head) return found;
    await house.store.finishEvent(head.sequence, 'done');
    found.push(head.event);
  }
}

test('a slash and all that is not ASCII is escaped as Meta escapes it', () => {
  expect(printAsMeta({ a: 'ä/ʻ😀' })).toBe('{"a":"\\u00e4\\/\\u02bb\\ud83d\\ude00"}');
});

test('another verify token is not verified', async () => {
  expect(await meta.webhooks.register(house.url, 'boshqa-token')).toBe(false);
});

test('all that a customer can do on Instagram arrives, signed, and is what it was', async () => {
  const aziza = meta.createCustomer(instagram, 'Aziza Karimova');
  const first = aziza.writes('Assalomu alaykum / ertaga ochiqmi? 😀ʻ');
  aziza.sends('image', Buffer.from('rasm'), 'image/jpeg');
  aziza.sends('audio', Buffer.from('ovoz'), 'audio/mp4');
  aziza.repliesToStory('Zoʻr!');
  aziza.mentionsInStory();
  aziza.shares('ig_reel', 'Reel', 'https://www.instagram.com/reel/1');
  aziza.writes({ text: 'Va narxi?', replyTo: first.mid });
  aziza.reacts(first.mid, '❤');
  aziza.takesReactionBack(first.mid);
  aziza.edits(first.mid, 'Ertaga ochiqmi?');
  aziza.unsends(first.mid);
  aziza.taps('Boshlash', 'START');
  aziza.comesBy('kuz', 'SHORTLINK');
  aziza.sendsUnsupported();
  aziza.does('messages', { hologram: {} });
  const told = await happenings();
  expect(told.map(({ happening }) => happening.type)).toEqual([
    ...['message', 'message', 'message', 'message', 'message', 'message', 'message'],
    ...['reaction', 'reaction', 'edit', 'unsent', 'postback', 'referral', 'message', 'unsupported'],
  ]);
  expect(new Set(told.map(({ customerId }) => customerId))).toEqual(new Set([aziza.customer.id]));
  expect(told[0]?.happening).toMatchObject({ text: 'Assalomu alaykum / ertaga ochiqmi? 😀ʻ' });
  expect(told[6]?.happening).toMatchObject({ replyTo: { type: 'message', mid: first.mid } });
  expect(told[4]?.happening).toMatchObject({ attachments: [{ type: 'storyMention' }] });
});

test('a photo of Messenger can be fetched where its webhook says', async () => {
  const bobur = meta.createCustomer(page, 'Bobur');
  bobur.sends('image', Buffer.from('rasm'), 'image/jpeg');
  const [event] = await happenings();
  const happening = event?.happening;
  const attachment = happening?.type === 'message' ? happening.attachments[0] : undefined;
  const url = attachment?.type === 'image' ? attachment.url : '';
  expect(await (await fetch(url)).text()).toBe('rasm');
});

describe('what the page sends', () => {
  let token: string;
  const send = async (customer: MetaCustomer, metadata: string): Promise<void> => {
    await fetch(`${meta.graphRoot}/v25.0/me/messages`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        ...{ recipient: { id: customer.customer.id }, messaging_type: 'RESPONSE' },
        message: { text: 'Ha', metadata },
      }),
    });
  };

  beforeEach(() => {
    token = meta.tokens.issue(page.id);
  });

  test('comes back as an echo after the answer, with its delivery and reading', async () => {
    const bobur = meta.createCustomer(page, 'Bobur');
    bobur.writes('Bormi?');
    await send(bobur, 'outbox 7');
    bobur.reads();
    const [, echo, delivery, read] = (await happenings()).map(({ happening }) => happening);
    const { mid, at } = await bobur.sees('Ha');
    expect(echo).toMatchObject({ type: 'echo', mid, metadata: 'outbox 7', appId: meta.appId });
    expect(delivery).toMatchObject({ type: 'delivery', mids: [mid], upTo: at });
    expect(read).toMatchObject({ type: 'read', upTo: at });
  });

  test('comes back before the answer too, and three times, when Meta is like that', async () => {
    const aziza = meta.createCustomer(instagram, 'Aziza');
    aziza.writes('Bormi?');
    meta.setEchoes({ when: 'before', times: 3 });
    await send(aziza, 'outbox 7');
    expect(meta.webhooks.deliveries).toHaveLength(4);
    const [, echo, ...more] = (await happenings()).map(({ happening }) => happening);
    expect(echo).toMatchObject({ type: 'echo', text: 'Ha', metadata: undefined });
    expect(more).toEqual([]);
  });

  test("comes from another app when a colleague answers in Meta's own inbox", async () => {
    const bobur = meta.createCustomer(page, 'Bobur');
    bobur.colleague.writes('Men javob berdim');
    const [echo] = (await happenings()).map(({ happening }) => happening);
    expect(echo).toMatchObject({ type: 'echo', text: 'Men javob berdim' });
    expect(echo?.type === 'echo' && echo.appId !== meta.appId).toBe(true);
  });
});

test('shuffled, in batches, told twice, and refused at first: each is there once, in order', async () => {
  const customers = Array.from({ length: 10 }, (_, index) =>
    meta.createCustomer(page, `Mijoz ${index}`),
  );
  meta.webhooks.behave({ batchSize: 40, parallel: 3, isShuffled: true, repeatShare: 0.5, seed: 7 });
  meta.webhooks.hold();
  for (let number = 0; number < 30; number += 1) {
    for (const customer of customers) customer.writes(String(number));
  }
  meta.webhooks.release();
  const told = await happenings();
  expect(told).toHaveLength(300);
  for (const { customer } of customers) {
    const texts = told
      .filter(({ customerId }) => customerId === customer.id)
      .map(({ happening }) => (happening.type === 'message' ? Number(happening.text) : -1));
    expect(texts).toEqual(Array.from({ length: 30 }, (_, index) => index));
  }
  const repeats = meta.webhooks.deliveries.length - 8;
  expect(repeats).toBeGreaterThan(0);
});

test('a thousand updates in one request', async () => {
  const dilnoza = meta.createCustomer(page, 'Dilnoza');
  meta.webhooks.behave({ batchSize: 1000 });
  meta.webhooks.hold();
  for (let number = 0; number < 1000; number += 1) dilnoza.writes(`Salom ${number}`);
  meta.webhooks.release();
  await meta.webhooks.idle();
  expect(meta.webhooks.deliveries).toMatchObject([{ status: 200, updates: 1000 }]);
  await house.settled();
  expect(await house.events()).toHaveLength(1000);
});

test('what is refused is told again, and an hour of refusals ends the subscription', async () => {
  let now = 1_790_000_000_000;
  const patient = await startMeta({ appSecret: 'f'.repeat(32), clock: { now: () => now } });
  const created = patient.createPage({ name: 'Sahifa' });
  await patient.webhooks.register(house.url, verifyToken);
  patient.webhooks.behave({ retryMs: [0, 1] });
  patient.createCustomer(created.page, 'Aziza').writes('Salom');
  const tries = () => patient.webhooks.deliveries.length;
  while (tries() < 3) await new Promise(setImmediate);
  expect(created.page.fields).not.toEqual([]);
  now += 61 * 60_000;
  await patient.webhooks.idle();
  expect(new Set(patient.webhooks.deliveries.map(({ status }) => status))).toEqual(new Set([401]));
  expect(created.page.fields).toEqual([]);
  await patient.close();
});
