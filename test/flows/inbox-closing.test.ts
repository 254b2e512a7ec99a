import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDatabase, type Storage } from '../../src/storage/database.ts';
import { startInboxOffice, type InboxOffice } from '../support/inbox-office.ts';
import type { Person } from '../support/telegram.ts';

let office: InboxOffice;
let owner: Person;
let database: Storage;
/** At which the app's clock stands still. */
let stillAt: number | undefined;

beforeEach(async () => {
  stillAt = undefined;
  office = await startInboxOffice({ clock: { now: () => stillAt ?? Date.now() } });
  ({ owner } = office);
  database = await openDatabase(path.join(office.app().varFolder, 'navbatchi.sqlite'));
});

afterEach(async () => {
  await database.destroy();
  await office.stop();
  expect(office.telegram.violations).toEqual([]);
});

async function talk() {
  const { meta, group, page } = office;
  const customer = meta.createCustomer(page, 'Kamola');
  customer.writes('Salom');
  const topic = await group.topic('💬 Kamola');
  const where = { in: group, topic };
  await owner.sees('Salom', { ...where, anytime: true });
  return { customer, where };
}

/** Waits until the house has nothing more to change about the topic, and it is open everywhere. */
async function open(): Promise<void> {
  const { group } = office;
  const look = async () => {
    const rows = await database
      .selectFrom('customerTopics')
      .select(['isClosed', 'doorWish', 'headWanted', 'headSettled'])
      .execute();
    const isSettled = rows.every(({ headWanted, headSettled }) => headWanted === headSettled);
    const doors = rows.map(({ isClosed, doorWish }) => ({ isClosed, doorWish }));
    const topics = group.topics().map(({ name, isClosed }) => ({ name, isClosed }));
    return { isSettled, doors, topics };
  };
  await expect.poll(look, { timeout: 15_000 }).toEqual({
    isSettled: true,
    doors: [{ isClosed: 0, doorWish: null }],
    topics: [{ name: expect.not.stringContaining('✅') as string, isClosed: false }],
  });
}

/** When what was shown last came to stand there, as the house has it; waits until it knows. */
async function lastShownAt(): Promise<number> {
  const look = () => database.selectFrom('topicPosts').select(['state', 'at']).execute();
  await expect
    .poll(async () => (await look()).every(({ state }) => state === 'sent'), { timeout: 15_000 })
    .toBe(true);
  return Math.max(...(await look()).map(({ at }) => at));
}

/** So often a close was answered. */
function closes(): number {
  return office.group.messages().filter(({ text }) => /^(✅|✋) Yopil/.test(text)).length;
}

test('who closes at the moment in which the customer writes finds the message there and the topic open, again and again', async () => {
  const { customer, where } = await talk();
  for (let round = 1; round <= 8; round += 1) {
    const said = `xabar ${round}`;
    if (round % 2 === 0) customer.writes(said);
    const closing = owner.says('/close', where);
    if (round % 2 === 1) customer.writes(said);
    await closing;
    await owner.sees(said, { ...where, anytime: true });
    await expect.poll(closes, { timeout: 15_000 }).toBe(round);
    await open();
  }
});

test('a close that comes while a message is on its way opens again when it has arrived', async () => {
  const { telegram } = office;
  const { customer, where } = await talk();
  const { promise: until, resolve: answer } = Promise.withResolvers<undefined>();
  telegram.faults.next('sendMessage', { type: 'hold', until });
  customer.writes('Yoʻldaman');
  await owner.sees('Yoʻldaman', { ...where, anytime: true });
  await owner.says('/close', where);
  await owner.sees(/^✅ Yopildi/, where);
  answer(undefined);
  await open();
});

test('a close that was written before the message and is read after it does not close', async () => {
  const { telegram } = office;
  const { customer, where } = await talk();
  // What is said in one chat waits for what was said there before.
  const { promise: until, resolve: answer } = Promise.withResolvers<undefined>();
  telegram.faults.next('sendMessage', { type: 'hold', until });
  await owner.says('/claim', where);
  await owner.sees(/endi sizda/, where);
  await owner.says('/close', where);
  customer.writes('Yana bir savol');
  await owner.sees('Yana bir savol', { ...where, anytime: true });
  answer(undefined);
  await owner.sees(/Yopilmadi: mijoz hozirgina yozdi/, where);
  await open();
});

test('the button does not close over what nobody can have read, and does a moment later', async () => {
  const { group } = office;
  const { customer, where } = await talk();
  customer.writes('Yana bir savol');
  await owner.sees('Yana bir savol', { ...where, anytime: true });
  const shownAt = await lastShownAt();
  stillAt = shownAt + 999;
  expect((await owner.taps(/^✅ Yopish/, where)).toast).toContain('Yopilmadi');
  stillAt = shownAt + 1000;
  expect((await owner.taps(/^✅ Yopish/, where)).toast).toContain('Yopildi.');
  stillAt = undefined;
  await expect.poll(() => group.topics()[0]?.isClosed, { timeout: 10_000 }).toBe(true);
  customer.writes('Va yana');
  await open();
});

test('what a colleague answered in Meta’s own app keeps no talk open', async () => {
  const { group } = office;
  const { customer, where } = await talk();
  await lastShownAt();
  customer.colleague.writes('Albatta');
  await owner.sees(/Albatta/, { ...where, anytime: true });
  stillAt = (await lastShownAt()) + 999;
  expect((await owner.taps(/^✅ Yopish/, where)).toast).toContain('Yopildi.');
  stillAt = undefined;
  await expect.poll(() => group.topics()[0]?.isClosed, { timeout: 10_000 }).toBe(true);
});

test('the button does not close over what waited long for its turn and is shown only now', async () => {
  const { telegram } = office;
  const { customer, where } = await talk();
  const { promise: until, resolve: answer } = Promise.withResolvers<undefined>();
  telegram.faults.next('sendMessage', { type: 'hold', until });
  customer.writes('Nihoyat');
  await owner.sees('Nihoyat', { ...where, anytime: true });
  stillAt = Date.now() + 5000;
  answer(undefined);
  await lastShownAt();
  expect((await owner.taps(/^✅ Yopish/, where)).toast).toContain('Yopilmadi');
});
