import { afterEach, beforeEach, expect, test } from 'vitest';
import { inviteColleague } from '../support/inbox-colleague.ts';
import { startInboxOffice, type InboxOffice } from '../support/inbox-office.ts';
import type { Group, Person } from '../support/telegram.ts';
import type { TestTopic } from '../support/telegram-group.ts';
import { waitFor } from '../support/telegram-wait.ts';

let office: InboxOffice;
let aziza: Person;

beforeEach(async () => {
  office = await startInboxOffice();
  aziza = await inviteColleague(office, 'Aziza Karimova');
});

afterEach(async () => {
  await office.stop();
  expect(office.telegram.violations).toEqual([]);
});

async function talkWith(name: string) {
  const { meta, page, group } = office;
  const customer = meta.createCustomer(page, name);
  customer.writes('Salom');
  const topic = await group.topic(`💬 ${name}`);
  const where = { in: group, topic };
  await aziza.sees('Salom', { ...where, anytime: true });
  return { customer, topic, where };
}

function named(group: Group, { threadId }: TestTopic, name: string, isClosed = false) {
  const seen = () => group.topics().find((topic) => topic.threadId === threadId);
  return waitFor(office.telegram.emulator.world.changed, {
    withinMs: 20_000,
    look: () => (seen()?.name === name && seen()?.isClosed === isClosed ? true : undefined),
    explain: () => `the topic is ${JSON.stringify(seen())}, not ${name}\n${group.screen()}`,
  });
}

/** Another group with topics, where customers are shown from now on. */
async function moveTo(title: string): Promise<Group> {
  const { telegram, owner } = office;
  const group = telegram.createGroup({ title, isForum: true });
  group.adds(owner);
  group.adds(aziza);
  await owner.says('/inboxhere', { in: group });
  await owner.sees(/Avvalgi guruhda yangi xabarlar chiqmaydi/, { in: group });
  return group;
}

test('in another group the talk goes on with its claim; the old topic says so and is shut; what failed meanwhile is told in the new one', async () => {
  const { meta, owner, group, page, pageToken } = office;
  const { customer, topic, where } = await talkWith('Kamola');
  await aziza.says('Eshitaman', where);
  await customer.sees('Eshitaman');
  await named(group, topic, '💬 Kamola ✋ Aziza');
  meta.tokens.kill(pageToken);
  await aziza.says('Narxi <b>100</b> ming', where);
  await owner.sees(/endi yaroqsiz/);
  const next = await moveTo('Yangi');
  customer.writes('Yana bir savol');
  const moved = await next.topic(/Kamola/);
  const there = { in: next, topic: moved };
  await aziza.sees(/boshqa guruhdan koʻchdi[^]*Salom/, { ...there, anytime: true });
  await aziza.sees('Yana bir savol', { ...there, anytime: true });
  await named(next, moved, '💬 Kamola ✋ Aziza');
  await aziza.sees(/boshqa guruhga koʻchdi[^]*unga bormaydi/, { ...where, anytime: true });
  await named(group, topic, '💬 Kamola ✋ Aziza', true);
  customer.blocks();
  await office.restart(meta.tokens.issue(page.id));
  const notice = await aziza.sees(/Mijozga yuborilmadi/, { ...there, anytime: true });
  expect(notice.text).toContain('Narxi <b>100</b> ming');
  customer.blocks(false);
  await aziza.taps('Qayta yuborish', { ...there, on: notice });
  await customer.sees('Narxi <b>100</b> ming');
});

test('what fails when its topic is deleted is told to whoever wrote it', async () => {
  const { meta, owner, group, page, pageToken } = office;
  const { customer, topic, where } = await talkWith('Kamola');
  meta.tokens.kill(pageToken);
  await aziza.says('Narxi 100 ming', where);
  await owner.sees(/endi yaroqsiz/);
  group.deletesTopic(topic);
  customer.blocks();
  await office.restart(meta.tokens.issue(page.id));
  const notice = await aziza.sees(/Kamola\nNarxi 100 ming[^]*Mijozga yuborilmadi/);
  customer.blocks(false);
  await aziza.taps('Qayta yuborish', { on: notice });
  await customer.sees('Narxi 100 ming');
});

test('a topic that was closed by hand just before the customer wrote does not stay closed', async () => {
  const { telegram, owner, group } = office;
  const { customer, topic, where } = await talkWith('Kamola');
  group.makesAdmin(owner);
  telegram.faults.next('getUpdates', { type: 'delay', ms: 2000 });
  // Ends the request that waits; the next one tells late what happens while it does.
  await owner.says('// oʻzimizga', where);
  const lastPoll = () => telegram.callsOf('getUpdates').at(-1);
  await expect.poll(() => lastPoll()?.fault, { timeout: 20_000 }).toBe('delay');
  group.closesTopic(topic);
  customer.writes('Yana bir savol');
  await owner.sees('Yana bir savol', { ...where, anytime: true });
  await owner.says('/javob', where);
  await owner.sees(/Hali tayyor javob yoʻq/, where);
  await named(group, topic, '💬 Kamola');
});

test('who was removed has no customer any more, presses nothing, and writes to nobody', async () => {
  const { owner, group } = office;
  const { customer, topic, where } = await talkWith('Kamola');
  await aziza.says('Eshitaman', where);
  await customer.sees('Eshitaman');
  await named(group, topic, '💬 Kamola ✋ Aziza');
  await owner.says('/people');
  await owner.taps(/Aziza Karimova/);
  await owner.taps('Chiqarish');
  await owner.taps('Ha, chiqarilsin');
  await owner.sees(/Aziza Karimova chiqarildi/);
  await named(group, topic, '💬 Kamola');
  await aziza.says('Men hali shu yerdaman', where);
  await aziza.sees(/Yuborilmadi: siz bu botda roʻyxatdan oʻtmagansiz/, where);
  const head = await owner.sees(/Hali hech kim olmagan/, { ...where, anytime: true });
  await aziza.taps('Men javob beraman', { ...where, on: head });
  await owner.says('Men davom etaman', where);
  await customer.sees('Men davom etaman');
  await named(group, topic, '💬 Kamola ✋ Dilshod');
  expect(customer.received().map(({ text }) => text)).toEqual(['Eshitaman', 'Men davom etaman']);
});

test('what is said to another bot, or is no command of ours, does not go to the customer; the latter is told', async () => {
  const { customer, topic, where } = await talkWith('Kamola');
  const stranger = office.telegram.createPerson({ name: 'Begona', languageCode: 'ru' });
  office.group.adds(stranger);
  await stranger.says('/narx 5', where);
  const typed = await aziza.says('/narxi 100 ming', where);
  const told = await aziza.sees(/Yuborilmadi: bunday buyruq yoʻq/, where);
  expect(told.replyToId).toBe(typed.messageId);
  await aziza.says('/stats@boshqa_bot bugun', where);
  await aziza.says('Narxi 100 ming', where);
  await customer.sees('Narxi 100 ming');
  const refusals = office.group.messages(topic).filter(({ text }) => text.includes('buyruq yoʻq'));
  expect(refusals).toHaveLength(1);
  expect(customer.received().map(({ text }) => text)).toEqual(['Narxi 100 ming']);
});
