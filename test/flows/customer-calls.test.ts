import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { changeDatabase } from '../support/app-database.ts';
import { extensionSections } from '../support/asterisk.ts';
import { startInboxOffice, type InboxOffice } from '../support/inbox-office.ts';
import type { MetaCustomer } from '../support/meta.ts';
import type { TestTopic } from '../support/telegram-group.ts';
import type { SeenMessage } from '../support/telegram-seen.ts';
import type { Group, Person } from '../support/telegram.ts';

let office: InboxOffice;
let owner: Person;
let group: Group;
let callGroup: Group;

const number = '998901234567';

beforeEach(async () => {
  const cardRates = { perGroupPerMinute: 1e6, perChatPerSecond: 1e6, perSecond: 1e6 };
  office = await startInboxOffice({ cardRates });
  ({ owner, group } = office);
  await writeFile(
    path.join(office.etc, 'pjsip_navbatchi.conf'),
    extensionSections('1001', 'pw') + extensionSections('1002', 'pw'),
  );
  await office.pbx.reload('res_pjsip.so');
  await office.pbx.registerPhone({ username: '1001', password: 'pw' });
  callGroup = office.telegram.createGroup({ title: 'Qoʻngʻiroqlar' });
  callGroup.adds(owner);
  await owner.says('/callshere', { in: callGroup });
  await owner.sees(/har bir qoʻngʻiroq shu yerda koʻrinadi/, { in: callGroup });
});

afterEach(async () => {
  const logged = office.app().logged.join('');
  await office.stop();
  expect(office.telegram.violations).toEqual([]);
  // The customers' numbers are theirs.
  expect(logged).not.toMatch(/90\D?123\D?45\D?67/);
});

/** A customer of Messenger who wrote, and the topic where that stands. */
async function writesAs(name: string, text: string, account = office.page) {
  const customer: MetaCustomer = office.meta.createCustomer(account, name);
  customer.writes(text);
  const topic = await group.topic(new RegExp(name));
  await owner.sees(text, { in: group, topic, anytime: true });
  return { customer, topic };
}

const seesIn = (topic: TestTopic, text: RegExp): Promise<SeenMessage> =>
  owner.sees(text, { in: group, topic, anytime: true });
const seesCall = (text: RegExp): Promise<SeenMessage> =>
  owner.sees(text, { in: callGroup, anytime: true });
const linkTo = ({ threadId }: TestTopic): string =>
  `https://t.me/c/${String(group.chatId).replace(/^-100/, '')}/${threadId}`;
const lineOf = (endpoint: string): string => office.pbx.lines.channels.of(endpoint)[0]?.id ?? '';
/** Bot messages in the topic that match. */
const said = (topic: TestTopic, text: RegExp): readonly SeenMessage[] =>
  group.messages(topic).filter((message) => message.isFromBot && text.test(message.text));

test('a number in the chat ties the customer to it: its call names them, links to the topic, and shows there as one message', async () => {
  const { topic } = await writesAs('Kamola', 'Raqamim 90-123-45-67, kutaman');
  await seesIn(topic, /🔗 \+998 90 123 45 67 shu mijozga bogʻlandi/);
  const head = await seesIn(topic, /👤 Kamola[^]*📞 \+998 90 123 45 67/);
  expect(head.buttons.map(({ label }) => label)).toContain('📞 Qoʻngʻiroq');

  office.pbx.lines.callIn({ name: '', number: `+${number}` });
  const ringing = await seesIn(topic, /📞 Hozir qoʻngʻiroq qilyapti: \+998 90 123 45 67 → 1001/);
  const card = await seesCall(/🔔 \+998 90 123 45 67[^]*💬 Kamola/);
  expect(card.html).toContain(`<a href="${linkTo(topic)}">Kamola</a>`);

  office.pbx.lines.answer(lineOf('1001'));
  await seesIn(topic, /🗣 Hozir telefonda: \+998 90 123 45 67 ↔ 1001/);
  office.pbx.lines.hangUp(lineOf('1001'));
  const over = await seesIn(
    topic,
    /✅ \d\d:\d\d da qoʻngʻiroq qildi \(\+998 90 123 45 67\): 1001 gaplashdi · 0:0\d/,
  );
  expect(over.messageId).toBe(ringing.messageId);
  await seesCall(/✅ \+998 90 123 45 67 ↔ 1001[^]*💬 Kamola/);
  expect(said(topic, /qoʻngʻiroq qildi|Hozir/)).toHaveLength(1);
});

