import { afterEach, beforeEach, expect, test } from 'vitest';
import { Unreachable } from '../../src/lib/error.ts';
import { createLog } from '../../src/lib/log.ts';
import { openDatabase, type Storage } from '../../src/storage/database.ts';
import { createVanishingMessageStore } from '../../src/storage/vanishing-messages.ts';
import { createVanishing, type Vanishing } from '../../src/telegram/vanishing.ts';

let database: Storage;
let now: number;
let sent: number;
/** Resolves with the id of the next message that is deleted. */
let deletion: PromiseWithResolvers<number>;
let failures: number;
let lives: Vanishing[];

beforeEach(async () => {
  database = await openDatabase(':memory:');
  now = 1_800_000_000_000;
  sent = 0;
  failures = 0;
  deletion = Promise.withResolvers();
  lives = [];
});

afterEach(async () => {
  for (const life of lives) life.stop();
  await database.destroy();
});

/** The same database in another life of the process. */
function live(): Vanishing {
  const vanishing = createVanishing({
    chat: {
      sendMessage: () => Promise.resolve((sent += 1)),
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
