import path from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { openDatabase, type Storage } from '../../src/storage/database.ts';
import { inviteColleague } from '../support/inbox-colleague.ts';
import { startInboxOffice, type InboxOffice } from '../support/inbox-office.ts';

const dayMs = 24 * 60 * 60_000;

let office: InboxOffice;
let database: Storage;

afterEach(async () => {
  await database.destroy();
  await office.stop();
  expect(office.telegram.violations).toEqual([]);
});

/** What the machine answered, and who was told whose customer it is: a line each. */
async function kept(): Promise<readonly string[]> {
  const answers = await database.selectFrom('autoAnswers').select('text').execute();
  const notes = await database.selectFrom('deskNotes').select('personId').execute();
  return [...answers.map(({ text }) => text), ...notes.map(() => 'told')];
}

test('ninety days later nothing is kept of automatic answers and of whom the desk told; what still holds stays', async () => {
  let ahead = 0;
  office = await startInboxOffice({ clock: { now: () => Date.now() + ahead } });
  const { meta, owner, group, page } = office;
  const aziza = await inviteColleague(office, 'Aziza');
  const bobur = await inviteColleague(office, 'Bobur');
  await owner.says('/autoanswers');
  await owner.taps('✏️ Salomlashuv');
  await owner.sees(/nima deyilsin/);
  await owner.says('Xush kelibsiz!');
  await owner.taps('Saqlab, yoqish');
  await owner.sees(/Saqlandi va yoqildi/);
  for (const name of ['Kamola', 'Lola']) {
    const customer = meta.createCustomer(page, name);
    customer.writes('Salom');
    await customer.sees('Xush kelibsiz!');
    const where = { in: group, topic: await group.topic(`💬 ${name}`) };
    await aziza.says('Eshitaman', where);
    await customer.sees('Eshitaman');
    await bobur.says('Men ham', where);
    await bobur.sees(/Bu mijozga Aziza javob beryapti/, where);
    if (name !== 'Kamola') continue;
    await aziza.says('/release', where);
    await aziza.sees(/Boʻshatildi/, where);
  }
  database = await openDatabase(path.join(office.app().varFolder, 'navbatchi.sqlite'));
  // It is noted when Telegram has answered.
  await vi.waitUntil(async () => (await kept()).length === 4, { timeout: 20_000 });
  ahead = 89 * dayMs;
  await office.restart();
  ahead = 91 * dayMs;
  expect(await kept()).toHaveLength(4);
  await office.restart();
  await vi.waitUntil(async () => (await kept()).length === 1, { timeout: 20_000 });
  expect(await kept()).toEqual(['told']);
}, 60_000);
