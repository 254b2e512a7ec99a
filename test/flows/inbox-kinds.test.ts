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

test.each(['page', 'instagram'] as const)(
  'what Meta of a %s tells beside the talk is a line in its customer’s topic: of another app’s talk, and of changes',
  async (which) => {
    const { meta, owner, group } = office;
    const account = office[which];
    const { customer, writes } = meta.createCustomer(account, 'Bobur');
    const sender = { sender: { id: customer.id }, recipient: { id: account.id } };
    const said = (mid: string) => ({ ...sender, message: { mid, text: 'Boshqa ilovaga' } });
    const back = { sender: sender.recipient, recipient: sender.sender };
    const told = async (entry: object): Promise<void> => {
      const body = { object: which, entry: [{ id: account.id, time: Date.now(), ...entry }] };
      expect(await meta.webhooks.post(JSON.stringify(body))).toBe(200);
      await meta.webhooks.idle();
    };
    writes('Salom');
    const topic = await group.topic(/Bobur/);
    await owner.sees('Salom', { in: group, topic, anytime: true });
    const standby = [
      said('m_standby_1'),
      { ...back, message: { mid: 'm_standby_2', text: 'Bot javobi', is_echo: true, app_id: 7 } },
      { ...sender, read: { watermark: Date.now(), mid: 'm_standby_2' } },
      { ...sender, delivery: { watermark: Date.now(), mids: ['m_standby_2'] } },
      { ...sender, pass_thread_control: { new_owner_app_id: '7' } },
    ];
    await told({ standby });
    await told({ changes: [{ field: 'messages', value: said('m_change') }] });
    await told({ changes: [{ field: 'story_insights', value: { ...sender, impressions: 3 } }] });
    // Of nobody's talk: kept, and shown nowhere.
    await told({ changes: [{ field: 'feed', value: { item: 'status' } }] });
    writes('Oxirgi');
    await owner.sees('Oxirgi', { in: group, topic, anytime: true });
    const shown = group.messages(topic).filter(({ isFromBot }) => isFromBot);
    const names = ['standby message', 'standby message', 'standby pass_thread_control'];
    expect(shown.slice(1).map(({ text }) => text)).toEqual([
      'Salom',
      ...[...names, 'changes messages', 'changes story_insights'].map(
        (name) => expect.stringMatching(`^❔ .*\\(${name}\\).*Meta`) as string,
      ),
      'Oxirgi',
    ]);
    expect(group.topics()).toHaveLength(1);
    await office.app().stop();
    const database = await openDatabase(path.join(office.app().varFolder, 'navbatchi.sqlite'));
    const kept = await database
      .selectFrom('inboxEvents')
      .select(['slot', 'state', 'body'])
      .execute();
    await database.destroy();
    expect(kept.filter(({ slot }) => slot === 'standby')).toHaveLength(5);
    expect(kept.filter(({ slot }) => slot === 'changes')).toHaveLength(3);
    expect(kept.filter(({ state }) => state !== 'done')).toEqual([]);
    expect(kept.some(({ body }) => body.includes('Boshqa ilovaga'))).toBe(true);
  },
);

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
