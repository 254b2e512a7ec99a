import { afterEach, beforeEach, expect, test } from 'vitest';
import { createLog } from '../../src/lib/log.ts';
import type { Attachment, TelegramDoor } from '../../src/telegram/door.ts';
import {
  createVanishing,
  type Vanishing,
  type VanishingDeps,
} from '../../src/telegram/vanishing.ts';
import { pngOf } from '../support/telegram-picture.ts';
import type { Person } from '../support/telegram.ts';
import { startRoom, type MadeUpRoom } from './made-up-room.ts';

let room: MadeUpRoom;
let dilnoza: Person;
let lives: Vanishing[];

const door: TelegramDoor = {
  buttons: {
    again: { minimumRole: 'operator', handle: (visit) => visit.toast('Yana bir marta') },
  },
};

beforeEach(async () => {
  // No jitter: what is tried again is tried at once.
  room = await startRoom([door], { random: () => 0 });
  dilnoza = room.member('Dilnoza');
  await dilnoza.says('salom');
  await dilnoza.sees('hech narsa soʻramadim');
  await room.settled();
  lives = [];
});
afterEach(async () => {
  for (const life of lives) life.stop();
  expect(room.telegram.violations).toEqual([]);
  await room.stop();
});

const secret = 'Juda-Maxfiy_Parol-2026';
const picture = { name: 'qr.png', bytes: pngOf(80, 80) };
const table = { name: 'a.csv', bytes: Buffer.from(`1001,${secret}`) };

test('a photo goes out with a caption, standing buttons and protection', async () => {
  const id = await room.bot.chat.sendPhoto(dilnoza.id, {
    ...picture,
    caption: `<b>1001</b>\n${'x'.repeat(2000)}`,
    buttons: [[{ label: 'Yana', action: 'again' }]],
    protect: true,
  });
  expect(dilnoza.last()).toMatchObject({ messageId: id, isProtected: true });
  expect(dilnoza.last().html).toMatch(/^<b>1001<\/b>…$/);
  expect(dilnoza.last().file).toMatchObject({ kind: 'photo', bytes: picture.bytes });
  expect(await dilnoza.taps('Yana')).toMatchObject({ toast: 'Yana bir marta' });
});

test('a file goes out protected, and its caption as plain text where it is no HTML', async () => {
  const file: Attachment = { ...table, caption: 'a < b', protect: true };
  await room.bot.chat.sendDocument(dilnoza.id, file);
  expect(dilnoza.last()).toMatchObject({ text: 'a < b', isProtected: true });
  expect(dilnoza.last().file).toMatchObject({ kind: 'document', name: 'a.csv' });
});

test('a file keeps its name, whatever it is', async () => {
  const names = ['natija oʻzi.csv', 'a;b.csv', 'a\nb.csv', 'a=“b” "c".csv'];
  for (const name of names) await room.bot.chat.sendDocument(dilnoza.id, { ...table, name });
  const shown = dilnoza.messages().flatMap(({ file }) => file?.name ?? []);
  expect(shown).toEqual(['natija oʻzi.csv', 'a_b.csv', 'a_b.csv', 'a=“b” "c".csv']);
});

test('what is no picture is refused', async () => {
  const photo = room.bot.chat.sendPhoto(dilnoza.id, table);
  await expect(photo).rejects.toMatchObject({ code: 'Refused', status: 400 });
});

type Row = { chatId: number; messageId: number; vanishAt: number };

function vanishing(rows: Row[]): Vanishing {
  const store: VanishingDeps['store'] = {
    add: (row) => Promise.resolve(void rows.push(row)),
    remove: ({ messageId }) => {
      rows.splice(0, Infinity, ...rows.filter((row) => row.messageId !== messageId));
      return Promise.resolve();
    },
    list: () => Promise.resolve([...rows]),
  };
  const life = createVanishing({
    chat: room.bot.chat,
    store,
    clock: room.clock,
    log: createLog({ level: 'silent' }),
    retryAfterMs: 20,
  });
  lives.push(life);
  return life;
}

const contents = {
  text: { text: `Parol: ${secret}`, protect: true, buttons: [[{ label: '📋', copy: secret }]] },
  photo: { photo: { ...picture, caption: secret, protect: true } },
  document: { document: { ...table, protect: true } },
} as const;
const kinds = ['text', 'photo', 'document'] as const;

test.each(kinds)(
  'a vanishing %s is shown under a known id, protected, and deleted',
  async (kind) => {
    const rows: Row[] = [];
    const life = vanishing(rows);
    const id = await life.sendVanishing(dilnoza.id, contents[kind], 60_000);
    expect(dilnoza.last()).toMatchObject({ messageId: id, isProtected: true });
    expect(room.telegram.secretSearch(secret)).toHaveLength(1);
    expect(rows).toMatchObject([{ messageId: id }]);
    await life.vanishNow(dilnoza.id, id);
    expect(room.telegram.secretSearch(secret)).toEqual([]);
    expect(rows).toEqual([]);
  },
);

const spoilers = [
  { type: 'resetAfter' },
  { type: 'resetBefore' },
  { type: 'halfJson' },
  { type: 'serverError' },
  { type: 'error', code: 403, description: 'Forbidden: bot was blocked by the user' },
] as const;
const methods = ['sendMessage', 'editMessageText', 'editMessageMedia', 'deleteMessage'];
const cases = kinds.flatMap((kind) =>
  methods.flatMap((method) =>
    spoilers.flatMap((fault) => [1, 3].map((times) => ({ kind, method, fault, times }))),
  ),
);

test('whatever goes wrong, and wherever, no secret is left standing and none is shown twice', async () => {
  for (const { kind, method, fault, times } of cases) {
    const what = `${kind}: ${method} meets ${fault.type} ${times} times`;
    const rows: Row[] = [];
    const life = vanishing(rows);
    room.telegram.faults.next(method, fault, times);
    // In vain: then the sender is told, and nothing may stay either.
    await life.sendVanishing(dilnoza.id, contents[kind], 1).catch(() => undefined);
    expect(room.telegram.secretSearch(secret).length, what).toBeLessThanOrEqual(1);
    await expect.poll(() => rows, { message: what, timeout: 10_000 }).toEqual([]);
    expect(room.telegram.secretSearch(secret), what).toEqual([]);
    room.telegram.faults.clear();
  }
}, 120_000);

test('who deletes the lock before it opens is shown nothing more', async () => {
  const rows: Row[] = [];
  room.telegram.faults.next('sendMessage', { type: 'delay', ms: 100 });
  const sending = vanishing(rows).sendVanishing(dilnoza.id, contents.text, 1);
  await dilnoza.deletes(await dilnoza.sees('🔒'));
  await sending;
  await expect.poll(() => rows).toEqual([]);
  expect(room.telegram.secretSearch(secret)).toEqual([]);
});