test('a missed call names the customer on the worklist and in the topic, from where the own phone is rung first', async () => {
  await changeDatabase(office.app().varFolder, "update people set extension = '1001'");
  const { topic } = await writesAs('Aziza', '+998 (90) 123 45 67', office.instagram);
  await seesIn(topic, /🔗/);
  office.pbx.lines.callIn({ name: '', number });
  await seesIn(topic, /Hozir qoʻngʻiroq qilyapti/);
  office.pbx.lines.hangUp(lineOf('trunk'));
  const missed = await seesIn(topic, /❌ \d\d:\d\d da qoʻngʻiroq qildi .*: javobni kutmay qoʻydi/);
  const entry = await seesCall(/❌ \+998 90 123 45 67: javobni kutmay qoʻydi\n📷 Aziza/);
  expect(entry.html).toContain(linkTo(topic));
  await owner.says('/missed');
  await owner.sees(/1\. ❌ \+998 90 123 45 67[^]*📷 Aziza/);

  const press = owner.taps('Qoʻngʻiroq', { in: group, topic, on: missed });
  expect((await press).toast).toMatch(/Telefoningiz jiringlayapti/);
  await expect.poll(() => lineOf('1001'), { timeout: 10_000 }).not.toBe('');
  expect((await owner.taps('Qoʻngʻiroq', { in: group, topic, on: missed })).toast).not.toBe('');
  office.pbx.lines.answer(lineOf('1001'));
  await seesIn(topic, /📤 1001 Dilshod hozir qoʻngʻiroq qilyapti: \+998 90 123 45 67/);
  office.pbx.lines.answer(lineOf('trunk'));
  await seesIn(topic, /🗣 1001 Dilshod hozir telefonda/);
  expect((await owner.taps('Qoʻngʻiroq', { in: group, topic, on: missed })).toast).toMatch(
    /hozir liniyada/,
  );
  office.pbx.lines.hangUp(lineOf('1001'));
  await seesIn(topic, /✅ \d\d:\d\d da 1001 Dilshod qoʻngʻiroq qildi .*: gaplashdi · 0:0\d/);
  await seesCall(/✅ \+998 90 123 45 67 bilan 1001 Dilshod gaplashdi/);
});

test('untied by a press, the number names nobody; what is tied while the customer is on the line shows at once', async () => {
  const { customer, topic } = await writesAs('Bobur', '901234567');
  const tied = await seesIn(topic, /🔗 \+998 90 123 45 67/);
  // Two days later nobody remembers which message it was.
  await changeDatabase(office.app().varFolder, "delete from liveCards where key like 'tie %'");
  expect((await owner.taps('Uzish', { in: group, topic, on: tied })).toast).toMatch(/Bogʻlanmaydi/);
  const untied = await seesIn(topic, /✂️ \+998 90 123 45 67 bu mijozga bogʻlanmagan/);
  expect(untied.messageId).toBe(tied.messageId);
  // Somebody said no: the same number is not tied again by itself.
  customer.writes('Raqamim: 90 123 45 67!');
  await seesIn(topic, /Raqamim: 90/);
  office.pbx.lines.callIn({ name: '', number });
  const card = await seesCall(/🔔 \+998 90 123 45 67/);
  expect(card.text).not.toContain('Bobur');

  await owner.says('/tie 8 90 123 45 67', { in: group, topic });
  await owner.sees(/🔗 \+998 90 123 45 67 shu mijozga bogʻlandi/, { in: group, topic });
  await seesIn(topic, /Hozir qoʻngʻiroq qilyapti: \+998 90 123 45 67/);
  await seesCall(/🔔 \+998 90 123 45 67[^]*💬 Bobur/);
  await owner.says('/untie', { in: group, topic });
  await owner.sees(/✂️ \+998 90 123 45 67/, { in: group, topic });
  await owner.stopsSeeing(/Hozir qoʻngʻiroq qilyapti/, { in: group, topic });
  await owner.stopsSeeing(/💬 Bobur/, { in: callGroup });
  office.pbx.lines.hangUp(lineOf('trunk'));
  await seesCall(/❌ \+998 90 123 45 67/);
});

test('in doubt the operator is asked: two numbers, or one that another customer has', async () => {
  const { topic } = await writesAs('Kamola', 'Yo 90 123 45 67, yo 93 765 43 21');
  const first = await seesIn(topic, /❓ Mijoz \+998 90 123 45 67 raqamini yozdi/);
  const second = await seesIn(topic, /❓ Mijoz \+998 93 765 43 21 raqamini yozdi/);
  await owner.taps('Yoʻq', { in: group, topic, on: first });
  await owner.taps('Ha, uniki', { in: group, topic, on: second });
  await seesIn(topic, /✂️ \+998 90 123 45 67/);
  await seesIn(topic, /🔗 \+998 93 765 43 21/);

  const { topic: other } = await writesAs('Sardor', '93 765 43 21', office.instagram);
  const asked = await seesIn(
    other,
    /❓ Mijoz \+998 93 765 43 21 raqamini yozdi[^]*👥 Shu raqam bilan yana: 💬 Kamola/,
  );
  await owner.taps('Ha, uniki', { in: group, topic: other, on: asked });
  await seesIn(other, /🔗 \+998 93 765 43 21/);
  office.pbx.lines.callIn({ name: '', number: '937654321' });
  const card = await seesCall(/🔔 \+998 93 765 43 21[^]*📷 Sardor, 💬 Kamola/);
  expect(card.html).toContain(linkTo(other));
  for (const one of [topic, other]) await seesIn(one, /Hozir qoʻngʻiroq qilyapti/);
  office.pbx.lines.hangUp(lineOf('trunk'));
  for (const one of [topic, other]) await seesIn(one, /❌ \d\d:\d\d da qoʻngʻiroq qildi/);
});

