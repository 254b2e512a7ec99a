import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Answer, AskForDocument, Talk, TelegramDoor } from '../../src/telegram/door.ts';
import { startRoom, type MadeUpRoom } from './made-up-room.ts';

let room: MadeUpRoom;
let answers: Answer[];
beforeEach(() => {
  answers = [];
});
afterEach(async () => {
  expect(room.telegram.violations).toEqual([]);
  await room.stop();
});

const rows = 'number,password\n1001,Juda-Maxfiy_Parol-2026\n';
const password = 'Juda-Maxfiy_Parol-2026';

/** Asks for a file, then says how long it is; again when memory has lost it. */
function importDoor(asking: Partial<AskForDocument> = {}): TelegramDoor {
  const run = async (talk: Talk): Promise<void> => {
    await talk.ask({ text: 'Boshlaymizmi?', buttons: [[{ label: 'Ha', value: 'yes' }]] });
    for (;;) {
      const answer = await talk.ask(
        { text: 'Faylni yuboring' },
        { accepts: 'document', ...asking },
      );
      const length = await talk.once(() => {
        answers.push(answer);
        return Promise.resolve(lengthOf(answer) ?? null);
      });
      if (length === null) continue;
      const text = `${length} belgi. Yozaymi?`;
      await talk.ask({ text, buttons: [[{ label: 'Yoz', value: 'write' }]] });
      await talk.finish({ text: `Yozildi: ${lengthOf(answer) ?? 'xotirada yoʻq'}` });
      return;
    }
  };
  return {
    commands: [
      {
        command: 'import',
        minimumRole: 'admin',
        descriptionKey: 'import',
        where: 'private',
        handle: (visit) => visit.startFlow('import', null),
      },
    ],
    flows: { import: { minimumRole: 'admin', run } },
  };
}

function lengthOf(answer: Answer): number | undefined {
  switch (answer.type) {
    case 'document':
      return room.bot.documents.open(answer.handle)?.length;
    case 'secret':
      return room.vault.open(answer.handle)?.reveal().length;
    case 'text':
      return answer.text.length;
    case 'pressed':
    case 'back':
      return undefined;
  }
}

/** Somebody who has been asked for the file. */
async function asked(
  asking: Partial<AskForDocument> = {},
  changes?: Parameters<typeof startRoom>[1],
) {
  room = await startRoom([importDoor(asking)], changes);
  const dilnoza = room.member('Dilnoza');
  await dilnoza.says('/import');
  await dilnoza.taps('Ha');
  await dilnoza.sees('Faylni yuboring');
  return dilnoza;
}

function expectUntold(secret: string): void {
  expect(room.stores.dump()).not.toContain(secret);
  expect(JSON.stringify(room.logged)).not.toContain(secret);
  expect(JSON.stringify(room.audits)).not.toContain(secret);
  expect(room.telegram.secretSearch(secret)).toEqual([]);
}

test('a file answers; its bytes are in memory only, and the next question stands below it', async () => {
  const dilnoza = await asked();
  const sent = await dilnoza.sendsFile({ name: 'a.csv', bytes: rows, caption: 'mana' });
  await dilnoza.sees(`${rows.length} belgi`);
  expect(answers).toMatchObject([{ type: 'document', name: 'a.csv' }]);
  expect(dilnoza.last().messageId).toBeGreaterThan(sent.messageId);
  await expect.poll(() => dilnoza.messages()).toHaveLength(1);
  await dilnoza.taps('Yoz');
  await dilnoza.sees(`Yozildi: ${rows.length}`);
  expect(sent.isDeleted).toBe(false);
  expect(room.stores.dump()).not.toContain(password);
  expect(JSON.stringify(room.logged)).not.toContain(password);
});

test('a forwarded file is a file', async () => {
  const dilnoza = await asked();
  const olim = room.telegram.createPerson({ name: 'Olim' });
  const his = await olim.sendsFile({ name: 'olim.csv', bytes: rows });
  await dilnoza.forwards(his);
  await dilnoza.sees(`${rows.length} belgi`);
});

test('of an album the first file answers', async () => {
  const dilnoza = await asked();
  await dilnoza.sendsAlbum([
    { name: '1.csv', bytes: '1' },
    { name: '2.csv', bytes: '22' },
  ]);
  await dilnoza.sees('1 belgi');
  await dilnoza.sees('Tugmalardan birini bosing');
  expect(answers).toMatchObject([{ name: '1.csv' }]);
});

