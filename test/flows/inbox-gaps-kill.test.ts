import { afterEach, expect, test } from 'vitest';
import { startInboxProcess, type InboxProcess } from '../support/inbox-process.ts';

let office: InboxProcess;

afterEach(() => office.stop());

test('killed again and again while it fetches what nobody told, each message stands in its topic once', async () => {
  office = await startInboxProcess({
    isDeaf: true,
    inboxPace: {
      ...{ settleMs: 150, firstCompareMs: 0, compareEveryMs: 500, compareAgainMs: 100 },
      ...{ lookEveryMs: 40, graceMs: 300, overlapMs: 60_000 },
    },
  });
  const { meta, page, owner, group } = office;
  meta.limits.set('conversations', 100);
  const customers = Array.from({ length: 8 }, (_, index) => meta.createCustomer(page, `M${index}`));
  for (const customer of customers) {
    for (const text of ['bir', 'ikki', 'uch']) customer.writes(`${text} ${customer.customer.name}`);
  }
  const looks = (): number => meta.calls.filter(({ name }) => name === 'messages').length;
  for (const atLook of [2, 5]) {
    await expect.poll(looks, { timeout: 60_000, interval: 5 }).toBeGreaterThanOrEqual(atLook);
    await office.kill();
  }
  for (const { customer } of customers) {
    const topic = await group.topic(`💬 ${customer.name}`, 60_000);
    const last = new RegExp(`uch ${customer.name}$`);
    await owner.sees(last, { in: group, topic, anytime: true, within: 60_000 });
    const texts = group
      .messages(topic)
      .filter(({ isFromBot, text }) => isFromBot && text.includes('🛟'))
      .map(({ text }) => text);
    const words = texts.map((text) => /\n(bir|ikki|uch) /.exec(text)?.[1]);
    expect([...new Set(words)]).toEqual(['bir', 'ikki', 'uch']);
    // Where a kill took Telegram's answer, the second one says ↻.
    const again = words.length - new Set(words).size;
    expect(texts.filter((text) => text.startsWith('↻')).length).toBeGreaterThanOrEqual(again);
  }
}, 120_000);
