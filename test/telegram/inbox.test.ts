import { afterEach, expect, test } from 'vitest';
import type { TelegramDoor, Visit } from '../../src/telegram/door.ts';
import { startRoom, type MadeUpRoom } from './made-up-room.ts';

let room: MadeUpRoom;
afterEach(async () => {
  expect(room.telegram.violations.filter(({ kind }) => kind === 'call')).toEqual([]);
  await room.stop();
});

function door(handle: (visit: Visit) => Promise<void>): TelegramDoor {
  return {
    commands: [
      { command: 'do', minimumRole: 'operator', where: 'both', descriptionKey: 'do', handle },
    ],
  };
}

test('updates of one chat are handled in order, those of others meanwhile', async () => {
  const log: string[] = [];
  let inHand = 0;
  let most = 0;
  room = await startRoom([
    door(async ({ argument, member }) => {
      inHand += 1;
      most = Math.max(most, inHand);
      await new Promise((resolve) => setTimeout(resolve, 2 + Math.random() * 5));
      log.push(`${member.name} ${argument}`);
      inHand -= 1;
    }),
  ]);
  const people = Array.from({ length: 30 }, (_, index) => room.member(`P${index}`));
  for (let number = 1; number <= 5; number += 1) {
    for (const person of people) await person.says(`/do ${number}`);
  }
  await expect.poll(() => log.length, { timeout: 10_000 }).toBe(150);
  for (const { name } of people) {
    const own = log.filter((line) => line.startsWith(`${name} `));
    expect(own).toEqual([1, 2, 3, 4, 5].map((number) => `${name} ${number}`));
  }
  expect(most).toBe(16);
});

test('an update given twice, by poll or webhook, is handled once', async () => {
  const log: string[] = [];
  room = await startRoom([
    door(({ argument }) => {
      log.push(argument);
      return Promise.resolve();
    }),
  ]);
  const dilnoza = room.member('Dilnoza');
  await dilnoza.says('/do 1');
  await expect.poll(() => log).toEqual(['1']);
  const chat = { id: dilnoza.id, type: 'private', first_name: 'D' };
  const from = { id: dilnoza.id, is_bot: false, first_name: 'D' };
  const again = (update_id: number, text: string) => ({
    update_id,
    message: { message_id: update_id, date: 1, chat, from, text },
  });
  const first = room.stores.updateRows()[0]?.updateId ?? 0;
  await room.bot.handleWebhookUpdate(again(first, '/do 1'));
  await Promise.all([1, 2, 3].map(() => room.bot.handleWebhookUpdate(again(77, '/do 2'))));
  await room.settled();
  expect(log).toEqual(['1', '2']);
  await expect(room.bot.handleWebhookUpdate({ hello: 1 })).rejects.toThrow('not a Telegram update');
  await expect(room.bot.handleWebhookUpdate('x')).rejects.toThrow('not a Telegram update');
});

test('after a quiet week a lower update id is taken as new', async () => {
  const log: string[] = [];
  room = await startRoom(
    [
      door(({ argument }) => {
        log.push(argument);
        return Promise.resolve();
      }),
    ],
    { limits: { pollSeconds: 1 } },
  );
  const dilnoza = room.member('Dilnoza');
  await dilnoza.says('/do high');
  await expect.poll(() => log).toEqual(['high']);
  await expect.poll(() => room.telegram.emulator.updates.pending()).toEqual([]);
  // One empty poll has confirmed the batch; from then on no offset is sent.
  const polls = room.telegram.callsOf('getUpdates').length;
  await expect
    .poll(() => room.telegram.callsOf('getUpdates').length, { timeout: 9000 })
    .toBeGreaterThan(polls + 1);
  expect(room.telegram.callsOf('getUpdates').at(-1)?.parameters).not.toHaveProperty('offset');
  room.telegram.emulator.updates.continueFrom(5000);
  await dilnoza.says('/do low');
  await expect.poll(() => log).toEqual(['high', 'low']);
});

test('ended updates are forgotten after three days, unfinished ones never', async () => {
  room = await startRoom([door(() => Promise.resolve())]);
  const dilnoza = room.member('Dilnoza');
  await dilnoza.says('/do');
  await expect.poll(() => room.stores.updateRows()[0]?.state).toBe('done');
  expect(room.stores.updateRows()[0]?.body).toBe('');
  await room.stores.updates.add([{ updateId: 9, chatKey: 'x', body: '{}' }], 0);
  await room.sweeps();
  expect(room.stores.updateRows()).toHaveLength(2);
  room.clock.skip(3 * 24 * 3600_000 + 1000);
  await room.sweeps();
  expect(room.stores.updateRows().map(({ updateId }) => updateId)).toEqual([9]);
});

test('a handler that throws is apologised for with a reference; neighbours and later updates go on', async () => {
  const log: string[] = [];
  room = await startRoom([
    door(async ({ argument, show }) => {
      log.push(argument);
      if (argument === 'bad') throw new TypeError('x is not a function');
      await show({ text: `${argument} boʻldi` });
    }),
  ]);
  const dilnoza = room.member('Dilnoza');
  await dilnoza.says('/do bad');
  await dilnoza.says('/do good');
  await dilnoza.sees('good boʻldi');
  const sorry = await dilnoza.sees('Kechirasiz', { anytime: true });
  const [reference] = /\d{6}/.exec(sorry.text) ?? [];
  expect(room.logged.find((line) => line['reference'] === reference)).toBeDefined();
  expect(log).toEqual(['bad', 'good']);
  await room.settled();
  expect(room.stores.updateRows().map(({ state }) => state)).toEqual(['failed', 'done']);
});

