import { afterEach, beforeEach, expect, test } from 'vitest';
import { startInboxOffice, type InboxOffice } from '../support/inbox-office.ts';

let office: InboxOffice;

beforeEach(async () => {
  office = await startInboxOffice({
    // Nobody listens there, which is known at once.
    publicUrl: 'http://127.0.0.1:1',
    inboxPace: {
      ...{ firstCompareMs: 0, compareEveryMs: 300, graceMs: 300, overlapMs: 60_000 },
      ...{ lookEveryMs: 30, subscriptionEveryMs: 60 * 60_000 },
    },
  });
  office.meta.limits.set('conversations', 100);
});

afterEach(async () => {
  await office.stop();
  expect(office.telegram.violations).toEqual([]);
});

/** The doctor's whole report. */
async function report(): Promise<string> {
  const { owner } = office;
  await owner.says('/doctor');
  await owner.taps('📋 Hammasi', { within: 60_000 });
  return (await owner.sees(/Messenger va Instagram/, { within: 60_000 })).text;
}

test('a sound inbox: whose token it is, where Meta should write, and how much was lost', async () => {
  const { meta, page, group, owner } = office;
  const bobur = meta.createCustomer(page, 'Bobur');
  for (let count = 1; count <= 3; count += 1) bobur.writes(`keldi ${count}`);
  const topic = await group.topic('💬 Bobur');
  await owner.sees('keldi 3', { in: group, topic, anytime: true });
  meta.webhooks.behave({ lostShare: 1 });
  bobur.writes('kelmadi');
  await owner.sees(/🛟.*\nkelmadi/, { in: group, topic, anytime: true });
  const text = await report();
  expect(text).toContain('Sahifa: Sahifa');
  expect(text).toContain('Meta http://127.0.0.1:1/chats/webhook/facebook manziliga yubora olmaydi');
  expect(text).toContain('Oxirgi sutkada 4 ta xabardan 1 tasi (25 %)');
  expect(text).toContain('✅ Meta mijozlarning xabarlarini bizga yuboradi');
  expect(text).toContain('✅ Mijozlar guruhda koʻrsatiladi');
});

test('Meta tells us nothing, and the bot may make no topics: said, and the first is mended by a button', async () => {
  const { page, instagram, group, owner } = office;
  page.fields = [];
  instagram.fields = [];
  group.setsBot('administrator', ['can_manage_topics']);
  const text = await report();
  expect(text).toContain('❌ Meta mijozlarning xabarlarini bizga yubormayapti: sahifa');
  expect(text).toContain('❌ Bot mijozlar guruhida mavzu ocha olmaydi');
  await owner.taps('🔧 Metaga qayta ulash');
  await owner.sees(/✅ Ulandi/);
  expect(page.fields).toContain('messages');
  expect(await report()).toContain('✅ Meta mijozlarning xabarlarini bizga yuboradi');
});

test('a dead token, and no group for customers', async () => {
  const { meta, pageToken, group, owner } = office;
  await owner.says('/inboxoff', { in: group });
  await owner.sees(/endi guruhda chiqmaydi/, { in: group });
  meta.tokens.kill(pageToken);
  const text = await report();
  expect(text).toContain('❌ Sahifa kaliti (token) endi yaroqsiz');
  expect(text).toContain('❌ Mijozlar hech bir guruhda koʻrsatilmaydi');
});
