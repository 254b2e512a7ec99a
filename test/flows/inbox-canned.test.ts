import { afterEach, beforeEach, expect, test } from 'vitest';
import { inviteColleague } from '../support/inbox-colleague.ts';
import { startInboxOffice, type InboxOffice } from '../support/inbox-office.ts';
import type { Person } from '../support/telegram.ts';

let office: InboxOffice;
let owner: Person;
let aziza: Person;

beforeEach(async () => {
  office = await startInboxOffice();
  ({ owner } = office);
  aziza = await inviteColleague(office, 'Aziza');
});

afterEach(async () => {
  await office.stop();
  expect(office.telegram.violations).toEqual([]);
});

/** A customer who wrote, and the topic where that stands. */
async function talkWith(name: string) {
  const { meta, instagram, group } = office;
  const customer = meta.createCustomer(instagram, name);
  customer.writes('Salom');
  const topic = await group.topic(`📷 ${name}`);
  const where = { in: group, topic };
  await aziza.sees('Salom', { ...where, anytime: true });
  return { customer, topic, where };
}

async function addCanned(text: string, title: string): Promise<void> {
  await owner.says('/replies');
  await owner.taps('Qoʻshish');
  await owner.sees(/Mijozga boradigan matnni yozing/);
  await owner.says(text);
  await owner.sees(/Tugmada qanday nom tursin/);
  await owner.says(title);
  await owner.sees(/Mijozga shunday boradi/);
  await owner.taps('Saqlansin');
  await owner.sees(/Qoʻshildi/);
}

test('a reply that an admin wrote once is sent by an operator with two taps, and shows how it fares', async () => {
  await addCanned('Manzil: Amir Temur 1 <b>&\nSoat 9–18', 'Manzil');
  await addCanned('Narxi 100 ming', 'Narxi & <i>');
  const { customer, topic, where } = await talkWith('Kamola');
  await aziza.says('/javob', where);
  await aziza.sees(
    /Manzil: Manzil: Amir Temur 1 <b>& Soat 9–18\n\nNarxi & <i>: Narxi 100 ming/,
    where,
  );
  await aziza.taps('Manzil', where);
  await customer.sees('Manzil: Amir Temur 1 <b>&\nSoat 9–18');
  const shown = await aziza.sees(/^💬 Aziza, tayyor javob:\nManzil: Amir Temur 1/, {
    ...where,
    anytime: true,
  });
  expect(shown.buttons).toEqual([]);
  // The button on the head, and what is looked for.
  await aziza.taps('💬 Tayyor javob', where);
  await aziza.taps('Narxi', where);
  await customer.sees('Narxi 100 ming');
  await aziza.says('/javob temur', where);
  const found = await aziza.sees(/Qaysi javob yuborilsin/, where);
  expect(found.buttons.map(({ label }) => label)).toEqual(['Manzil', '✖️ Hech qaysi']);
  await aziza.taps('Hech qaysi', where);
  await aziza.sees(/Hech narsa yuborilmadi/, where);
  customer.reads();
  await aziza.says('/javob yoʻqnarsa', where);
  await aziza.sees(/«yoʻqnarsa» boʻyicha/, where);
  expect(customer.received().map(({ text }) => text)).toEqual([
    'Manzil: Amir Temur 1 <b>&\nSoat 9–18',
    'Narxi 100 ming',
  ]);
  await expect(office.group.topic('📷 Kamola ✋ Aziza')).resolves.toMatchObject({
    threadId: topic.threadId,
  });
});

test('two pressed in one message send one, and another person’s choice is not mine to press', async () => {
  await addCanned('Birinchi', 'Bir');
  await addCanned('Ikkinchi', 'Ikki');
  const { customer, where } = await talkWith('Kamola');
  await aziza.says('/javob', where);
  const choice = await aziza.sees(/Qaysi javob/, where);
  const [one, two] = choice.buttons;
  await owner.tapsStale({ data: one?.data ?? '', on: choice });
  await Promise.all([
    aziza.tapsStale({ data: one?.data ?? '', on: choice }),
    aziza.tapsStale({ data: two?.data ?? '', on: choice }),
  ]);
  await aziza.says('oxiri', where);
  await customer.sees('oxiri');
  expect(customer.received().map(({ text }) => text)).toEqual(['Birinchi', 'oxiri']);
  await aziza.sees(/tayyor javob:\nBirinchi/, { ...where, anytime: true });
});

test('what is too long, hidden or named twice is refused with what to do; Back leads back', async () => {
  await addCanned('Salom!', 'Salom');
  await owner.says('/replies');
  await owner.taps('Qoʻshish');
  await owner.says('a'.repeat(1001));
  await owner.sees(/Matn 1\s001 belgi, 1\s000 tadan oshmasin/);
  await owner.says('\u200B\u202E \u2060');
  await owner.sees(/Matn boʻsh koʻrinadi/);
  await owner.says('ʻ😀'.repeat(500));
  await owner.sees(/Tugmada qanday nom/);
  await owner.taps('Orqaga');
  await owner.sees(/Mijozga boradigan matnni yozing/);
  await owner.says('\u202EYashirin</blockquote>');
  await owner.taps('Yashirin</blockquote>');
  await owner.sees(/Mijozga shunday boradi[^]*Yashirin<\/blockquote>$/);
  await owner.taps('Orqaga');
  await owner.sees(/Tugmada qanday nom/);
  await owner.says('SALOM');
  await owner.sees(/Mijozga shunday boradi[^]*SALOM/);
  await owner.taps('Saqlansin');
  await owner.sees(/«SALOM» nomli javob bor/);
  await owner.says('Boshqa');
  await owner.taps('Saqlansin');
  await owner.sees(/Qoʻshildi[^]*Boshqa/);
});

test('text and title are changed, and what is removed is gone for those who see its button', async () => {
  await addCanned('Eski matn', 'Eski');
  const { customer, where } = await talkWith('Kamola');
  await aziza.says('/javob', where);
  const choice = await aziza.sees(/Eski matn/, where);
  await owner.says('/replies');
  await owner.taps('Eski');
  await owner.taps('Matni');
  await owner.says('Yangi matn');
  await owner.sees(/Oʻzgartirildi[^]*Yangi matn/);
  await owner.taps('Nomi');
  await owner.says('Yangi');
  await owner.sees(/Oʻzgartirildi[^]*Yangi\nYangi matn/);
  await aziza.says('/javob', where);
  await aziza.taps('Yangi', where);
  await customer.sees('Yangi matn');
  await owner.taps('Oʻchirish');
  await owner.taps('Ha, oʻchirilsin');
  await owner.sees(/Oʻchirildi[^]*0 \/ 50/);
  await aziza.taps('Eski', { ...where, on: choice });
  await aziza.sees(/oʻchirib yuborilgan/, where);
  await aziza.says('/javob', where);
  await aziza.sees(/Hali tayyor javob yoʻq/, where);
  expect(customer.received()).toHaveLength(1);
});
