import { afterEach, expect, test } from 'vitest';
import type { FakeMeta } from '../support/meta.ts';
import { startInboxOffice, type InboxOffice } from '../support/inbox-office.ts';
import type { Group, Person } from '../support/telegram.ts';
import type { TestTopic } from '../support/telegram-group.ts';

let office: InboxOffice;
let meta: FakeMeta;
let owner: Person;
let group: Group;

/** One pixel. */
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=',
  'base64',
);

const pace = {
  ...{ firstCompareMs: 0, compareEveryMs: 400, compareAgainMs: 100, lookEveryMs: 30 },
  ...{ graceMs: 500, overlapMs: 60_000 },
};

const open = async (options: Parameters<typeof startInboxOffice>[0] = {}): Promise<void> => {
  office = await startInboxOffice({ inboxPace: pace, ...options });
  ({ meta, owner, group } = office);
  meta.limits.set('conversations', 100);
};

afterEach(async () => {
  await office.stop();
  expect(office.telegram.violations).toEqual([]);
});

/** What stands in the topic under its head. */
function saidIn(topic: TestTopic): readonly string[] {
  return group
    .messages(topic)
    .filter(({ isFromBot, text }) => isFromBot && !text.startsWith('👤'))
    .map(({ text }) => text);
}

test('of 200 messages a twentieth is never told; each stands in its topic once, the found ones in their order', async () => {
  await open();
  const customers = Array.from({ length: 20 }, (_, index) =>
    meta.createCustomer(index % 2 === 0 ? office.page : office.instagram, `Mijoz-${index}`),
  );
  meta.webhooks.behave({ lostShare: 0.05, seed: 5, parallel: 4 });
  for (let number = 1; number <= 10; number += 1) {
    for (const customer of customers) customer.writes(`${customer.customer.name} ${number}`);
  }
  expect(meta.webhooks.lost.length).toBeGreaterThan(4);
  for (const { customer } of customers) {
    const icon = customer.account.platform === 'instagram' ? '📷' : '💬';
    const topic = await group.topic(`${icon} ${customer.name}`);
    for (let number = 1; number <= 10; number += 1) {
      const line = new RegExp(`(^|\n)${customer.name} ${number}$`);
      await owner.sees(line, { in: group, topic, anytime: true });
    }
    const found = saidIn(topic).filter((text) => text.startsWith('🛟'));
    const numbers = (texts: readonly string[]) =>
      texts.map((text) => Number(text.split(' ').at(-1)));
    expect(numbers(saidIn(topic)).toSorted((one, other) => one - other)).toEqual(
      Array.from({ length: 10 }, (_, index) => index + 1),
    );
    expect(numbers(found)).toEqual(numbers(found).toSorted((one, other) => one - other));
  }
});

test('a webhook that comes after all makes no second bubble', async () => {
  await open();
  const bobur = meta.createCustomer(office.page, 'Bobur');
  bobur.writes('birinchi');
  const topic = await group.topic('💬 Bobur');
  await owner.sees('birinchi', { in: group, topic, anytime: true });
  meta.webhooks.hold();
  bobur.writes('ikkinchi');
  await owner.sees(/^🛟 \d\d:\d\d da yozilgan.*\nikkinchi$/, { in: group, topic, anytime: true });
  meta.webhooks.release();
  bobur.writes('uchinchi');
  await owner.sees('uchinchi', { in: group, topic, anytime: true });
  await meta.webhooks.idle();
  expect(saidIn(topic)).toEqual(['birinchi', expect.stringContaining('ikkinchi'), 'uchinchi']);
});

