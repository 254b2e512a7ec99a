import { afterEach, beforeEach, expect, test } from 'vitest';
import { inviteColleague } from '../support/inbox-colleague.ts';
import { startInboxOffice, type InboxOffice } from '../support/inbox-office.ts';
import type { TestTopic } from '../support/telegram-group.ts';
import type { Person } from '../support/telegram.ts';
import { waitFor } from '../support/telegram-wait.ts';

let office: InboxOffice;
let aziza: Person;
let bobur: Person;

beforeEach(async () => {
  office = await startInboxOffice();
  aziza = await inviteColleague(office, 'Aziza Karimova');
  bobur = await inviteColleague(office, 'Bobur');
});

afterEach(async () => {
  await office.stop();
  expect(office.telegram.violations).toEqual([]);
});

/** A customer who wrote, and the topic where that stands. */
async function talkWith(name: string) {
  const { meta, page, group } = office;
  const customer = meta.createCustomer(page, name);
  customer.writes('Salom');
  const topic = await group.topic(`💬 ${name}`);
  const where = { in: group, topic };
  await aziza.sees('Salom', { ...where, anytime: true });
  return { customer, topic, where };
}

/** Waits until the topic is called so in the list, and is closed or not. */
function named({ threadId }: TestTopic, name: string, isClosed = false): Promise<true> {
  const { group, telegram } = office;
  const seen = () => group.topics().find((topic) => topic.threadId === threadId);
  return waitFor(telegram.emulator.world.changed, {
    withinMs: 20_000,
    look: () => (seen()?.name === name && seen()?.isClosed === isClosed ? true : undefined),
    explain: () => `the topic is ${JSON.stringify(seen())}, not ${name}\n${group.screen()}`,
  });
}

function botSaid(topic: TestTopic): readonly string[] {
  return office.group.messages(topic).flatMap(({ isFromBot, text }) => (isFromBot ? [text] : []));
}

test('who takes a customer stands in the head and in the list; another takes over, and who gave back leaves it free', async () => {
  const { topic, where } = await talkWith('Kamola');
  const head = await aziza.sees(/Hali hech kim olmagan/, { ...where, anytime: true });
  expect((await aziza.taps('Men javob beraman', { ...where, on: head })).toast).toContain(
    'endi sizda',
  );
  await aziza.sees(/Aziza Karimova javob beryapti/, where);
  await named(topic, '💬 Kamola ✋ Aziza');
  expect((await bobur.taps('Boʻshatish', where)).toast).toContain('Aziza Karimova');
  expect((await bobur.taps('Menga olish', where)).toast).toContain('oldin Aziza Karimova');
  await named(topic, '💬 Kamola ✋ Bobur');
  expect((await bobur.taps('Boʻshatish', where)).toast).toContain('Boʻshatildi');
  await named(topic, '💬 Kamola');
  await bobur.sees(/Hali hech kim olmagan/, { ...where, anytime: true });
  expect(head.now().isDeleted).toBe(false);
});

test('who answers first has the customer; a second one is told whose it is once, and the answers go', async () => {
  const { customer, topic, where } = await talkWith('Kamola');
  await aziza.says('Eshitaman', where);
  await named(topic, '💬 Kamola ✋ Aziza');
  await bobur.says('Men ham shu yerdaman', where);
  await bobur.sees(/Bu mijozga Aziza Karimova javob beryapti/, where);
  await bobur.says('Narxi 100 ming', where);
  await aziza.says('Toʻgʻri', where);
  await customer.sees('Toʻgʻri');
  expect(customer.received().map(({ text }) => text)).toEqual([
    ...['Eshitaman', 'Men ham shu yerdaman', 'Narxi 100 ming', 'Toʻgʻri'],
  ]);
  expect(botSaid(topic).filter((text) => text.includes('Sizning javobingiz ham'))).toHaveLength(1);
  await bobur.taps('Menga olish', where);
  await named(topic, '💬 Kamola ✋ Bobur');
});

test('a closed talk is marked in the list and opens by itself when the customer writes, for whoever takes it', async () => {
  const { customer, topic, where } = await talkWith('Kamola');
  await aziza.says('Marhamat', where);
  await customer.sees('Marhamat');
  await aziza.says('/close', where);
  await aziza.sees(/^✅ Yopildi/, where);
  await named(topic, '✅ 💬 Kamola', true);
  await aziza.sees(/Aziza Karimova yopdi/, { ...where, anytime: true });
  customer.writes('Yana bir savol');
  await aziza.sees('Yana bir savol', { ...where, anytime: true });
  await named(topic, '💬 Kamola');
  await aziza.sees(/Hali hech kim olmagan/, { ...where, anytime: true });
  // Not within the second in which nobody can have read it.
  await expect
    .poll(async () => (await aziza.taps(/^✅ Yopish/, where)).toast, {
      interval: 300,
      timeout: 10_000,
    })
    .toContain('Yopildi.');
  await named(topic, '✅ 💬 Kamola', true);
  await aziza.taps('Qayta ochish', where);
  await named(topic, '💬 Kamola');
});

test('what is closed in Telegram itself is marked too, and a mere reaction does not open it', async () => {
  const { customer, topic, where } = await talkWith('Kamola');
  await aziza.says('Marhamat', where);
  const answer = await customer.sees('Marhamat');
  office.group.closesTopic(topic);
  await named(topic, '✅ 💬 Kamola', true);
  customer.reacts(answer.mid, '❤️');
  await aziza.sees(/reaksiya bildirdi/, { ...where, anytime: true });
  await named(topic, '✅ 💬 Kamola', true);
  customer.writes('Rahmat');
  await named(topic, '💬 Kamola');
});

test('a claim and a close outlive a restart and a Telegram that does not answer', async () => {
  const { customer, topic, where } = await talkWith('Kamola');
  office.telegram.faults.next('editForumTopic', { type: 'resetBefore' });
  office.telegram.faults.next('closeForumTopic', { type: 'resetAfter' });
  await aziza.says('/claim', where);
  await aziza.sees(/endi sizda/, where);
  await office.restart();
  await named(topic, '💬 Kamola ✋ Aziza');
  await aziza.says('/close', where);
  await named(topic, '✅ 💬 Kamola', true);
  await office.restart();
  customer.writes('Yana');
  await named(topic, '💬 Kamola');
});

test('outside a customer’s topic the commands say where they work', async () => {
  const { group } = office;
  await aziza.says('/close', { in: group, topic: group.createTopic('Boshqa') });
  await aziza.sees(/mijozning mavzusida ishlaydi/, { in: group });
  await bobur.says('/claim', { in: group });
  await bobur.sees(/mijozning mavzusida ishlaydi/, { in: group });
});
