import { afterEach, expect, test } from 'vitest';
import { localTime } from '../../src/lib/local-time.ts';
import { startInboxOffice, type InboxOffice } from '../support/inbox-office.ts';
import type { TestTopic } from '../support/telegram-group.ts';
import { waitFor } from '../support/telegram-wait.ts';

const hourMs = 60 * 60_000;
const day = 24 * 60;

let office: InboxOffice;

afterEach(async () => {
  await office.stop();
  expect(office.telegram.violations).toEqual([]);
});

/** An office whose clock, and Meta's, can be moved, and whose people work from now until in an hour. */
async function startWith() {
  let ahead = 0;
  const clock = { now: () => Date.now() + ahead };
  const minute = localTime('Asia/Tashkent').minuteAt(Date.now());
  office = await startInboxOffice({
    clock,
    workingHours: {
      ...{ from: (minute - 60 + day) % day, until: (minute + 60) % day },
      days: [1, 2, 3, 4, 5, 6, 7],
    },
  });
  return {
    pass: (ms: number) => {
      ahead += ms;
    },
  };
}

async function setText(kind: 'Salomlashuv' | 'Ishdan tashqari', text: string): Promise<void> {
  const { owner } = office;
  await owner.says('/autoanswers');
  await owner.taps(`✏️ ${kind}`);
  await owner.sees(/nima deyilsin/);
  await owner.says(text);
  await owner.sees(/Mijozga shunday boradi/);
  await owner.taps('Saqlab, yoqish');
  await owner.sees(/Saqlandi va yoqildi/);
}

/** What the machine said in the topic. */
function automatic(topic: TestTopic): readonly string[] {
  return office.group
    .messages(topic)
    .flatMap(({ isFromBot, text }) => (isFromBot && text.includes('Avtomatik') ? [text] : []));
}

test('off by default; then who begins to write is greeted once a day, marked in the topic, and no more once a person answers', async () => {
  const { pass } = await startWith();
  const { meta, owner, group, page } = office;
  const quiet = meta.createCustomer(page, 'Aziza');
  quiet.writes('Salom');
  await owner.sees('Salom', { in: group, topic: await group.topic(/Aziza/), anytime: true });
  await setText('Salomlashuv', 'Assalomu alaykum! <b>Tez orada</b> javob beramiz.');
  const customer = meta.createCustomer(page, 'Bobur');
  customer.writes('Bormisiz?');
  await customer.sees('Assalomu alaykum! <b>Tez orada</b> javob beramiz.');
  const topic = await group.topic(/Bobur/);
  const where = { in: group, topic };
  const shown = await owner.sees(/^🤖 Avtomatik javob:\nAssalomu alaykum! <b>Tez/, {
    ...where,
    anytime: true,
  });
  customer.writes('Hali javob yoʻq');
  await owner.sees('Hali javob yoʻq', { ...where, anytime: true });
  pass(25 * hourMs);
  await owner.says('Kechikdim', where);
  customer.writes('Mayli');
  await owner.sees('Mayli', { ...where, anytime: true });
  pass(25 * hourMs);
  customer.writes('Yana men');
  await waitFor(office.telegram.emulator.world.changed, {
    withinMs: 20_000,
    look: () => (automatic(topic).length > 1 ? true : undefined),
    explain: () => `no second greeting\n${group.screen()}`,
  });
  await owner.says('oxiri', where);
  await customer.sees('oxiri');
  expect(automatic(topic)).toHaveLength(2);
  expect(shown.now().reactions.length).toBeGreaterThan(0);
  expect(customer.received()[0]).toMatchObject({ messagingType: 'RESPONSE' });
  expect(quiet.received()).toEqual([]);
  // Nobody took the customer by that.
  expect(group.topics().map(({ name }) => name)).toContain('💬 Aziza');
});

