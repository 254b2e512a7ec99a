import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { startInboxOffice, type InboxOffice } from '../support/inbox-office.ts';
import { waitFor } from '../support/telegram-wait.ts';

let office: InboxOffice;

beforeEach(async () => {
  office = await startInboxOffice();
});

afterEach(async () => {
  await office.stop();
  expect(office.telegram.violations).toEqual([]);
});

async function talk(platform: 'messenger' | 'instagram' = 'messenger') {
  const { meta, owner, group } = office;
  const account = platform === 'messenger' ? office.page : office.instagram;
  const customer = meta.createCustomer(account, 'Bobur');
  customer.writes('Salom');
  const topic = await group.topic(/Bobur/);
  const where = { in: group, topic };
  await owner.sees('Salom', { ...where, anytime: true });
  return { customer, where };
}

const unavailable = /Mijozga yozib boʻlmaydi/;

/** Code, subcode, what the operator is told. What each code means: platform facts; test/meta/graph-failure. */
const dead: readonly (readonly [number, number | undefined, string, RegExp])[] = [
  [10, 2_018_278, '', /24 soatdan oshgan/],
  [10, 2_534_022, '', /24 soatdan oshgan/],
  [100, 1_893_061, '', /24 soatdan oshgan/],
  [10, 2_018_108, '', /Meta ilovasi hali/],
  [
    200,
    2_018_028,
    'Cannot message users who are not admins, developers or testers',
    /Meta ilovasi hali/,
  ],
  [100, 2_018_001, '', unavailable],
  [100, 33, '', unavailable],
  [551, 1_545_041, '', unavailable],
  [200, 1_545_041, '', unavailable],
  [100, 2_534_025, '', /Meta bu xabarni qabul qilmadi/],
  [2_018_344, undefined, '', /Meta bu xabarni qabul qilmadi/],
  [100, undefined, 'Bunday <b>narsa</b> yoʻq', /\(Meta: Bunday <b>narsa<\/b> yoʻq\)/],
  [368, undefined, 'Vaqtincha toʻsilgan', /\(Meta: Vaqtincha toʻsilgan\)/],
];

test('a refusal for good is told once with its reason, asked for once, and goes through by Retry', async () => {
  const { meta, owner, group } = office;
  const { customer, where } = await talk();
  for (const [index, [code, subcode, message, words]] of dead.entries()) {
    const fault = {
      type: 'error',
      code,
      message,
      ...(subcode !== undefined && { subcode }),
    } as const;
    meta.faults.next('send', fault);
    await owner.says(`javob ${index}`, where);
    const notice = await owner.sees(words, where);
    expect(notice.text).toMatch(/^❌ Mijozga yuborilmadi/);
    await owner.taps('Qayta yuborish', { ...where, on: notice });
    await customer.sees(`javob ${index}`);
  }
  expect(customer.received()).toHaveLength(dead.length);
  expect(meta.calls.filter(({ name }) => name === 'send')).toHaveLength(2 * dead.length);
  expect(group.messages(where.topic).filter(({ text }) => text.startsWith('❌'))).toEqual([]);
});

const passing = [...[4, 17, 32, 613, 80_006, 1, 2, -1, 1200]].map(
  (code) => ({ type: 'error', code }) as const,
);

test('what passes by itself is sent again after a while, without a word to anybody', async () => {
  const { meta, owner, group } = office;
  const { customer, where } = await talk();
  const others = passing.map((fault, index) => {
    const other = meta.createCustomer(office.page, `Mijoz-${index}`);
    other.writes('Salom');
    return { other, fault, name: `💬 Mijoz-${index}` };
  });
  const topics = await Promise.all(others.map(({ name }) => group.topic(name)));
  await waitFor(office.telegram.emulator.world.changed, {
    withinMs: 10_000,
    look: () => topics.every((topic) => group.messages(topic).length >= 2) || undefined,
    explain: () => group.screen(),
  });
  for (const { fault } of others) meta.faults.next('send', fault);
  for (const topic of topics) await owner.says('Vaalaykum', { in: group, topic });
  await Promise.all(others.map(({ other }) => other.sees('Vaalaykum')));
  await owner.says('Oxirgi', where);
  await customer.sees('Oxirgi');
  for (const { other } of others) expect(other.received()).toHaveLength(1);
  const said = group.messages().filter(({ isFromBot, text }) => isFromBot && /❌|🤔/.test(text));
  expect(said).toEqual([]);
});

test.each([
  [190, 460, '', /kaliti \(token\) endi yaroqsiz/],
  [102, undefined, '', /kaliti \(token\) endi yaroqsiz/],
  [100, undefined, 'Invalid appsecret_proof provided in the API argument', /maxfiy kaliti/],
  [10, undefined, 'Application does not have permission for this action', /Meta ruxsat bermayapti/],
  [230, undefined, 'Requires pages_messaging permission', /Meta ruxsat bermayapti/],
])(
  '%d/%s stops the account, keeps what is written, tells the admins once, and goes on by itself',
  async (code, subcode, message, words) => {
    const { meta, owner } = office;
    const { customer, where } = await talk();
    const fault = {
      type: 'error',
      code,
      message,
      ...(subcode !== undefined && { subcode }),
    } as const;
    meta.faults.next('send', fault, 1000);
    await owner.says('birinchi', where);
    await owner.says('ikkinchi', where);
    await owner.sees(words, { anytime: true });
    const sends = () => meta.calls.filter(({ name }) => name === 'send').length;
    // Some looks whether it is mended, each without a word.
    if (words.source.includes('ruxsat')) {
      await vi.waitUntil(() => sends() >= 3, { timeout: 20_000 });
    }
    expect(customer.received()).toEqual([]);
    meta.faults.clear();
    await customer.sees('ikkinchi');
    await owner.sees(/javoblar yana ketyapti/, { anytime: true });
    expect(customer.received().map(({ text }) => text)).toEqual(['birinchi', 'ikkinchi']);
    const told = owner.messages().filter(({ text }) => words.test(text));
    const resumed = owner.messages().filter(({ text }) => text.includes('yana ketyapti'));
    expect([told.length, resumed.length]).toEqual([1, 1]);
  },
);
