import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDatabase } from '../../src/storage/database.ts';
import { startInboxOffice, type InboxOffice } from '../support/inbox-office.ts';

let office: InboxOffice;

beforeEach(async () => {
  office = await startInboxOffice();
});

afterEach(async () => {
  await office.stop();
  expect(office.telegram.violations).toEqual([]);
});

test('whatever a customer does is a line in the topic, in order, and nothing holds up what follows', async () => {
  const { meta, owner, group, page } = office;
  const bobur = meta.createCustomer(page, 'Bobur');
  const first = bobur.writes('Salom');
  bobur.writes({ text: 'Javobim shu', replyTo: first.mid });
  bobur.edits(first.mid, 'Assalomu alaykum');
  bobur.reacts(first.mid, '❤');
  bobur.takesReactionBack(first.mid);
  bobur.taps('Narxlar', 'PRICES');
  bobur.comesBy('kuzgi-aksiya', 'ADS');
  bobur.mentionsInStory();
  bobur.repliesToStory('Zoʻr ekan');
  bobur.shares('ig_reel', 'Reels', 'https://www.instagram.com/reel/1');
  bobur.sendsUnsupported();
  bobur.does('messages', { yangi_narsa: { x: 1 } });
  bobur.writes('Oxirgi');
  const topic = await group.topic(/Bobur/);
  await owner.sees('Oxirgi', { in: group, topic, anytime: true });
  const said = group.messages(topic).filter(({ isFromBot }) => isFromBot);
  const shown = said.map(({ text }) => text.split('\n').join(' / '));
  expect(shown.slice(1)).toEqual([
    'Salom',
    'Javobim shu',
    '✏️ Mijoz xabarini oʻzgartirdi: / Assalomu alaykum',
    '❤ reaksiya bildirdi',
    'Reaksiyasini qaytarib oldi',
    '🔘 Tugmani bosdi: Narxlar',
    '📣 Qayerdan keldi: kuzgi-aksiya',
    '📣 Storisida sizni belgiladi',
    '↩️ Storisga javob: / Zoʻr ekan',
    '🔗 Ulashdi: / Reels',
    expect.stringMatching(/^❔ .*\(message\)/),
    expect.stringMatching(/^❔ .*\(yangi_narsa\)/),
    'Oxirgi',
  ]);
  const salom = said.find(({ text }) => text === 'Salom');
  for (const text of ['Javobim shu', '❤ reaksiya bildirdi']) {
    expect(said.find((one) => one.text === text)?.replyToId).toBe(salom?.messageId);
  }
});

test('what a customer takes back is gone in the topic and in the database', async () => {
  const { meta, owner, group, page } = office;
  const bobur = meta.createCustomer(page, 'Bobur');
  const written = bobur.writes('Karta raqamim 8600-1111');
  const topic = await group.topic(/Bobur/);
  const shown = await owner.sees(/8600-1111/, { in: group, topic, anytime: true });
  bobur.unsends(written.mid);
  await owner.stopsSeeing(/8600-1111/, { in: group, topic });
  expect(shown.isDeleted).toBe(true);
  await office.app().stop();
  const database = await openDatabase(path.join(office.app().varFolder, 'navbatchi.sqlite'));
  const kept = [
    await database.selectFrom('inboxEvents').selectAll().execute(),
    await database.selectFrom('topicPosts').selectAll().execute(),
  ];
  await database.destroy();
  expect(JSON.stringify(kept)).not.toContain('8600-1111');
});