test('what the customer takes back or corrects takes its number with it', async () => {
  const { customer, topic } = await writesAs('Kamola', 'Salom');
  const wrong = customer.writes('Raqamim 90 123 45 67');
  await seesIn(topic, /🔗 \+998 90 123 45 67/);
  customer.edits(wrong.mid, 'Raqamim 90 123 45 68');
  await seesIn(topic, /🔗 \+998 90 123 45 68/);
  await owner.stopsSeeing(/🔗 \+998 90 123 45 67/, { in: group, topic });
  customer.unsends(wrong.mid);
  await owner.stopsSeeing(/🔗/, { in: group, topic });
  await owner.stopsSeeing(/📞 \+998/, { in: group, topic });
});

test('killed and started again in the middle of a call, the topic tells how it ended, and of the number once', async () => {
  const { topic } = await writesAs('Kamola', '90 123 45 67');
  await seesIn(topic, /🔗/);
  office.pbx.lines.callIn({ name: '', number });
  const ringing = await seesIn(topic, /Hozir qoʻngʻiroq qilyapti/);
  await office.restart();
  await seesIn(topic, /Hozir qoʻngʻiroq qilyapti/);
  office.pbx.lines.answer(lineOf('1001'));
  await seesIn(topic, /🗣 Hozir telefonda/);
  office.pbx.lines.hangUp(lineOf('1001'));
  const over = await seesIn(topic, /✅ .*1001 gaplashdi/);
  expect(over.messageId).toBe(ringing.messageId);
  expect(said(topic, /🔗/)).toHaveLength(1);
});

test('in a deleted topic nothing is left to show, and nothing goes astray; a new one knows the number', async () => {
  const { customer, topic } = await writesAs('Kamola', '90 123 45 67');
  await seesIn(topic, /🔗/);
  group.deletesTopic(topic);
  office.pbx.lines.callIn({ name: '', number });
  await seesCall(/🔔 \+998 90 123 45 67/);
  office.pbx.lines.hangUp(lineOf('trunk'));
  await seesCall(/❌ \+998 90 123 45 67/);
  customer.writes('Yana men');
  const second = await group.topic(/Kamola/);
  await seesIn(second, /👤 Kamola[^]*📞 \+998 90 123 45 67/);
  office.pbx.lines.callIn({ name: '', number });
  await seesIn(second, /Hozir qoʻngʻiroq qilyapti/);
  const general = group.messages().filter(({ threadId }) => threadId === undefined);
  expect(general.filter(({ text }) => text.includes('qoʻngʻiroq qil'))).toEqual([]);
});

test('/tie and /untie say what they need, where they belong, and which number is meant', async () => {
  const { topic } = await writesAs('Kamola', 'Salom');
  await owner.says('/tie 90 123 45 67', { in: group });
  await owner.sees(/mijozning oʻz mavzusida ishlaydi/, { in: group });
  await owner.says('/tie', { in: group, topic });
  await owner.sees(/\/tie 90 123 45 67/, { in: group, topic });
  await owner.says('/tie <b>Ali</b>', { in: group, topic });
  await owner.sees(/telefon raqamiga oʻxshamaydi/, { in: group, topic });
  await owner.says('/untie', { in: group, topic });
  await owner.sees(/raqam bogʻlanmagan/, { in: group, topic });
  for (const last of [1, 2, 3, 4, 5]) {
    await owner.says(`/tie +99890765432${last}`, { in: group, topic });
    await owner.sees(new RegExp(`🔗 \\+998 90 765 43 2${last}`), { in: group, topic });
  }
  await owner.says('/tie 907654326', { in: group, topic });
  await owner.sees(/5 ta raqam bogʻlangan/, { in: group, topic });
  await owner.says('/untie', { in: group, topic });
  const which = await owner.sees(/Qaysi raqamni uzay/, { in: group, topic });
  expect(which.buttons).toHaveLength(5);
  await owner.taps('✂️ +998 90 765 43 23', { in: group, topic, on: which });
  await owner.sees(/✂️ \+998 90 765 43 23 bu mijozga bogʻlanmagan/, { in: group, topic });
  await seesIn(topic, /👤 Kamola[^]*📞 [^\n]*43 21, [^\n]*43 22, [^\n]*43 24, [^\n]*43 25\n/);
});
