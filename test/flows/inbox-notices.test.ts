import { afterEach, beforeEach, expect, test } from 'vitest';
import { inviteColleague } from '../support/inbox-colleague.ts';
import { startInboxOffice, type InboxOffice } from '../support/inbox-office.ts';
import type { Person } from '../support/telegram.ts';

let office: InboxOffice;
let aziza: Person;
let bobur: Person;

beforeEach(async () => {
  office = await startInboxOffice();
  aziza = await inviteColleague(office, 'Aziza');
  bobur = await inviteColleague(office, 'Bobur');
});

afterEach(async () => {
  await office.stop();
  expect(office.telegram.violations).toEqual([]);
});

const gone = {
  type: 'error',
  code: 400,
  description: 'Bad Request: message thread not found',
} as const;

const whose = /Bu mijozga Aziza javob beryapti/;

/** A customer whom Aziza answers. */
async function talk() {
  const { meta, group, page } = office;
  const customer = meta.createCustomer(page, 'Kamola');
  customer.writes('Salom');
  const topic = await group.topic('💬 Kamola');
  const where = { in: group, topic };
  await aziza.sees('Salom', { ...where, anytime: true });
  await aziza.says('Eshitaman', where);
  await customer.sees('Eshitaman');
  return { customer, topic, where };
}

test('whose customer it is, refused by Telegram, holds up no answer and is said at the next one', async () => {
  const { telegram } = office;
  const { customer, where } = await talk();
  telegram.faults.next('sendMessage', gone);
  await bobur.says('Birinchi', where);
  await customer.sees('Birinchi');
  await bobur.says('Ikkinchi', where);
  const notice = await bobur.sees(whose, where);
  expect(notice.replyToId).toBeDefined();
  telegram.faults.next('sendMessage', { type: 'tooManyRequests', retryAfterSeconds: 1 });
  await bobur.taps('Menga olish', where);
  await aziza.says('Uchinchi', where);
  await aziza.sees(/Bu mijozga Bobur javob beryapti/, where);
  await customer.sees('Uchinchi');
});

test('what is written in a topic that is deleted at once still reaches the customer, and what does not is told to who wrote it', async () => {
  const { group, telegram } = office;
  const { customer, topic, where } = await talk();
  await office.app().stop();
  await bobur.says('Hali ham shu yerdamisiz?', where);
  await bobur.says('/yoq_bunday_buyruq', where);
  group.deletesTopic(topic);
  await office.restart();
  await customer.sees('Hali ham shu yerdamisiz?');
  const told = await bobur.sees(/Kamola[^]*Yuborilmadi/);
  expect(told.text).toContain('👤 Kamola');
  customer.writes('Ha');
  const next = { in: group, topic: await group.topic('💬 Kamola') };
  await bobur.sees('Ha', { ...next, anytime: true });
  await bobur.says('Yaxshi', next);
  await bobur.sees(whose, next);
  await customer.sees('Yaxshi');
  expect(telegram.callsOf('sendMessage').filter(({ answer }) => answer?.ok === false)).not.toEqual(
    [],
  );
});