test('of an album of secrets none stays in the chat', async () => {
  const dilnoza = await asked({ isSecret: true });
  const sent = await dilnoza.sendsAlbum([
    { name: '1.csv', bytes: rows, caption: password },
    { name: '2.csv', bytes: rows },
  ]);
  await dilnoza.sees(`${rows.length} belgi`);
  await dilnoza.sees('Tugmalardan birini bosing');
  await expect.poll(() => sent.map(({ isDeleted }) => isDeleted)).toEqual([true, true]);
  await room.settled();
  expectUntold(password);
});

test('a secret file is deleted before the flow goes on, and no store, log, audit or chat holds it', async () => {
  const dilnoza = await asked({ isSecret: true });
  const sent = await dilnoza.sendsFile({ name: 'a.csv', bytes: rows, caption: password });
  await dilnoza.sees(`${rows.length} belgi`);
  expect(sent.isDeleted).toBe(true);
  await dilnoza.taps('Yoz');
  await dilnoza.sees(`Yozildi: ${rows.length}`);
  await room.settled();
  expectUntold(password);
});

test('a pasted text is an answer where it is wanted', async () => {
  const dilnoza = await asked({ orText: true });
  await dilnoza.says('1001,Aziza');
  await dilnoza.sees('10 belgi');
  expect(answers).toEqual([{ type: 'text', text: '1001,Aziza' }]);
});

test('a pasted text of a secret question goes the way of typed secrets', async () => {
  const dilnoza = await asked({ orText: true, isSecret: true });
  const sent = await dilnoza.says(`1001,${password}`);
  await dilnoza.sees(`${password.length + 5} belgi`);
  expect(answers).toMatchObject([{ type: 'secret' }]);
  await expect.poll(() => sent.isDeleted).toBe(true);
  await room.settled();
  expectUntold(password);
});

test.each([
  [{}, 'Faylning oʻzini yuboring: '],
  [{ orText: true }, 'yoki ichidagini matn qilib yozing'],
])('what is no file gets a hint, and the question stays: %o', async (asking, hint) => {
  const dilnoza = await asked(asking);
  await dilnoza.sendsFile({ kind: 'photo', name: 'a.jpg', bytes: 'x' });
  await dilnoza.sees(hint);
  await dilnoza.sendsFile({ kind: 'animation', name: 'a.mp4', bytes: 'x' });
  await dilnoza.sees(hint);
  await dilnoza.sendsFile({ name: 'a.csv', bytes: '1234' });
  await dilnoza.sees('4 belgi');
});

test('a text where only a file is wanted gets a hint, and a secret one is deleted', async () => {
  const dilnoza = await asked({ isSecret: true });
  const typed = await dilnoza.says(`1001,${password}`);
  await dilnoza.sees('Faylning oʻzini yuboring: ');
  await expect.poll(() => typed.isDeleted).toBe(true);
  await room.settled();
  expectUntold(password);
});

test('an edited message is no answer', async () => {
  const dilnoza = await asked();
  const old = await dilnoza.says('salom');
  await dilnoza.sees('Faylning oʻzini yuboring');
  await dilnoza.edits(old, 'salom!');
  await room.settled();
  expect(answers).toEqual([]);
});

test('a file where nobody waits for one gets the same line as a text', async () => {
  room = await startRoom([importDoor()]);
  const dilnoza = room.member('Dilnoza');
  await dilnoza.sendsFile({ name: 'a.csv', bytes: rows });
  await dilnoza.sees('hech narsa soʻramadim');
  await dilnoza.says('/import');
  await dilnoza.sees('Boshlaymizmi?');
  await dilnoza.sendsFile({ name: 'a.csv', bytes: rows });
  await dilnoza.sees('Tugmalardan birini bosing');
  expect(room.telegram.callsOf('getFile')).toEqual([]);
});

test('too big a file is refused unseen; one that Telegram tells no size of, when it is too long', async () => {
  const dilnoza = await asked({ maxBytes: 2048 });
  await dilnoza.sendsFile({ name: 'a.csv', bytes: 'x'.repeat(2049) });
  await dilnoza.sees('koʻpi bilan 2 kB boʻlsin');
  expect(room.telegram.callsOf('getFile')).toEqual([]);
  const update = room.telegram.emulator;
  const person = dilnoza.id;
  const long = update.world.addFile({
    kind: 'document',
    name: 'b.csv',
    mimeType: 'text/csv',
    bytes: Buffer.alloc(3000),
  });
  update.pushUpdate('message', {
    message_id: 9999,
    date: 1,
    chat: { id: person, type: 'private', first_name: 'Dilnoza' },
    from: { id: person, is_bot: false, first_name: 'Dilnoza' },
    document: { file_id: long.id, file_unique_id: long.uniqueId },
  });
  await expect.poll(() => room.telegram.callsOf('getFile')).toHaveLength(1);
  await room.settled();
  expect(dilnoza.messages().filter(({ text }) => text.includes('2 kB'))).toHaveLength(2);
  await dilnoza.sendsFile({ name: 'c.csv', bytes: 'x'.repeat(2048) });
  await dilnoza.sees('2048 belgi');
});

