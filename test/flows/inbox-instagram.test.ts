import { afterEach, beforeEach, expect, test } from 'vitest';
import { startInboxOffice, type InboxOffice } from '../support/inbox-office.ts';
import { waitFor } from '../support/telegram-wait.ts';

const hourMs = 60 * 60_000;

let office: InboxOffice;
let ahead: number;

beforeEach(async () => {
  ahead = 0;
  // Long enough for a slow machine to take in what Meta sends at once.
  office = await startInboxOffice({ clock: { now: () => Date.now() + ahead }, settleMs: 1500 });
});

afterEach(async () => {
  await office.stop();
  expect(office.telegram.violations).toEqual([]);
});

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=',
  'base64',
);

test('a customer of Instagram and an operator: all kinds in order in one topic, a photo back, marks, and the end of the day', async () => {
  const { meta, telegram, owner, group, instagram } = office;
  const aziza = meta.createCustomer(instagram, 'Aziza');
  const flood = '👩‍👩‍👧‍👦🔥😂🇺🇿❤️‍🔥'.repeat(60);
  const long = Array.from({ length: 3000 }, (_, index) => 'abcdefghij'[index % 10]).join('');
  meta.webhooks.hold();
  aziza.writes('Assalomu alaykum');
  aziza.sends('image', png, 'image/png');
  aziza.sends('audio', Buffer.from('ovoz'), 'audio/mp4');
  aziza.repliesToStory('Shu koʻylak bormi?');
  aziza.writes(flood);
  aziza.writes(long);
  aziza.sendsUnsupported();
  aziza.writes('Oxirgi');
  // As Meta does: in any order, some of it twice, many at a time.
  meta.webhooks.behave({ isShuffled: true, repeatShare: 0.5, batchSize: 3, parallel: 4 });
  meta.webhooks.release();
  const topic = await group.topic('📷 Aziza');
  const where = { in: group, topic };
  await owner.sees('Oxirgi', { ...where, anytime: true });
  const shown = group.messages(topic).filter(({ isFromBot }) => isFromBot);
  expect(shown.slice(1).map(({ text }) => text)).toEqual([
    'Assalomu alaykum',
    '🖼 Rasm',
    '🎤 Ovozli xabar',
    '↩️ Storisga javob:\nShu koʻylak bormi?',
    flood,
    long,
    expect.stringMatching(/^❔ /),
    'Oxirgi',
  ]);
  const links = shown.map(({ buttons }) => buttons[0]?.url ?? '');
  expect(links.map((link) => link.startsWith('https://navbatchi.example/m/'))).toEqual([
    ...[false, false, true, true, true, false, false, false, false],
  ]);
  expect(group.topics().filter(({ name }) => name.includes('Aziza'))).toHaveLength(1);

  const sent = await owner.sendsFile(
    { kind: 'photo', name: 'koylak.png', bytes: png, caption: 'Mana shu' },
    where,
  );
  const marked = (emoji: string) =>
    waitFor(telegram.emulator.world.changed, {
      withinMs: 10_000,
      look: () => sent.now().reactions.includes(emoji) || undefined,
      explain: () => group.screen(),
    });
  await aziza.sees('Mana shu');
  const received = aziza.received();
  expect(received.map(({ attachments, text }) => attachments[0]?.type ?? text)).toEqual([
    ...['image', 'Mana shu'],
  ]);
  const file = received[0]?.attachments[0]?.url.split('/').at(-1) ?? '';
  expect(meta.world.files.get(file)?.bytes.equals(png)).toBe(true);
  // Instagram tells of no delivery: what is read has arrived.
  await marked('👌');
  aziza.reads();
  await marked('👀');

  const sends = () => meta.calls.filter(({ name }) => name === 'send').length;
  const before = { sends: sends(), calls: meta.calls.length };
  ahead = 25 * hourMs;
  await owner.says('Keldimi?', where);
  await owner.sees(/24 soatdan oshgan/, where);
  await owner.sendsFile({ kind: 'photo', name: 'r.png', bytes: png }, where);
  await owner.sees(/24 soatdan oshgan/, where);
  // Not a file has left either.
  expect({ sends: sends(), calls: meta.calls.length }).toEqual(before);
});

test('an account of Instagram Login is answered at its own address with its own token, also with files', async () => {
  await office.stop();
  office = await startInboxOffice({ hasLogin: true, isProofRequired: true });
  const { meta, owner, group, login, page } = office;
  const nodira = meta.createCustomer(login, 'Nodira');
  const bobur = meta.createCustomer(page, 'Bobur');
  nodira.writes('Salom');
  bobur.writes('Messenjerdan');
  const topic = await group.topic('📷 Nodira');
  const where = { in: group, topic };
  await owner.sees('Salom', { ...where, anytime: true });
  meta.setEchoes({ when: 'never' });
  meta.faults.next('send', { type: 'dropAfter' });
  await owner.says('Vaalaykum assalom', where);
  await nodira.sees('Vaalaykum assalom');
  await owner.sendsFile({ kind: 'photo', name: 'r.png', bytes: png }, where);
  await nodira.sees(({ attachments }) => attachments[0]?.type === 'image');
  expect(nodira.received()).toHaveLength(2);
  const other = await group.topic('💬 Bobur');
  await owner.says('Sizga ham', { in: group, topic: other });
  await bobur.sees('Sizga ham');
  // Each host of the emulator takes its own kind of token only.
  const done = meta.calls.filter(({ status }) => status === 200).map(({ name }) => name);
  expect(done).toEqual(expect.arrayContaining(['profile', 'conversations', 'messages', 'upload']));
  expect(meta.calls.filter(({ status }) => ![0, 200].includes(status))).toEqual([]);
});
