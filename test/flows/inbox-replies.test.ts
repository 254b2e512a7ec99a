import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { startInboxOffice, type InboxOffice } from '../support/inbox-office.ts';
import type { FakeMeta, MetaCustomer } from '../support/meta.ts';
import type { FakeTelegram, Group, Person } from '../support/telegram.ts';
import type { SeenMessage } from '../support/telegram-seen.ts';
import { waitFor } from '../support/telegram-wait.ts';
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

/** A customer who wrote, and the topic where that stands. */
async function talkWith(name: string, platform: 'messenger' | 'instagram' = 'messenger') {
  const account = platform === 'messenger' ? office.page : office.instagram;
  const customer = meta.createCustomer(account, name);
  customer.writes('Salom');
  const topic = await group.topic(new RegExp(name));
  await owner.sees('Salom', { in: group, topic, anytime: true });
  return { customer, topic, where: { in: group, topic } };
}

/** Shown on the operator's message, at last or on the way. */
function marked(message: SeenMessage, ...emoji: readonly string[]): Promise<true> {
  return waitFor(telegram.emulator.world.changed, {
    withinMs: 30_000,
    look: () => (message.now().reactions.some((one) => emoji.includes(one)) ? true : undefined),
    explain: () =>
      `never marked ${emoji.join()}, but ${message.now().reactions.join()}\n${group.screen()}`,
  });
}

function receivedBy({ received }: MetaCustomer): readonly string[] {
  return received().map(({ text }) => text);
}

/** What stands below the head, which follows who answers. */
function botSaid(topic: TestTopic): readonly string[] {
  return group
    .messages(topic)
    .flatMap(({ isFromBot, text }) => (isFromBot && !text.startsWith('👤') ? [text] : []));
}

test('what an operator writes in the topic reaches the customer; the message shows sent, delivered, read', async () => {
  const { customer, where } = await talkWith('Bobur');
  const said = await owner.says('Ha, 9 dan 18 gacha 😀', where);
  await customer.sees('Ha, 9 dan 18 gacha 😀');
  await marked(said, '🕊');
  customer.reads();
  await marked(said, '👀');
  expect(customer.customer.messages.at(-1)).toMatchObject({ messagingType: 'RESPONSE' });
});

test('on Instagram, whose echo says nothing of who sent it, no second bubble comes either', async () => {
  const { customer, topic, where } = await talkWith('Aziza', 'instagram');
  const before = botSaid(topic);
  const said = await owner.says('Xush kelibsiz', where);
  await customer.sees('Xush kelibsiz');
  await marked(said, '👌');
  customer.reads();
  await marked(said, '👀');
  expect(botSaid(topic)).toEqual(before);
});

test('echoes before, after and thrice make no second bubble, and an answer in Meta’s own app is shown as one', async () => {
  const { customer, topic, where } = await talkWith('Bobur');
  const before = botSaid(topic);
  meta.setEchoes({ when: 'before', times: 3 });
  await owner.says('birinchi', where);
  await customer.sees('birinchi');
  meta.setEchoes({ when: 'after', times: 3 });
  const second = await owner.says('ikkinchi', where);
  await marked(second, '🕊');
  customer.colleague.writes('Men javob berdim');
  await owner.sees(/Metaning oʻz ilovasidan javob berildi:\nMen javob berdim/, where);
  await meta.webhooks.idle();
  expect(botSaid(topic).slice(before.length)).toEqual([
    expect.stringContaining('Men javob berdim'),
  ]);
  expect(receivedBy(customer)).toEqual(['birinchi', 'ikkinchi', 'Men javob berdim']);
});

test('a note of the team does not leave, and neither does what nobody answers for', async () => {
  const { customer, topic, where } = await talkWith('Bobur');
  await owner.says('// bu mijoz qarzdor', where);
  await owner.says('yashirin', { ...where, anonymously: true });
  await owner.sees(/nomingizni yashirib yozyapsiz/, where);
  const stranger = telegram.createPerson({ name: 'Begona' });
  group.adds(stranger);
  await stranger.says('men ham yozaman', where);
  await stranger.sees(/roʻyxatdan oʻtmagansiz/, where);
  await owner.says('oxirgisi', where);
  await customer.sees('oxirgisi');
  expect(receivedBy(customer)).toEqual(['oxirgisi']);
  expect(group.messages(topic).some(({ text }) => text.startsWith('//'))).toBe(true);
});

test('a long text leaves in parts that the platform takes, in order', async () => {
  const { customer, where } = await talkWith('Aziza', 'instagram');
  const text = Array.from({ length: 300 }, (_, index) => `soʻz${index}`).join(' ');
  await owner.says(text, where);
  await customer.sees('soʻz299');
  const parts = receivedBy(customer);
  expect(parts.length).toBeGreaterThan(2);
  expect(parts.every((part) => Buffer.byteLength(part) <= 1000)).toBe(true);
  expect(parts.join(' ')).toBe(text);
});