test('over Telegram’s own 20 MB it is too big as well', async () => {
  const dilnoza = await asked({ maxBytes: 30 * 1024 * 1024 });
  await dilnoza.sendsFile({ name: 'a.bin', bytes: Buffer.alloc(20 * 1024 * 1024 + 1) });
  await dilnoza.sees('30 MB');
});

test.each([
  { type: 'serverError' },
  { type: 'htmlPage' },
  { type: 'halfJson' },
  { type: 'resetBefore' },
  { type: 'error', code: 404, description: 'Not Found' },
] as const)('a download that meets %o twice works at the third try', async (fault) => {
  const dilnoza = await asked();
  room.telegram.faults.next('file', fault, 2);
  await dilnoza.sendsFile({ name: 'a.csv', bytes: rows });
  await dilnoza.sees(`${rows.length} belgi`);
});

test('what Telegram does not give is said, and asked for again; no address is told', async () => {
  const dilnoza = await asked({ isSecret: true });
  const { faults, token } = room.telegram;
  faults.next('getFile', {
    type: 'error',
    code: 400,
    description: 'Bad Request: wrong file_id or the file is temporarily unavailable',
  });
  const first = await dilnoza.sendsFile({ name: 'a.csv', bytes: rows });
  await dilnoza.sees('Faylni Telegramdan ololmadim');
  faults.next('file', { type: 'error', code: 404, description: 'Not Found' }, 3);
  await dilnoza.sendsFile({ name: 'a.csv', bytes: rows });
  await dilnoza.sees('Faylni Telegramdan ololmadim');
  // Secret: what could not be had does not stay in the chat either.
  await expect.poll(() => first.isDeleted).toBe(true);
  await dilnoza.sendsFile({ name: 'a.csv', bytes: rows });
  await dilnoza.sees(`${rows.length} belgi`);
  await room.settled();
  expect(JSON.stringify(room.logged)).not.toContain(token);
  expect(JSON.stringify(room.logged)).not.toContain('documents/');
  expectUntold(password);
});

test('a download that takes too long is given up', async () => {
  const dilnoza = await asked({}, { limits: { downloadMs: 100 } });
  room.telegram.faults.next('file', { type: 'delay', ms: 60_000 });
  await dilnoza.sendsFile({ name: 'a.csv', bytes: rows });
  await dilnoza.sees('Faylni Telegramdan ololmadim');
});

test('killed while it downloads, the next process does it again', async () => {
  const dilnoza = await asked({ isSecret: true });
  room.telegram.faults.next('file', { type: 'delay', ms: 60_000 });
  const sent = await dilnoza.sendsFile({ name: 'a.csv', bytes: rows });
  await expect.poll(() => room.telegram.callsOf('getFile')).toHaveLength(1);
  await room.restart('killed');
  await dilnoza.sees(`${rows.length} belgi`);
  expect(sent.isDeleted).toBe(true);
  await room.settled();
  expectUntold(password);
});

test('stopped while it downloads, the flow stays where it was', async () => {
  const dilnoza = await asked();
  room.telegram.faults.next('file', { type: 'delay', ms: 60_000 });
  await dilnoza.sendsFile({ name: 'a.csv', bytes: rows });
  await expect.poll(() => room.telegram.callsOf('getFile')).toHaveLength(1);
  await room.restart('stopped');
  await dilnoza.sees(`${rows.length} belgi`);
});

test('after a restart the handle opens to nothing, and the flow says so', async () => {
  const dilnoza = await asked();
  await dilnoza.sendsFile({ name: 'a.csv', bytes: rows });
  await dilnoza.sees(`${rows.length} belgi`);
  await room.settled();
  await room.restart('stopped');
  await dilnoza.taps('Yoz');
  await dilnoza.sees('Yozildi: xotirada yoʻq');
});

test('a secret file that comes after its question timed out is deleted all the same', async () => {
  const dilnoza = await asked({ isSecret: true });
  await room.settled();
  await room.bot.stop();
  room.clock.skip(11 * 60_000);
  const sent = await dilnoza.sendsFile({ name: 'a.csv', bytes: rows });
  await room.restart('killed');
  await dilnoza.sees('Oʻn daqiqa');
  await expect.poll(() => sent.isDeleted).toBe(true);
  await room.settled();
  expectUntold(password);
});
