import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDatabase } from '../../src/storage/database.ts';
import type { FakeMeta } from '../support/meta.ts';
import { startInboxOffice, type InboxOffice } from '../support/inbox-office.ts';
import type { FakeTelegram, Group, Person } from '../support/telegram.ts';
import type { TestTopic } from '../support/telegram-group.ts';

let office: InboxOffice;
let meta: FakeMeta;
let telegram: FakeTelegram;
let owner: Person;
let group: Group;

beforeEach(async () => {
  office = await startInboxOffice();
  ({ meta, telegram, owner, group } = office);
});

afterEach(async () => {
  await office.stop();
  expect(telegram.violations).toEqual([]);
});

/** What the bot says in the topic under its head. */
function saidIn(topic: TestTopic): readonly string[] {
  return group
    .messages(topic)
    .filter(({ isFromBot, text }) => isFromBot && !text.startsWith('👤'))
    .map(({ text }) => text);
}

test('each customer of Messenger and Instagram gets a topic of their name, and there what they write', async () => {
  const bobur = meta.createCustomer(office.page, 'Bobur Aliyev');
  const aziza = meta.createCustomer(office.instagram, 'Aziza');
  const nobody = meta.createCustomer(office.page, 'Yashirin');
  nobody.customer.hasProfile = false;
  bobur.writes('Salom! Narxi <b>qancha</b> & bormi?');
  aziza.writes('Ertaga ochiqmisiz? 😀');
  nobody.writes('Hech kim');
  const [one, other, third] = await Promise.all([
    group.topic('💬 Bobur Aliyev'),
    group.topic('📷 Aziza'),
    group.topic(/💬 Mijoz \d{4}/),
  ]);
  await owner.sees('Narxi <b>qancha</b> & bormi?', { in: group, topic: one, anytime: true });
  await owner.sees('Ertaga ochiqmisiz? 😀', { in: group, topic: other, anytime: true });
  await owner.sees('Hech kim', { in: group, topic: third, anytime: true });
  expect(group.messages(one)[0]?.text).toMatch(
    /Bobur Aliyev · Messenger[^]*Javob yozish mumkin: \d\d/,
  );
  bobur.writes('Yana savol');
  await owner.sees('Yana savol', { in: group, topic: one, anytime: true });
  expect(group.topics()).toHaveLength(3);
});

test('told to end while Telegram takes its time, the bot holds nothing against what it has in hand', async () => {
  const database = await openDatabase(path.join(office.app().varFolder, 'navbatchi.sqlite'));
  const inHand = async () =>
    (await database.selectFrom('inboxEvents').select('inHand').execute()).map((row) => row.inHand);
  const { promise: until, resolve: answer } = Promise.withResolvers<undefined>();
  telegram.faults.next('sendMessage', { type: 'hold', until });
  meta.createCustomer(office.page, 'Bobur').writes('Salom');
  const topic = await group.topic('💬 Bobur');
  await expect.poll(inHand, { timeout: 20_000 }).toEqual([1]);
  // Whoever stops it kills it after a while.
  const stopped = office.app().stop();
  await expect.poll(inHand, { timeout: 20_000 }).toEqual([0]);
  expect(saidIn(topic)).not.toContain('Salom');
  answer(undefined);
  await stopped;
  await database.destroy();
  await office.restart();
  await owner.sees('Salom', { in: group, topic, anytime: true });
}, 60_000);

test('what arrives in disorder and twice stands in the topic in order and once', async () => {
  await office.stop();
  office = await startInboxOffice({ settleMs: 1000 });
  ({ meta, telegram, owner, group } = office);
  meta.webhooks.behave({ isShuffled: true, parallel: 4, repeatShare: 0.5, seed: 7 });
  const bobur = meta.createCustomer(office.page, 'Bobur');
  const written = Array.from({ length: 12 }, (_, index) => `xabar ${index + 1}`);
  for (const text of written) bobur.writes(text);
  const topic = await group.topic('💬 Bobur');
  await owner.sees('xabar 12', { in: group, topic, anytime: true });
  await meta.webhooks.idle();
  expect(saidIn(topic)).toEqual(written);
});

test('a deleted topic is made anew with what was said last, a closed one is opened', async () => {
  const bobur = meta.createCustomer(office.page, 'Bobur');
  bobur.writes('birinchi');
  const first = await group.topic('💬 Bobur');
  await owner.sees('birinchi', { in: group, topic: first, anytime: true });
  group.closesTopic(first);
  bobur.writes('ikkinchi');
  await owner.sees('ikkinchi', { in: group, topic: first, anytime: true });
  expect(group.topics()).toMatchObject([{ isClosed: false }]);
  group.deletesTopic(first);
  bobur.writes('uchinchi');
  const second = await group.topic('💬 Bobur');
  await owner.sees('uchinchi', { in: group, topic: second, anytime: true });
  expect(second.threadId).not.toBe(first.threadId);
  expect(saidIn(second)).toEqual([expect.stringContaining('birinchi\n\nikkinchi'), 'uchinchi']);
});

test('without /inboxhere, and after /inboxoff, what customers write is kept; then it comes', async () => {
  await owner.says('/inboxoff', { in: group });
  await owner.sees(/endi guruhda chiqmaydi/, { in: group });
  const bobur = meta.createCustomer(office.page, 'Bobur');
  bobur.writes('kutaman');
  await meta.webhooks.idle();
  await office.restart();
  expect(group.topics()).toHaveLength(0);
  await owner.says('/inboxhere', { in: group });
  const done = await owner.sees(/mijozlari shu guruhda/, { in: group });
  expect(done.text).not.toContain('⚠️');
  await owner.sees('kutaman', { in: group, topic: await group.topic('💬 Bobur'), anytime: true });
});

test('where there are no topics, or no right to make them, /inboxhere says what to do', async () => {
  const plain = telegram.createGroup({ title: 'Oddiy' });
  plain.adds(owner);
  await owner.says('/inboxhere', { in: plain });
  await owner.sees(/mavzular yoqilmagan/, { in: plain });
  const forum = telegram.createGroup({ title: 'Huquqsiz', isForum: true });
  forum.adds(owner);
  forum.setsBot('administrator', ['can_manage_topics']);
  await owner.says('/inboxhere', { in: forum });
  await owner.sees(/mavzu ochish huquqi yoʻq/, { in: forum });
});

test('the bot thrown out of the group keeps what customers write, tells the admins once, and goes on when it is back', async () => {
  const bobur = meta.createCustomer(office.page, 'Bobur');
  group.setsBot('kicked');
  bobur.writes('yoʻqolmasin');
  await owner.sees(/guruhda koʻrsata olmayapman/);
  group.setsBot('administrator');
  await owner.says('/inboxhere', { in: group });
  const topic = await group.topic('💬 Bobur');
  await owner.sees('yoʻqolmasin', { in: group, topic, anytime: true });
  expect(owner.messages().filter(({ text }) => text.includes('koʻrsata olmayapman'))).toHaveLength(
    1,
  );
});

test('a message whose sending had no answer is sent again, and says so', async () => {
  const bobur = meta.createCustomer(office.page, 'Bobur');
  bobur.writes('birinchi');
  const topic = await group.topic('💬 Bobur');
  await owner.sees('birinchi', { in: group, topic, anytime: true });
  telegram.faults.next('sendMessage', { type: 'resetAfter' });
  bobur.writes('ikkinchi');
  bobur.writes('uchinchi');
  await owner.sees('uchinchi', { in: group, topic, anytime: true });
  expect(saidIn(topic)).toEqual(['birinchi', 'ikkinchi', '↻ ikkinchi', 'uchinchi']);
});