test('what the operator answers to is what the customer sees answered', async () => {
  const { customer, topic, where } = await talkWith('Bobur');
  const asked = await owner.sees('Salom', { in: group, topic, anytime: true });
  await owner.says('Sizga ham', { ...where, replyTo: asked });
  const got = await customer.sees('Sizga ham');
  expect(got.replyTo).toBe(customer.customer.messages[0]?.mid);
  const answer = customer.writes({ text: 'Rahmat', replyTo: got.mid });
  expect(answer.text).toBe('Rahmat');
  const shown = await owner.sees('Rahmat', where);
  const operators = group.messages(topic).find(({ text }) => text === 'Sizga ham');
  expect(shown.replyToId).toBe(operators?.messageId);
});

test('a send whose answer is lost is found by its echo, and never done twice', async () => {
  const { customer, where } = await talkWith('Bobur');
  meta.faults.next('send', { type: 'dropAfter' });
  const said = await owner.says('bir marta', where);
  const next = await owner.says('keyingisi', where);
  await marked(said, '🕊');
  await marked(next, '🕊');
  expect(receivedBy(customer)).toEqual(['bir marta', 'keyingisi']);
});

test('without an echo the conversation itself tells: found is sent, missing is sent again', async () => {
  const { customer, where } = await talkWith('Bobur');
  meta.setEchoes({ when: 'never' });
  meta.faults.next('send', { type: 'dropAfter' });
  const found = await owner.says('bor edi', where);
  await marked(found, '👌', '🕊');
  meta.faults.next('send', { type: 'dropBefore' });
  const missing = await owner.says('yoʻq edi', where);
  await marked(missing, '👌', '🕊');
  expect(receivedBy(customer)).toEqual(['bor edi', 'yoʻq edi']);
});

test('where nobody can tell, the operator is asked, and the next replies do not wait for that', async () => {
  const { customer, where } = await talkWith('Bobur');
  meta.setEchoes({ when: 'never' });
  meta.faults.next('send', { type: 'dropAfter' });
  meta.faults.next('conversations', { type: 'error', code: 100, subcode: 33 });
  const said = await owner.says('bordimi', where);
  const question = await owner.sees(/bilib boʻlmadi/, where);
  expect(question.replyToId).toBe(said.messageId);
  await marked(said, '🤔');
  await owner.says('keyingisi', where);
  await customer.sees('keyingisi');
  await owner.taps('Borgan', { ...where, on: question });
  await marked(said, '👌', '🕊');
  expect(receivedBy(customer)).toEqual(['bordimi', 'keyingisi']);
});

test('customers of whom Meta does not say whether they got theirs do not hold up the others', async () => {
  const doubtful = await Promise.all(
    Array.from({ length: 10 }, (_, index) => talkWith(`Mijoz-${index}`)),
  );
  const other = await talkWith('Bobur');
  meta.setEchoes({ when: 'never' });
  meta.faults.next('send', { type: 'dropAfter' }, doubtful.length);
  meta.faults.next('conversations', { type: 'delay', ms: 10_000 }, 100);
  const draw = vi.spyOn(meta.faults, 'draw');
  await Promise.all(doubtful.map(({ where }) => owner.says('bordimi', where)));
  await Promise.all(doubtful.map(({ customer }) => customer.sees('bordimi')));
  // Looks leave one after the other: at the second, all ten have been due for a while.
  const callsOf = (call: string) => draw.mock.calls.filter(([name]) => name === call);
  await vi.waitUntil(() => callsOf('conversations').length >= 2, 30_000);
  await owner.says('oʻtadi', other.where);
  await other.customer.sees('oʻtadi');
  // Nobody's doubt had to end for that.
  expect(callsOf('messages')).toEqual([]);
  expect(callsOf('send')).toHaveLength(11);
});

test('a refused reply says why, and Retry sends it again', async () => {
  const { customer, where } = await talkWith('Bobur');
  customer.blocks();
  const said = await owner.says('eshityapsizmi', where);
  const notice = await owner.sees(/Mijozga yuborilmadi\. Mijozga yozib boʻlmaydi/, where);
  await marked(said, '👎');
  customer.blocks(false);
  await owner.taps('Qayta yuborish', { ...where, on: notice });
  await customer.sees('eshityapsizmi');
  await marked(said, '🕊');
  expect(receivedBy(customer)).toEqual(['eshityapsizmi']);
});

test('a dead token keeps what is written, tells the admins once, and goes on with the new one', async () => {
  const { customer, where } = await talkWith('Bobur');
  meta.tokens.kill(office.pageToken);
  await owner.says('birinchi', where);
  await owner.says('ikkinchi', where);
  await owner.sees(/Meta kaliti \(token\) endi yaroqsiz/);
  const token = meta.tokens.issue(office.page.id);
  await office.restart(token);
  await customer.sees('ikkinchi');
  await owner.sees(/javoblar yana ketyapti/);
  expect(receivedBy(customer)).toEqual(['birinchi', 'ikkinchi']);
  const told = owner.messages().filter(({ text }) => text.includes('endi yaroqsiz'));
  expect(told).toHaveLength(1);
});
