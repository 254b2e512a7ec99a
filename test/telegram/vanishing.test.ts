import { afterEach, beforeEach, expect, test } from 'vitest';
import { Unreachable } from '../../src/lib/error.ts';
import { createLog } from '../../src/lib/log.ts';
import { openDatabase, type Storage } from '../../src/storage/database.ts';
import { createVanishingMessageStore } from '../../src/storage/vanishing-messages.ts';
import type { Placement } from '../../src/telegram/chat.ts';
import { createVanishing, type Vanishing } from '../../src/telegram/vanishing.ts';

let database: Storage;
let now: number;
let sent: number;
/** Resolves with the id of the next message that is deleted. */
let deletion: PromiseWithResolvers<number>;
let failures: number;
let lives: Vanishing[];
let show: (text: string) => Promise<void>;

beforeEach(async () => {
  database = await openDatabase(':memory:');
  now = 1_800_000_000_000;
  sent = 0;
  failures = 0;
  deletion = Promise.withResolvers();
  lives = [];
  show = () => Promise.resolve();
});

afterEach(async () => {
  for (const life of lives) life.stop();
  await database.destroy();
});

/** As the room does it: known first, shown then. */
async function send(text: string, placement?: Placement): Promise<number> {
  sent += 1;
  await placement?.onPlaced?.(sent);
  await show(text);
  return sent;
}

/** The same database in another life of the process. */
function live(): Vanishing {
  const vanishing = createVanishing({
    chat: {
      sendMessage: (_, screen, placement) => send(screen.text, placement),
      sendPhoto: (_, { name }, placement) => send(name, placement),
      sendDocument: (_, { name }, placement) => send(name, placement),
      deleteMessage: (_, messageId) => {
        if (failures > 0) {
          failures -= 1;
          return Promise.reject(new Unreachable('Telegram is away.'));
        }
        deletion.resolve(messageId);
        return Promise.resolve();
      },
    },
    store: createVanishingMessageStore(database),
    clock: { now: () => now },
    log: createLog({ level: 'silent' }),
    retryAfterMs: 5,
  });
  lives.push(vanishing);
  return vanishing;
}

const waiting = () => createVanishingMessageStore(database).list();

test('a secret message is deleted when its time has come, and forgotten', async () => {
  await live().sendVanishing(7, { text: 'secret' }, 20);
  expect(await waiting()).toEqual([{ chatId: 7, messageId: 1, vanishAt: now + 20 }]);
  expect(await deletion.promise).toBe(1);
  await expect.poll(waiting).toEqual([]);
});

test('a message whose time came while the process was down is deleted at the next start', async () => {
  const before = live();
  await before.sendVanishing(7, { text: 'secret' }, 60_000);
  before.stop();
  now += 60_001;
  await live().start();
  expect(await deletion.promise).toBe(1);
});

test('while Telegram is away the deletion is tried until it works', async () => {
  failures = 3;
  await live().sendVanishing(7, { text: 'secret' }, 0);
  expect(await deletion.promise).toBe(1);
  expect(failures).toBe(0);
  await expect.poll(waiting).toEqual([]);
});

test('a process that dies while it shows a secret leaves nothing standing', async () => {
  const dead = Promise.withResolvers<never>();
  show = () => dead.promise;
  const before = live();
  void before.sendVanishing(7, { text: 'secret' }, 60_000);
  await expect.poll(waiting).toHaveLength(1);
  before.stop();
  now += 60_000;
  await live().start();
  expect(await deletion.promise).toBe(1);
});

test('when it is unknown whether a secret was shown, it is deleted, and the sender is told', async () => {
  show = () => Promise.reject(new Unreachable('The answer was lost.'));
  await expect(live().sendVanishing(7, { text: 'secret' }, 60_000)).rejects.toThrow('was lost');
  expect(await deletion.promise).toBe(1);
  await expect.poll(waiting).toEqual([]);
});

test('photos and files vanish too', async () => {
  const shown: string[] = [];
  show = (text) => Promise.resolve(void shown.push(text));
  const file = { name: 'qr.png', bytes: new Uint8Array([1]) };
  expect(await live().sendVanishing(7, { photo: file }, 60_000)).toBe(1);
  expect(await live().sendVanishing(7, { document: { ...file, name: 'a.csv' } }, 60_000)).toBe(2);
  expect(shown).toEqual(['qr.png', 'a.csv']);
});

test('a message is made to vanish before its time, once and again, without harm', async () => {
  const life = live();
  const messageId = await life.sendVanishing(7, { text: 'secret' }, 60_000);
  await life.vanishNow(7, messageId);
  expect(await deletion.promise).toBe(messageId);
  expect(await waiting()).toEqual([]);
  await life.vanishNow(7, messageId);
});

test('what must vanish now vanishes as soon as Telegram is back, in this life or the next', async () => {
  const before = live();
  await before.sendVanishing(7, { text: 'secret' }, 60_000);
  failures = 1;
  await before.vanishNow(7, 1);
  expect(await waiting()).toHaveLength(1);
  expect(await deletion.promise).toBe(1);
  await expect.poll(waiting).toEqual([]);
});

test('a message too old to be deleted is forgotten, and the log says so', async () => {
  const before = live();
  await before.sendVanishing(7, { text: 'secret' }, 60_000);
  before.stop();
  now += 3 * 24 * 3600_000;
  await live().start();
  await expect.poll(waiting).toEqual([]);
});