test('who writes when nobody is there is told so instead, but not where a person is at it', async () => {
  const { pass } = await startWith();
  const { meta, owner, group, page } = office;
  await setText('Salomlashuv', 'Salom!');
  await setText('Ishdan tashqari', 'Ertaga 9 da javob beramiz.');
  pass(2 * hourMs);
  const customer = meta.createCustomer(page, 'Bobur');
  customer.writes('Ishlayapsizmi?');
  await customer.sees('Ertaga 9 da javob beramiz.');
  const attended = meta.createCustomer(page, 'Kamola');
  await owner.says('/autoanswers');
  await owner.sees(/Ish vaqti: \d\d:\d\d–\d\d:\d\d/);
  const [greeting, away] = (await owner.sees(/Ish vaqti/)).rows;
  expect([greeting, away].map((row) => row?.length)).toEqual([2, 2]);
  await owner.tapsStale({ data: away?.[1]?.data ?? '', on: owner.last() });
  await owner.sees(/Ish vaqtidan tashqari: ⚪️ oʻchirilgan/);
  attended.writes('Salom');
  await attended.sees('Salom!');
  await owner.taps('▶️ Yoqish');
  const where = { in: group, topic: await group.topic(/Kamola/) };
  await owner.says('Men shu yerdaman', where);
  await attended.sees('Men shu yerdaman');
  attended.writes('Yaxshi');
  attended.writes('Rahmat');
  await owner.sees('Rahmat', { ...where, anytime: true });
  const other = { in: group, topic: await group.topic(/Bobur/) };
  customer.writes('Xoʻp');
  customer.writes('Xayr');
  await owner.sees('Xayr', { ...other, anytime: true });
  // What was to leave by then has left before these.
  await owner.says('oxiri', where);
  await owner.says('oxiri', other);
  await attended.sees('oxiri');
  await customer.sees('oxiri');
  const gotBy = (one: typeof customer) => one.received().map(({ text }) => text);
  expect(gotBy(attended)).toEqual(['Salom!', 'Men shu yerdaman', 'oxiri']);
  expect(gotBy(customer)).toEqual(['Ertaga 9 da javob beramiz.', 'oxiri']);
});

test('a mention, a reaction, an answer in Meta’s own app and what is old are not answered; a lost answer is not sent twice', async () => {
  const { pass } = await startWith();
  const { meta, owner, group, instagram } = office;
  const customer = meta.createCustomer(instagram, 'Aziza');
  customer.mentionsInStory();
  const topic = await group.topic(/Aziza/);
  const where = { in: group, topic };
  await owner.sees(/Storisida sizni belgiladi/, { ...where, anytime: true });
  await setText('Salomlashuv', 'Salom!');
  customer.mentionsInStory();
  customer.colleague.writes('Men javob berdim');
  const answer = await customer.sees('Men javob berdim');
  customer.reacts(answer.mid, '❤️');
  await owner.sees(/reaksiya bildirdi/, { ...where, anytime: true });
  await owner.says('/inboxoff', { in: group });
  await owner.sees(/endi guruhda chiqmaydi/, { in: group });
  customer.writes('eski');
  await meta.webhooks.idle();
  pass(hourMs / 2);
  await owner.says('/inboxhere', { in: group });
  await owner.sees('eski', { ...where, anytime: true });
  customer.writes('hali ham gaplashyapmiz');
  await owner.sees('hali ham gaplashyapmiz', { ...where, anytime: true });
  pass(24 * hourMs);
  customer.writes('ertasiga');
  await customer.sees('Salom!');
  expect(automatic(topic)).toHaveLength(1);
  pass(24 * hourMs);
  meta.faults.next('send', { type: 'dropAfter' });
  customer.writes('yangi');
  await waitFor(office.telegram.emulator.world.changed, {
    withinMs: 20_000,
    look: () => (automatic(topic).length > 1 ? true : undefined),
    explain: () => `no second greeting\n${group.screen()}`,
  });
  await office.restart();
  await owner.says('odam', where);
  await customer.sees('odam');
  const texts = customer.received().map(({ text }) => text);
  expect(texts).toEqual(['Men javob berdim', 'Salom!', 'Salom!', 'odam']);
});

test('whom somebody has just taken on is not greeted by a machine', async () => {
  await startWith();
  const { meta, owner, group, page } = office;
  const customer = meta.createCustomer(page, 'Bobur');
  customer.writes('Salom');
  const where = { in: group, topic: await group.topic(/Bobur/) };
  await owner.sees('Salom', { ...where, anytime: true });
  await owner.says('/claim', where);
  await owner.sees(/endi sizda/, where);
  await setText('Salomlashuv', 'Sizga tez orada javob beramiz.');
  customer.writes('Bormisiz?');
  customer.writes('Alo');
  // What was to be said to the first has been decided by then.
  await owner.sees('Alo', { ...where, anytime: true });
  await owner.says('Eshitaman', where);
  await customer.sees('Eshitaman');
  expect(customer.received().map(({ text }) => text)).toEqual(['Eshitaman']);
});
