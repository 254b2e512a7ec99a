import { afterEach, expect, test } from 'vitest';
import { Refused, Unreachable } from '../../src/lib/error.ts';
import type { Fault } from '../../src/sandbox/telegram/faults.ts';
import type { TelegramDoor } from '../../src/telegram/door.ts';
import { startRoom, type MadeUpRoom } from './made-up-room.ts';

let room: MadeUpRoom;
afterEach(async () => {
  await room.stop();
});

const door: TelegramDoor = {
  commands: [
    {
      command: 'do',
      minimumRole: 'operator',
      where: 'both',
      descriptionKey: 'do',
      handle: (visit) => visit.show({ text: `${visit.argument} boʻldi` }),
    },
  ],
};

test.each<Fault>([
  { type: 'serverError' },
  { type: 'htmlPage' },
  { type: 'halfJson' },
  { type: 'resetBefore' },
])('a call that meets $type twice works at the third try', async (fault) => {
  room = await startRoom([door]);
  const dilnoza = room.member('Dilnoza');
  await dilnoza.says('/do 0');
  await dilnoza.sees('0 boʻldi');
  const before = room.telegram.callsOf('sendMessage').length;
  room.telegram.faults.next('sendMessage', fault, 2);
  await room.bot.chat.sendMessage(dilnoza.id, { text: 'Salom' });
  expect(room.telegram.callsOf('sendMessage')).toHaveLength(before + 3);
});

test('a call that fails three times is Unreachable, and its message does not hold the token', async () => {
  room = await startRoom([door]);
  const dilnoza = room.member('Dilnoza');
  await dilnoza.says('/do 0');
  await dilnoza.sees('0 boʻldi');
  room.telegram.faults.next('sendMessage', { type: 'resetBefore' }, 3);
  const error = await room.bot.chat
    .sendMessage(dilnoza.id, { text: 'x' })
    .catch((one: unknown) => one);
  expect(error).toBeInstanceOf(Unreachable);
  expect(String(error)).not.toContain(room.telegram.token.split(':')[1]);
});

test('a 429 is waited out exactly and uncounted, for other calls to that chat too', async () => {
  room = await startRoom([door]);
  const dilnoza = room.member('Dilnoza');
  const karim = room.member('Karim');
  for (const person of [dilnoza, karim]) {
    await person.says('/do 0');
    await person.sees('0 boʻldi');
  }
  room.telegram.faults.next('sendMessage', { type: 'tooManyRequests', retryAfterSeconds: 1 });
  const begun = performance.now();
  let isWaiting = true;
  const first = room.bot.chat.sendMessage(dilnoza.id, { text: '1' }).then(() => {
    isWaiting = false;
  });
  await expect.poll(() => room.telegram.callsOf('sendMessage').at(-1)?.answer?.ok).toBe(false);
  const second = room.bot.chat.sendMessage(dilnoza.id, { text: '2' });
  await room.bot.chat.sendMessage(karim.id, { text: '3' });
  expect(isWaiting).toBe(true);
  await Promise.all([first, second]);
  expect(performance.now() - begun).toBeGreaterThan(1000);
  expect(room.telegram.limits.callsDuringPenalty()).toBe(0);
});

test('being told to wait more than a minute is given back, with the time, and kept to', async () => {
  room = await startRoom([door]);
  const dilnoza = room.member('Dilnoza');
  await dilnoza.says('/do 0');
  await dilnoza.sees('0 boʻldi');
  room.telegram.faults.next('sendMessage', { type: 'tooManyRequests', retryAfterSeconds: 3600 });
  const send = () => room.bot.chat.sendMessage(dilnoza.id, { text: 'x' });
  await expect(send()).rejects.toMatchObject({
    code: 'Unreachable',
    details: { retryAfterSeconds: 3600 },
  });
  const calls = room.telegram.callsOf('sendMessage').length;
  await expect(send()).rejects.toMatchObject({ code: 'Unreachable' });
  expect(room.telegram.callsOf('sendMessage')).toHaveLength(calls);
  expect(room.telegram.limits.callsDuringPenalty()).toBe(0);
});

test('an answer is delivered although Telegram was away longer than three tries take', async () => {
  room = await startRoom([door], { random: () => 0.3 });
  const dilnoza = room.member('Dilnoza');
  room.telegram.faults.next('sendMessage', { type: 'resetBefore' }, 7);
  await dilnoza.says('/do 1');
  await dilnoza.sees('1 boʻldi');
  expect(dilnoza.messages()).toHaveLength(1);
});

test.each<Fault>([
  { type: 'error', code: 409, description: 'Conflict: terminated by other getUpdates request' },
  { type: 'error', code: 401, description: 'Unauthorized' },
  { type: 'htmlPage' },
  { type: 'serverError' },
  { type: 'resetBefore' },
  { type: 'halfJson' },
  { type: 'notOk' },
])('polling that meets %j thrice is told once in the log and goes on', async (fault) => {
  room = await startRoom([door], {
    limits: { otherPollerMs: [20, 100], revokedMs: 20, pollSeconds: 1 },
    random: () => 0.1,
  });
  const dilnoza = room.member('Dilnoza');
  room.telegram.faults.next('getUpdates', fault, 3);
  await dilnoza.says('/do 1');
  await dilnoza.sees('1 boʻldi');
  await expect
    .poll(() => room.logged.filter(({ msg }) => msg === 'Telegram answers again'), {
      timeout: 9000,
    })
    .toHaveLength(1);
  const troubles = [
    'another process takes this bot’s updates',
    'Telegram does not know the token',
    'Telegram gives no updates',
  ];
  expect(room.logged.filter(({ msg }) => troubles.includes(String(msg)))).toHaveLength(1);
  expect(JSON.stringify(room.logged)).not.toContain(room.telegram.token);
});