test('an update in hand at three deaths of the process is set aside with an apology', async () => {
  const log: string[] = [];
  const never = Promise.withResolvers<never>();
  room = await startRoom([
    door(({ argument, show }) => {
      log.push(argument);
      return argument === 'poison' ? never.promise : show({ text: `${argument} boʻldi` });
    }),
  ]);
  const dilnoza = room.member('Dilnoza');
  const karim = room.member('Karim');
  await dilnoza.says('/do poison');
  await dilnoza.says('/do behind');
  await expect.poll(() => log).toEqual(['poison']);
  for (let death = 1; death <= 3; death += 1) {
    await room.restart('killed');
    await karim.says('/do beside');
    await karim.sees('beside boʻldi');
  }
  await room.restart('killed');
  await dilnoza.sees('Kechirasiz', { anytime: true });
  await dilnoza.sees('behind boʻldi', { anytime: true });
  expect(log.filter((one) => one === 'poison')).toHaveLength(4);
  never.reject(new Error('the end of the test'));
});

test('something that is no update does not stop those around it', async () => {
  room = await startRoom([door(({ argument, show }) => show({ text: `${argument} boʻldi` }))]);
  const dilnoza = room.member('Dilnoza');
  await dilnoza.says('/do 1');
  await dilnoza.sees('1 boʻldi');
  const { updates } = room.telegram.emulator;
  await room.bot.stop();
  updates.push('message', { message_id: 1, text: 'no chat' });
  updates.push('message', { message_id: 1, chat: { id: 'x', type: 'private' } });
  updates.push('callback_query', { id: 7 });
  updates.push('message', { message_id: 1, chat: { id: 5, type: 'private' }, text: '/do x' });
  updates.push('made_up_kind', { hello: [] });
  await dilnoza.says('/do 2');
  await room.restart('killed');
  await dilnoza.sees('2 boʻldi');
  expect(updates.pending().length).toBeLessThanOrEqual(6);
  expect(room.logged.some(({ msg }) => String(msg).includes('no update'))).toBe(true);
});

test('unreadable rows in the inbox do not stop the start', async () => {
  room = await startRoom([door(({ show }) => show({ text: 'boʻldi' }))]);
  const at = Date.now();
  await room.stores.updates.add([{ updateId: 8, chatKey: 'x', body: '{"update' }], at);
  await room.stores.updates.add([{ updateId: 9, chatKey: 'x', body: '{"no":1}' }], at);
  await room.restart();
  expect(room.stores.updateRows().map(({ state }) => state)).toEqual(['failed', 'failed']);
  const dilnoza = room.member('Dilnoza');
  await dilnoza.says('/do');
  await dilnoza.sees('boʻldi');
});

test('stuck handlers do not block other chats, and are given up in their own', async () => {
  const never = Promise.withResolvers<never>();
  room = await startRoom(
    [
      door(({ argument, show }) =>
        argument === 'stuck' ? never.promise : show({ text: `${argument} boʻldi` }),
      ),
    ],
    { limits: { slots: 2, slowMs: 100, hopelessMs: 300 } },
  );
  const stuck = [room.member('A'), room.member('B')];
  const karim = room.member('Karim');
  for (const person of stuck) await person.says('/do stuck');
  await stuck[0]?.says('/do later');
  await karim.says('/do quick');
  await karim.sees('quick boʻldi');
  await stuck[0]?.sees('Kechirasiz', { anytime: true });
  await stuck[0]?.sees('later boʻldi', { anytime: true });
  never.reject(new Error('the end of the test'));
});

test('stop finishes what is in hand and leaves the rest for the next start', async () => {
  const log: string[] = [];
  const gate = Promise.withResolvers<undefined>();
  room = await startRoom([
    door(async ({ argument, show }) => {
      log.push(`begin ${argument}`);
      if (argument === '1') await gate.promise;
      await show({ text: `${argument} boʻldi` });
      log.push(`end ${argument}`);
    }),
  ]);
  const dilnoza = room.member('Dilnoza');
  await dilnoza.says('/do 1');
  await dilnoza.says('/do 2');
  await expect.poll(() => log).toEqual(['begin 1']);
  const stopped = room.bot.stop();
  gate.resolve(undefined);
  await stopped;
  expect(log).toEqual(['begin 1', 'end 1']);
  expect(room.stores.updateRows().map(({ state }) => state)).toEqual(['done', 'new']);
  await expect(room.bot.handleWebhookUpdate({ update_id: 1 })).rejects.toThrow('stopping');
  await room.restart('killed');
  await dilnoza.sees('2 boʻldi');
  await room.settled();
  expect(log).toEqual(['begin 1', 'end 1', 'begin 2', 'end 2']);
});

test('stop is over at once while the poll is open and nothing is in hand', async () => {
  room = await startRoom([door(() => Promise.resolve())]);
  await expect.poll(() => room.telegram.emulator.updates.isPolled()).toBe(true);
  await room.bot.stop();
  expect(room.telegram.callsOf('getUpdates').at(-1)?.answer).toBeUndefined();
});

test('what a store refuses to take is asked for again, and confirmed only when stored', async () => {
  const log: string[] = [];
  room = await startRoom([
    door(({ argument }) => {
      log.push(argument);
      return Promise.resolve();
    }),
  ]);
  const { updates } = room.stores;
  let refusals = 2;
  const full: typeof updates.add = (rows, at) => {
    refusals -= 1;
    return refusals >= 0 ? Promise.reject(new Error('disk full')) : updates.add(rows, at);
  };
  const stores = { ...room.stores, updates: { ...updates, add: full } };
  await room.restart('stopped', { stores, random: () => 0 });
  const dilnoza = room.member('Dilnoza');
  await dilnoza.says('/do 1');
  await expect.poll(() => log).toEqual(['1']);
  expect(refusals).toBeLessThan(0);
});
