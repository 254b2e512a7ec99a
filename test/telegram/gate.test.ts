import { afterEach, expect, test } from 'vitest';
import type { Stranger, TelegramDoor } from '../../src/telegram/door.ts';
import { startRoom, type MadeUpRoom } from './made-up-room.ts';

let room: MadeUpRoom;
afterEach(async () => {
  expect(room.telegram.violations).toEqual([]);
  await room.stop();
});

type Came = string[];

function houseDoor(came: Came, start?: (visitor: Stranger) => Promise<boolean>): TelegramDoor {
  const command = (
    name: string,
    minimumRole: 'operator' | 'admin',
    where: 'private' | 'group' | 'topic' | 'both',
  ) => ({
    command: name,
    minimumRole,
    where,
    descriptionKey: `telegram-hint-press`,
    handle: async (
      visit: Parameters<NonNullable<TelegramDoor['commands']>[number]['handle']>[0],
    ) => {
      came.push(`${name} ${visit.argument} by ${visit.member.name}`);
      await visit.show({ text: `${name} keldi` });
      await visit.show({ text: `${name} keldi, oʻzgardi` });
    },
  });
  return {
    commands: [
      command('start', 'operator', 'private'),
      command('rotate', 'admin', 'private'),
      command('board', 'operator', 'both'),
      command('close', 'operator', 'topic'),
      command('ours', 'operator', 'group'),
    ],
    ...(start && { start }),
  };
}

test('a command comes with its argument; later shows edit its one answer', async () => {
  const came: Came = [];
  room = await startRoom([houseDoor(came)]);
  const dilnoza = room.member('Dilnoza');
  await dilnoza.says('/rotate  ikki soʻz ');
  await dilnoza.sees('rotate keldi, oʻzgardi');
  await dilnoza.says(`/BOARD@${room.telegram.botUsername.toUpperCase()}`);
  await dilnoza.sees('board keldi, oʻzgardi');
  expect(came).toEqual(['rotate ikki soʻz by Dilnoza', 'board  by Dilnoza']);
  expect(dilnoza.messages()).toHaveLength(2);
});

test('of all origins of a privileged command only a fresh private message of the admin works', async () => {
  const came: Came = [];
  room = await startRoom([houseDoor(came)]);
  const { telegram } = room;
  const dilnoza = room.member('Dilnoza');
  const olim = room.member('Olim', 'operator');
  const stranger = telegram.createPerson({ name: 'Begona' });
  const group = telegram.createGroup({ title: 'Ish' });
  for (const person of [dilnoza, olim, stranger]) group.adds(person);

  const strangers = await stranger.says('/rotate');
  const plain = await dilnoza.says('salom');
  await olim.says('/rotate');
  await stranger.says('/rotate', { in: group });
  await dilnoza.says('/rotate', { in: group });
  await dilnoza.says('/rotate', { in: group, anonymously: true });
  await dilnoza.says('/rotate', { viaBot: 4242 });
  await dilnoza.forwards(strangers);
  await dilnoza.forwards(strangers, { in: group });
  await dilnoza.edits(plain, '/rotate');
  await dilnoza.says('/rotate@another_bot');
  await dilnoza.says('/rotate@another_bot', { in: group });
  const { chat, from } = {
    chat: { id: dilnoza.id, type: 'private', first_name: 'D' },
    from: { id: dilnoza.id, is_bot: true, first_name: 'D' },
  };
  telegram.emulator.pushUpdate('message', {
    message_id: 900,
    date: 1,
    chat,
    from,
    text: '/rotate',
  });
  await dilnoza.says('/board');
  await dilnoza.sees('board keldi, oʻzgardi');
  await room.settled();

  expect(came).toEqual(['board  by Dilnoza']);
  expect(
    group
      .messages()
      .filter(({ isFromBot }) => isFromBot)
      .map(({ text }) => text),
  ).toEqual(['Bu haqda menga shaxsiy xabarda yozing.']);
  expect(olim.last().text).toBe('⛔️ Buni admin qiladi.');
  const because = room.audits.flatMap(({ details }) => (details === undefined ? [] : [details]));
  expect(because).toEqual(
    expect.arrayContaining([
      { command: 'rotate' },
      { because: 'senderChat' },
      { because: 'viaBot' },
      { because: 'forwarded' },
      { because: 'edited' },
      { because: 'bot' },
    ]),
  );
});

test('a stranger gets one neutral line an hour, in a group only for a command that is written there', async () => {
  room = await startRoom([houseDoor([])]);
  const stranger = room.telegram.createPerson({ name: '<b>Begona</b>', languageCode: 'ru-RU' });
  const group = room.telegram.createGroup({ title: 'Ish' });
  group.adds(stranger);
  for (const text of ['/start', 'привет', '/rotate']) await stranger.says(text);
  for (const text of ['привет', '/start', '/rotate', '/unknown', '/board', '/close', '/board']) {
    await stranger.says(text, { in: group });
  }
  await stranger.sees('только с сотрудниками', { anytime: true });
  await room.settled();
  expect(stranger.messages()).toHaveLength(1);
  expect(stranger.messages({ in: group }).map(({ text }) => text)).toEqual([
    expect.stringMatching(/^Эти команды только для сотрудников/),
  ]);
  room.clock.skip(3_600_000);
  await stranger.says('алло');
  await stranger.sees('только с сотрудниками');
  expect(stranger.messages()).toHaveLength(2);
});

