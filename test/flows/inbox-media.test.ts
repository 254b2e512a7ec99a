import { afterEach, beforeEach, expect, test } from 'vitest';
import { startInboxOffice, type InboxOffice } from '../support/inbox-office.ts';
import type { SeenMessage } from '../support/telegram-seen.ts';
import { waitFor } from '../support/telegram-wait.ts';
import type { TestTopic } from '../support/telegram-group.ts';

let office: InboxOffice;

beforeEach(async () => {
  office = await startInboxOffice();
});

afterEach(async () => {
  await office.stop();
  expect(office.telegram.violations).toEqual([]);
});

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=',
  'base64',
);

function botMessages(topic: TestTopic): readonly SeenMessage[] {
  const said = office.group.messages(topic).filter(({ isFromBot }) => isFromBot);
  return said.slice(1);
}

test('files of a Messenger customer stand in the topic as what they are; a dead one leaves a line and no text is lost', async () => {
  const { meta, owner, group, page } = office;
  const bobur = meta.createCustomer(page, 'Bobur');
  bobur.sends('image', png, 'image/png');
  bobur.sends('audio', Buffer.from('ovoz'), 'audio/mp4');
  bobur.sends('video', Buffer.from('kino'), 'video/mp4');
  bobur.sends('file', Buffer.from('%PDF'), 'application/pdf');
  bobur.sticker();
  bobur.location(41.31, 69.24);
  bobur.writes({
    text: 'Rasm oʻlik, matn tirik',
    attachments: [{ type: 'image', url: `${meta.cdnRoot}/yoq` }],
  });
  bobur.writes('Oxirgi');
  const topic = await group.topic(/Bobur/);
  await owner.sees('Oxirgi', { in: group, topic, anytime: true });
  const kinds = botMessages(topic).map(({ file, text }) => file?.kind ?? text.split('\n')[0]);
  expect(kinds).toEqual([
    ...['photo', 'voice', 'video', 'document', 'photo'],
    expect.stringContaining('41.31'),
    ...['Rasm oʻlik, matn tirik', '🖼 Rasm', 'Oxirgi'],
  ]);
  expect(botMessages(topic)[1]?.file?.bytes.toString()).toBe('ovoz');
});

test('Instagram’s media is not fetched: a link stands for it, until the customer takes it back', async () => {
  const { meta, owner, group, instagram } = office;
  const aziza = meta.createCustomer(instagram, 'Aziza');
  const sent = aziza.sends('image', png, 'image/png');
  const topic = await group.topic(/Aziza/);
  const shown = await owner.sees('🖼 Rasm', { in: group, topic, anytime: true });
  expect(shown.file).toBeUndefined();
  const link = shown.buttons[0]?.url ?? '';
  expect(link).toMatch(/^https:\/\/navbatchi\.example\/m\/[\w-]{22}$/);
  const address = link.replace('https://navbatchi.example', office.app().url);
  const alive = await fetch(address, { redirect: 'manual' });
  expect(alive.status).toBe(302);
  expect(alive.headers.get('location')).toMatch(meta.cdnRoot);
  aziza.unsends(sent.mid);
  await owner.stopsSeeing('🖼 Rasm', { in: group, topic });
  expect((await fetch(address, { redirect: 'manual' })).status).toBe(404);
});

test('what an operator sends goes to the customer as what it is, with its words after it', async () => {
  const { meta, owner, group, page, telegram } = office;
  const bobur = meta.createCustomer(page, 'Bobur');
  bobur.writes('Salom');
  const topic = await group.topic(/Bobur/);
  const where = { in: group, topic };
  await owner.sees('Salom', { ...where, anytime: true });
  const photo = { kind: 'photo', name: 'r.png', bytes: png, caption: 'Mana rasmi' } as const;
  await owner.sendsFile(photo, where);
  await bobur.sees('Mana rasmi');
  const file = { name: 'narx.pdf', bytes: 'narxlar', mimeType: 'application/pdf' };
  meta.faults.next('upload', { type: 'dropAfter' });
  const sent = await owner.sendsFile(file, where);
  await waitFor(telegram.emulator.world.changed, {
    withinMs: 30_000,
    look: () => (sent.now().reactions.length > 0 && bobur.received().length === 3) || undefined,
    explain: () => group.screen(),
  });
  const received = bobur.received();
  expect(received.map(({ attachments, text }) => attachments[0]?.type ?? text)).toEqual([
    ...['image', 'Mana rasmi', 'file'],
  ]);
  const path = received[0]?.attachments[0]?.url.split('/').at(-1) ?? '';
  expect(meta.world.files.get(path)?.bytes.equals(png)).toBe(true);
});

test('what a platform does not take is refused with a word, and nothing leaves', async () => {
  const { meta, owner, group, instagram } = office;
  const aziza = meta.createCustomer(instagram, 'Aziza');
  aziza.writes('Salom');
  const topic = await group.topic(/Aziza/);
  const where = { in: group, topic };
  await owner.sees('Salom', { ...where, anytime: true });
  const zip = { name: 'a.zip', bytes: 'zip', mimeType: 'application/zip' };
  await owner.sendsFile(zip, where);
  await owner.sees(/bu turini mijozga yetkazib boʻlmaydi/, where);
  expect(aziza.received()).toEqual([]);
});