test('what Meta told as said to another app is not fetched as if nobody had told it', async () => {
  await open();
  const bobur = meta.createCustomer(office.page, 'Bobur');
  bobur.writes('birinchi');
  const topic = await group.topic('💬 Bobur');
  await owner.sees('birinchi', { in: group, topic, anytime: true });
  meta.webhooks.behave({ lostShare: 1 });
  const { mid, at } = bobur.writes('boshqa ilovaga');
  const sender = { sender: { id: bobur.customer.id }, recipient: { id: office.page.id } };
  const standby = [{ ...sender, timestamp: at, message: { mid, text: 'boshqa ilovaga' } }];
  const entry = [{ id: office.page.id, time: at, standby }];
  expect(await meta.webhooks.post(JSON.stringify({ object: 'page', entry }))).toBe(200);
  // Told by nobody: when this is found, what stands before it was compared too.
  bobur.writes('ikkinchi');
  await owner.sees(/^🛟.*\nikkinchi$/, { in: group, topic, anytime: true });
  expect(saidIn(topic)).toEqual([
    'birinchi',
    expect.stringContaining('(standby message)'),
    expect.stringContaining('ikkinchi'),
  ]);
});

test('answers of ours whose webhooks never come are nobody else’s; one given in Meta’s own app is shown as such', async () => {
  await open();
  const bobur = meta.createCustomer(office.page, 'Bobur');
  bobur.writes('Bormisiz?');
  const topic = await group.topic('💬 Bobur');
  await owner.sees('Bormisiz?', { in: group, topic, anytime: true });
  meta.webhooks.behave({ lostShare: 1 });
  await owner.says('Ha, bormiz', { in: group, topic });
  await bobur.sees('Ha, bormiz');
  // Done, and its answer lost: only the conversation can tell.
  meta.faults.next('send', { type: 'dropAfter' });
  await owner.says('Keling', { in: group, topic });
  await bobur.sees('Keling');
  bobur.colleague.writes('Boshqa ilovadan');
  await owner.sees(/Boshqa ilovadan/, { in: group, topic, anytime: true });
  bobur.writes('Rahmat');
  await owner.sees(/Rahmat/, { in: group, topic, anytime: true });
  expect(saidIn(topic)).toEqual([
    'Bormisiz?',
    expect.stringMatching(/Boshqa ilovadan$/),
    expect.stringMatching(/^🛟.*\nRahmat$/),
  ]);
  expect(bobur.received().map(({ text }) => text)).toEqual([
    'Ha, bormiz',
    'Keling',
    'Boshqa ilovadan',
  ]);
});

test('what was written while the bot was away is fetched at its start, files too; more than Meta shows is told as such', async () => {
  await open();
  const bobur = meta.createCustomer(office.page, 'Bobur');
  bobur.writes('birinchi');
  const topic = await group.topic('💬 Bobur');
  await owner.sees('birinchi', { in: group, topic, anytime: true });
  meta.webhooks.behave({ lostShare: 1 });
  for (let number = 1; number <= 30; number += 1) bobur.writes(`${number}-xabar`);
  bobur.sends('image', png, 'image/png');
  await office.restart();
  await owner.sees(/🛟.*\n30-xabar/, { in: group, topic, anytime: true });
  const kinds = () => group.messages(topic).flatMap(({ file }) => file?.kind ?? []);
  await expect.poll(kinds, { timeout: 20_000 }).toEqual(['photo']);
  const said = saidIn(topic).map((text) => text.split('\n').at(-1));
  // The picture and nineteen texts are the last twenty.
  const texts = Array.from({ length: 19 }, (_, index) => `${index + 12}-xabar`);
  expect(said.filter((text) => text?.endsWith('-xabar'))).toEqual(texts);
  expect(said.filter((text) => text?.startsWith('💬'))).toHaveLength(1);
});

test('trouble, limits and a dead token hold it up without losing anything; the admins hear of the token', async () => {
  await open();
  meta.webhooks.behave({ lostShare: 1 });
  const bobur = meta.createCustomer(office.page, 'Bobur');
  meta.faults.next('conversations', { type: 'htmlBefore' });
  meta.faults.next('messages', { type: 'error', code: 613 });
  bobur.writes('salom');
  const topic = await group.topic('💬 Bobur', 30_000);
  meta.tokens.kill(office.pageToken);
  bobur.writes('token oʻlgan paytda');
  await owner.sees(/Meta kaliti \(token\) endi yaroqsiz/);
  await office.restart(meta.tokens.issue(office.page.id));
  await owner.sees(/🛟.*\ntoken oʻlgan paytda/, { in: group, topic, anytime: true });
  expect(saidIn(topic)).toHaveLength(2);
});
