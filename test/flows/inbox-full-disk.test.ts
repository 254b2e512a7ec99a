import { expect, test, vi } from 'vitest';
import { startInboxProcess } from '../support/inbox-process.ts';

test('on a full disk webhooks answer 503, and with space again nothing is lost and nobody gets anything twice', async () => {
  const office = await startInboxProcess({ isDiskFragile: true });
  const { meta, page, owner, group } = office;
  const bobur = meta.createCustomer(page, 'Bobur');
  bobur.writes('Salom');
  const topic = await group.topic(/Bobur/);
  const where = { in: group, topic };
  await owner.sees('Salom', { ...where, anytime: true });
  const statuses = () => meta.webhooks.deliveries.map(({ status }) => status);

  // Some are kept already and not shown yet, one answer is on its way, and the rest comes too late.
  meta.faults.next('send', { type: 'delay', ms: 1000 });
  await owner.says('Javob', where);
  await bobur.sees('Javob');
  const kept = ['1', '2', '3'];
  for (const text of kept) bobur.writes(text);
  await meta.webhooks.idle();
  office.fillDisk();
  const late = ['4', '5', '6', '7', '8'];
  for (const text of late) bobur.writes(text);
  await vi.waitUntil(() => statuses().filter((status) => status === 503).length >= 3, {
    timeout: 20_000,
  });
  // Long enough for what was in hand to fail some times.
  await new Promise((resolve) => setTimeout(resolve, 2500));
  office.freeDisk();
  await vi.waitUntil(
    () => group.messages(topic).some(({ isFromBot, text }) => isFromBot && text.endsWith('8')),
    { timeout: 50_000 },
  );
  await owner.says('Yana', where);
  await bobur.sees('Yana');
  expect(new Set(statuses())).toEqual(new Set([200, 503]));
  const shown = group
    .messages(topic)
    .flatMap(({ isFromBot, text }) => (isFromBot && /^(↻ |⏱.*\n)*\d$/.test(text) ? [text] : []));
  const numbers = shown.map((text) => text.at(-1) ?? '');
  expect([...new Set(numbers)].toSorted()).toEqual([...kept, ...late]);
  // What stands there twice says so: its note could not be written.
  const again = shown.filter((text, index) => numbers.indexOf(text.at(-1) ?? '') < index);
  expect(again.every((text) => text.startsWith('↻'))).toBe(true);
  expect(bobur.received().map(({ text }) => text)).toEqual(['Javob', 'Yana']);
  await office.stop();
}, 120_000);
