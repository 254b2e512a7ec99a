import { afterEach, expect, test } from 'vitest';
import type { Talk, TelegramDoor } from '../../src/telegram/door.ts';
import { startRoom, type MadeUpRoom } from './made-up-room.ts';

let room: MadeUpRoom;
afterEach(async () => {
  expect(room.telegram.violations).toEqual([]);
  await room.stop();
});

const password = 'Juda-Maxfiy_Parol-2026';

/** Asks a password twice over and keeps what the vault had for the handles. */
function passwordDoor(opened: (string | undefined)[]): TelegramDoor {
  const run = async (talk: Talk): Promise<void> => {
    await talk.ask({ text: 'Parol qoʻyamizmi?', buttons: [[{ label: 'Ha', value: 'yes' }]] });
    const answer = await talk.ask({ text: 'Parolni yozing' }, { accepts: 'secret', back: true });
    await talk.once(() => {
      const handle = answer.type === 'secret' ? answer.handle : '';
      opened.push(room.vault.open(handle)?.reveal());
      return Promise.resolve(null);
    });
    await talk.ask({ text: 'Saqlaymi?', buttons: [[{ label: 'Saqlash', value: 'save' }]] });
    await talk.finish({ text: 'Saqlandi' });
  };
  return {
    commands: [
      {
        command: 'password',
        minimumRole: 'admin',
        descriptionKey: 'password',
        where: 'private',
        handle: (visit) => visit.startFlow('password', null),
      },
    ],
    flows: { password: { minimumRole: 'admin', run } },
  };
}

/** Nowhere the disk, the log, the audit or the chat could tell it. */
function expectUntold(secret: string): void {
  expect(room.stores.dump()).not.toContain(secret);
  expect(JSON.stringify(room.logged)).not.toContain(secret);
  expect(JSON.stringify(room.audits)).not.toContain(secret);
  expect(room.telegram.secretSearch(secret)).toEqual([]);
}

test('a typed secret reaches the deed, and no store, log, audit or chat ever holds it', async () => {
  const opened: (string | undefined)[] = [];
  room = await startRoom([passwordDoor(opened)]);
  const dilnoza = room.member('Dilnoza');
  await dilnoza.says('/password');
  await dilnoza.taps('Ha');
  await dilnoza.sees('Parolni yozing');
  const typed = await dilnoza.says(password);
  await dilnoza.sees('Saqlaymi?');
  await expect.poll(() => typed.isDeleted).toBe(true);
  await dilnoza.taps('Saqlash');
  await dilnoza.sees('Saqlandi');
  expect(opened).toEqual([password]);
  expect(await room.stores.secretPrompts.list()).toEqual([]);
  expectUntold(password);
});

test('a typed secret is deleted although Telegram refuses for a while', async () => {
  room = await startRoom([passwordDoor([])]);
  const dilnoza = room.member('Dilnoza');
  await dilnoza.says('/password');
  await dilnoza.taps('Ha');
  await dilnoza.sees('Parolni yozing');
  // More than the three tries of one call.
  room.telegram.faults.next('deleteMessage', { type: 'serverError' }, 4);
  const typed = await dilnoza.says(password);
  await dilnoza.sees('Saqlaymi?');
  await expect.poll(() => typed.isDeleted, { timeout: 10_000 }).toBe(true);
  await room.settled();
  expectUntold(password);
});

test('a secret typed while the bot was down is not stored, is deleted, and is asked for again', async () => {
  const opened: (string | undefined)[] = [];
  room = await startRoom([passwordDoor(opened)]);
  const dilnoza = room.member('Dilnoza');
  await dilnoza.says('/password');
  await dilnoza.taps('Ha');
  await dilnoza.sees('Parolni yozing');
  await room.bot.stop();
  await dilnoza.says(password);
  // This process takes it in and dies before it is handled: only its memory had it.
  const never = Promise.withResolvers<never>();
  const findMember = () => never.promise;
  await room.restart('killed', { findMember });
  await expect.poll(() => room.stores.updateRows().some(({ state }) => state === 'new')).toBe(true);
  await room.restart('killed');
  await dilnoza.sees('yana bir marta yozing');
  await dilnoza.says(password);
  await dilnoza.sees('Saqlaymi?');
  expect(opened).toEqual([password]);
  await room.settled();
  expectUntold(password);
});

test('an edit of a secret is not stored either', async () => {
  room = await startRoom([passwordDoor([])]);
  const dilnoza = room.member('Dilnoza');
  await dilnoza.says('/password');
  await dilnoza.taps('Ha');
  const typed = await dilnoza.says('salom');
  await dilnoza.sees('Parolni yozing', { anytime: true });
  await dilnoza.edits(typed, password);
  await dilnoza.sendsFile({ kind: 'photo', name: 'p.jpg', bytes: 'x', caption: password });
  await dilnoza.sees('Saqlaymi?');
  await room.settled();
  expect(room.stores.dump()).not.toContain(password);
});

test('a command is still a command where a secret is waited for', async () => {
  room = await startRoom([passwordDoor([])]);
  const dilnoza = room.member('Dilnoza');
  await dilnoza.says('/password');
  await dilnoza.taps('Ha');
  await dilnoza.sees('Parolni yozing');
  await dilnoza.says('/cancel');
  await dilnoza.sees('Bekor qilindi');
  await room.settled();
  expect(await room.stores.secretPrompts.list()).toEqual([]);
});

test('a secret written while its flow times out is deleted and not stored', async () => {
  room = await startRoom([passwordDoor([])]);
  const dilnoza = room.member('Dilnoza');
  await dilnoza.says('/password');
  await dilnoza.taps('Ha');
  await dilnoza.sees('Parolni yozing');
  await room.settled();
  await room.bot.stop();
  room.clock.skip(11 * 60_000);
  const typed = await dilnoza.says(password);
  await room.restart('killed');
  await dilnoza.sees('Oʻn daqiqa');
  await expect.poll(() => typed.isDeleted).toBe(true);
  await room.settled();
  expectUntold(password);
});