test('who may not do it reads who does, in a group once a minute for each command', async () => {
  const came: Came = [];
  const { commands = [] } = houseDoor(came);
  room = await startRoom([
    { commands: commands.map((one) => ({ ...one, minimumRole: 'admin', where: 'both' })) },
  ]);
  const olim = room.member('Olim', 'operator', 'ru');
  const group = room.telegram.createGroup({ title: 'Ish', isForum: true });
  const topic = group.createTopic('Savol');
  group.adds(olim);
  for (const text of ['/rotate', '/rotate']) await olim.says(text);
  await olim.says('/rotate', { in: group });
  await olim.sees('⛔️ Это делает администратор.', { in: group });
  await olim.says('/board', { in: group, topic });
  await olim.sees('⛔️ Это делает администратор.', { in: group, topic });
  await olim.says('/rotate', { in: group });
  await room.settled();
  expect(olim.messages()).toHaveLength(2);
  expect(olim.messages({ in: group })).toHaveLength(2);
  room.clock.skip(60_000);
  await olim.says('/rotate', { in: group });
  await olim.sees('⛔️ Это делает администратор.', { in: group });
  expect(came).toEqual([]);
  expect(room.audits.filter(({ action }) => action === 'telegram.command')).toHaveLength(6);
});

test('who writes in the name of the group reads once an hour, in every language, why nothing happens', async () => {
  room = await startRoom([houseDoor([])]);
  const dilnoza = room.member('Dilnoza');
  const group = room.telegram.createGroup({ title: 'Ish' });
  group.adds(dilnoza);
  for (const text of ['/rotate', '/unknown', '/board', '/close']) {
    await dilnoza.says(text, { in: group, anonymously: true });
  }
  const every = /kim yozgani koʻrinmaydi[^]*не видно, кто её написал[^]*cannot see who wrote it/;
  await dilnoza.sees(every, { in: group, anytime: true });
  await room.settled();
  expect(dilnoza.messages({ in: group })).toHaveLength(1);
});

test('a deep link goes to the features first, whoever comes; what none takes is /start', async () => {
  const came: Came = [];
  const seen: string[] = [];
  room = await startRoom([
    houseDoor(came, (visitor) => {
      seen.push(`${visitor.name} ${visitor.languageCode ?? ''} ${visitor.parameter}`);
      return Promise.resolve(false);
    }),
    {
      start: async (visitor) => {
        if (visitor.parameter !== 'inv_1') return false;
        await visitor.send({ text: visitor.words('telegram-hint-text') });
        return true;
      },
    },
  ]);
  const guest = room.telegram.createPerson({ name: 'Ali', languageCode: 'en' });
  await guest.openDeepLink('inv_1');
  await guest.sees('Please answer with text.');
  await guest.openDeepLink('other');
  await guest.sees('I work for the staff only');
  const dilnoza = room.member('Dilnoza');
  await dilnoza.openDeepLink('other');
  await dilnoza.sees('start keldi, oʻzgardi');
  expect(seen).toEqual(['Ali en inv_1', 'Ali en other', 'Dilnoza uz other']);
  expect(came).toEqual(['start other by Dilnoza']);
});

test('unknown commands and plain talk are answered in private and left alone in groups', async () => {
  room = await startRoom([houseDoor([])]);
  const dilnoza = room.member('Dilnoza', 'admin', 'en');
  const group = room.telegram.createGroup({ title: 'Ish', isForum: true });
  const topic = group.createTopic('Savol');
  group.adds(dilnoza);
  await dilnoza.says('/unknown');
  await dilnoza.sees('There is no such command');
  await dilnoza.says('hello');
  await dilnoza.sees('I did not ask anything');
  await dilnoza.says('/close');
  await dilnoza.sees("open that customer's topic");
  await dilnoza.says('/ours');
  await dilnoza.sees('add the bot to the operators’ group');
  await dilnoza.says('/unknown', { in: group });
  await dilnoza.says('hello', { in: group });
  await dilnoza.says('/board', { in: group, topic });
  await dilnoza.sees('board keldi', { in: group, topic });
  await room.settled();
  expect(dilnoza.messages({ in: group })).toHaveLength(1);
});

test('each member’s menu shows what the role may do, in the member’s language, and follows changes', async () => {
  room = await startRoom([houseDoor([])]);
  const olim = room.member('Olim', 'operator', 'ru');
  await olim.says('/board');
  await olim.sees('board keldi, oʻzgardi');
  await expect.poll(() => olim.menu().map(({ command }) => command)).toEqual(['start', 'board']);
  expect(olim.menu()[0]?.description).toBe('Нажмите одну из кнопок.');
  room.members.set(olim.id, { telegramId: olim.id, name: 'Olim', role: 'admin', locale: 'uz' });
  await room.bot.refreshMenu(olim.id);
  expect(olim.menu().map(({ command }) => command)).toEqual(['start', 'rotate', 'board']);
  expect(olim.menu()[0]?.description).toBe('Tugmalardan birini bosing.');
  room.members.delete(olim.id);
  await room.bot.refreshMenu(olim.id);
  expect(olim.menu()).toEqual([]);
});

test('two features that offer the same command are a mistake of the house', async () => {
  room = await startRoom([houseDoor([])]);
  await expect(startRoom([houseDoor([]), houseDoor([])])).rejects.toThrow('start');
});