test('a start while Telegram is away, or refuses the token, waits and then works; stop ends the wait', async () => {
  room = await startRoom([door], { limits: { revokedMs: 50 }, random: () => 0.1 });
  await room.bot.stop();
  room.telegram.faults.unreachable(true);
  const started = room.restart('killed');
  await expect
    .poll(() => room.logged.some(({ msg }) => msg === 'Telegram gives no updates'), {
      timeout: 9000,
    })
    .toBe(true);
  room.telegram.faults.clear();
  await started;
  const dilnoza = room.member('Dilnoza');
  await dilnoza.says('/do 1');
  await dilnoza.sees('1 boʻldi');

  await room.bot.stop();
  room.telegram.emulator.replaceToken('1:another');
  const waiting = room.restart('killed');
  await expect
    .poll(() => room.logged.some(({ msg }) => msg === 'Telegram does not know the token'))
    .toBe(true);
  await room.bot.stop();
  await waiting;
});

test('what Telegram says about an edit or a deletion is told apart', async () => {
  room = await startRoom([door]);
  const dilnoza = room.member('Dilnoza');
  await dilnoza.says('/do 0');
  await dilnoza.sees('0 boʻldi');
  const { chat } = room.bot;
  const id = await chat.sendMessage(dilnoza.id, { text: '<b>Salom</b>' });
  expect(await chat.editMessage(dilnoza.id, id, { text: '<b>Salom</b>' })).toBe('unchanged');
  expect(await chat.editMessage(dilnoza.id, id, { text: 'Xayr' })).toBe('done');
  await chat.deleteMessage(dilnoza.id, id);
  await chat.deleteMessage(dilnoza.id, id);
  expect(await chat.editMessage(dilnoza.id, id, { text: 'Yana' })).toBe('gone');
  await expect(chat.sendMessage(1, { text: 'x' })).rejects.toMatchObject({
    code: 'Refused',
    status: 400,
    details: { trouble: 'unknownChat' },
  });
  await dilnoza.blocks();
  const error = await chat.sendMessage(dilnoza.id, { text: 'x' }).catch((one: unknown) => one);
  expect(error).toBeInstanceOf(Refused);
  expect(error).toMatchObject({ status: 403, details: { trouble: 'blocked' } });
});

test('a person who blocks the bot in the middle of an answer breaks nothing', async () => {
  const wait = Promise.withResolvers<undefined>();
  const log: string[] = [];
  room = await startRoom([
    door,
    {
      commands: [
        {
          command: 'slow',
          minimumRole: 'operator',
          where: 'private',
          descriptionKey: 'do',
          handle: async (visit) => {
            await wait.promise;
            await visit.show({ text: 'x' });
            log.push(String(await visit.send({ text: 'x' })));
          },
        },
      ],
    },
  ]);
  const dilnoza = room.member('Dilnoza');
  await dilnoza.says('/slow');
  await expect.poll(() => room.stores.updateRows().length).toBeGreaterThan(0);
  await dilnoza.blocks();
  wait.resolve(undefined);
  await expect.poll(() => log).toEqual(['0']);
  await room.settled();
  expect(room.stores.updateRows().map(({ state }) => state)).not.toContain('failed');
});

test('a long text is sent in parts of whole lines, a long edit is cut, broken markup goes plain', async () => {
  room = await startRoom([door]);
  const dilnoza = room.member('Dilnoza');
  await dilnoza.says('/do 0');
  await dilnoza.sees('0 boʻldi');
  const line = `<b>${'Ж'.repeat(95)}</b> &amp;`;
  const text = `<pre>${Array.from({ length: 100 }, () => line).join('\n')}</pre>`;
  const id = await room.bot.chat.sendMessage(dilnoza.id, {
    text,
    buttons: [[{ label: 'Nusxa', copy: 'x' }]],
  });
  const sent = dilnoza.messages().slice(1);
  expect(sent.map((part) => part.text.split('\n').length)).toEqual([41, 41, 18]);
  expect(sent.map((part) => part.buttons.length)).toEqual([0, 0, 1]);
  expect(sent.map((part) => part.text).join('\n')).toBe(
    Array.from({ length: 100 }, () => `${'Ж'.repeat(95)} &`).join('\n'),
  );
  await room.bot.chat.editMessage(dilnoza.id, id, { text });
  const cut = dilnoza.last().text;
  expect(cut.length).toBeLessThanOrEqual(4096);
  expect(cut.endsWith('…')).toBe(true);
  await room.bot.chat.sendMessage(dilnoza.id, { text: '<i>Ali <ali@a.uz> &amp; 1 < 2' });
  expect(dilnoza.last().text).toBe('Ali  & 1 < 2');
});

test('a document is sent with its caption, into the topic', async () => {
  room = await startRoom([door]);
  const group = room.telegram.createGroup({ title: 'Ish', isForum: true });
  const topic = group.createTopic('Hisobot');
  await room.bot.chat.sendDocument(
    group.chatId,
    { name: 'a.csv', bytes: Buffer.from('1;2'), caption: '<b>Hisobot</b>' },
    { topicId: topic.threadId },
  );
  const [message] = group.messages(topic);
  expect(message).toMatchObject({ html: '<b>Hisobot</b>', file: { name: 'a.csv' } });
  expect(message?.file?.bytes.toString()).toBe('1;2');
});
