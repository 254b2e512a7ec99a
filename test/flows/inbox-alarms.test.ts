import { afterEach, expect, test } from 'vitest';
import { startInboxOffice, type InboxOffice } from '../support/inbox-office.ts';

let office: InboxOffice;

const pace = { alarmEveryMs: 100, subscriptionEveryMs: 200, signatureSureMs: 300, alarmHoldMs: 0 };

const told = (pattern: RegExp): number =>
  office.owner.messages().filter(({ text }) => pattern.test(text)).length;

afterEach(async () => {
  await office.stop();
  expect(office.telegram.violations).toEqual([]);
});

test('Meta was told to tell us nothing any more: the admins hear it once, and one button mends it', async () => {
  office = await startInboxOffice({
    inboxPace: { ...pace, graceMs: 500, overlapMs: 60_000, lookEveryMs: 30, compareAgainMs: 100 },
  });
  const { meta, owner, group, page } = office;
  const bobur = meta.createCustomer(page, 'Bobur');
  bobur.writes('birinchi');
  const topic = await group.topic('💬 Bobur');
  await owner.sees('birinchi', { in: group, topic, anytime: true });
  page.fields = [];
  office.instagram.fields = [];
  bobur.writes('hech kim aytmaydi');
  await owner.sees(/🔕 Meta mijozlarning xabarlarini bizga yubormay/);
  // Asked again and again, it is told once.
  const asked = () => meta.calls.filter(({ name }) => name === 'subscribedApps').length;
  const before = asked();
  await expect.poll(asked, { timeout: 20_000 }).toBeGreaterThan(before + 3);
  expect(told(/🔕/)).toBe(1);
  await owner.taps('🔧 Qayta ulash');
  await owner.sees(/✅ Ulandi/);
  await owner.sees(/✅ Meta mijozlarning xabarlarini yana yuboryapti/);
  expect(page.fields).toContain('message_echoes');
  bobur.writes('endi aytadi');
  await owner.sees('endi aytadi', { in: group, topic, anytime: true });
  // And what was written meanwhile is found.
  await owner.sees(/🛟.*\nhech kim aytmaydi/, { in: group, topic, anytime: true });
});

test('only bad signatures: the admins hear it once, and once when a good one comes', async () => {
  office = await startInboxOffice({ inboxPace: pace });
  const { meta, owner, page } = office;
  const signed = { 'x-hub-signature-256': `sha256=${'0'.repeat(64)}` };
  for (let count = 0; count < 8; count += 1)
    expect(await meta.webhooks.post('{}', signed)).toBe(401);
  await owner.sees(/🔑 Metadan kelayotgan xabarlarning imzosi toʻgʻri kelmayapti/);
  for (let count = 0; count < 8; count += 1) await meta.webhooks.post('{}', signed);
  meta.createCustomer(page, 'Bobur').writes('salom');
  await owner.sees(/imzosi yana toʻgʻri/);
  expect(told(/🔑/)).toBe(1);
});
