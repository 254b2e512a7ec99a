import { afterEach, expect, test } from 'vitest';
import type { Json, TelegramDoor } from '../../src/telegram/door.ts';
import { startRoom, type MadeUpRoom } from './made-up-room.ts';

let room: MadeUpRoom;
afterEach(async () => {
  expect(room.telegram.violations).toEqual([]);
  await room.stop();
});

function shopDoor(pressed: Json[], during?: () => Promise<void>): TelegramDoor {
  return {
    commands: [
      {
        command: 'shop',
        minimumRole: 'operator',
        descriptionKey: 'shop',
        where: 'both',
        handle: (visit) =>
          visit.show({
            text: `Doʻkon ${visit.argument}`,
            buttons: [
              [
                { label: 'Ol &amp; ket', action: 'shop.take', args: { id: '1001' } },
                { label: 'Tashla', action: 'shop.drop', args: { id: '1001' }, style: 'danger' },
              ],
              [{ label: 'Nusxa', copy: 's3cret' }],
            ],
          }),
      },
    ],
    buttons: {
      'shop.take': {
        minimumRole: 'operator',
        handle: async (visit, args) => {
          pressed.push(args);
          await during?.();
          await visit.toast(visit.words('telegram-hint-press'));
          await visit.show({ text: 'Olindi' });
        },
      },
      'shop.drop': {
        minimumRole: 'admin',
        handle: (_visit, args) => {
          pressed.push(args);
          return Promise.resolve();
        },
      },
    },
  };
}

const dead = 'Bu tugma endi ishlamaydi.';

test('a standing button works once, gives a toast, edits its message and voids its neighbours', async () => {
  const pressed: Json[] = [];
  room = await startRoom([shopDoor(pressed)]);
  const dilnoza = room.member('Dilnoza');
  await dilnoza.says('/shop bugun');
  const shop = await dilnoza.sees('Doʻkon bugun');
  expect(shop.buttons.map(({ label }) => label)).toEqual(['Ol & ket', 'Tashla', 'Nusxa']);
  expect(shop.buttons[0]?.data).toMatch(/^[\w-]{22}$/);
  expect((await dilnoza.taps('Ol & ket')).toast).toContain('Tugmalardan');
  await dilnoza.sees('Olindi');
  for (const { data = '' } of shop.buttons.slice(0, 2)) {
    expect((await dilnoza.tapsStale({ data, on: shop })).toast).toBe(dead);
  }
  expect(pressed).toEqual([{ id: '1001' }]);
  expect(room.audits.map(({ outcome }) => outcome)).toEqual(['refused', 'refused']);
});

test('another’s press, a stranger’s, in another chat or on another message, and a made-up nonce do nothing', async () => {
  const pressed: Json[] = [];
  room = await startRoom([shopDoor(pressed)]);
  const dilnoza = room.member('Dilnoza');
  const karim = room.member('Karim');
  const stranger = room.telegram.createPerson({ name: 'Begona' });
  const group = room.telegram.createGroup({ title: 'Ish' });
  for (const person of [dilnoza, karim, stranger]) group.adds(person);
  await dilnoza.says('/shop bir');
  const first = await dilnoza.sees('Doʻkon bir');
  await dilnoza.says('/shop ikki');
  const second = await dilnoza.sees('Doʻkon ikki');
  await dilnoza.says('/shop uch', { in: group });
  const third = await dilnoza.sees('Doʻkon uch', { in: group });
  const data = first.buttons[0]?.data ?? '';
  const inGroup = third.buttons[0]?.data ?? '';
  const replies = [
    await karim.tapsStale({ data, on: first }),
    await stranger.tapsStale({ data, on: first }),
    await karim.tapsStale({ data: inGroup, on: third }),
    await dilnoza.tapsStale({ data, on: second }),
    await dilnoza.tapsStale({ data, on: third }),
    await dilnoza.tapsStale({ data: 'AAAAAAAAAAAAAAAAAAAAAA', on: first }),
  ];
  expect(replies.map(({ toast }) => toast)).toEqual(replies.map(() => dead));
  expect(pressed).toEqual([]);
  expect(room.audits).toHaveLength(6);
  await dilnoza.taps('Ol & ket', { on: first });
  expect(pressed).toHaveLength(1);
});

test('an expired button, one of a removed member, and one for a higher role do nothing', async () => {
  const pressed: Json[] = [];
  room = await startRoom([shopDoor(pressed)], { limits: { sweepEveryMs: 3_600_000 } });
  const olim = room.member('Olim', 'operator');
  await olim.says('/shop bir');
  const shop = await olim.sees('Doʻkon bir');
  expect((await olim.taps('Tashla')).toast).toBe(dead);
  room.clock.skip(48 * 3600_000 + 1000);
  expect((await olim.taps('Ol & ket')).toast).toBe(dead);
  expect(room.audits.map(({ details }) => details)).toMatchObject([
    { because: 'role' },
    { because: 'expired' },
  ]);
  await olim.says('/shop ikki');
  const fresh = await olim.sees('Doʻkon ikki');
  room.members.delete(olim.id);
  expect((await olim.taps('Ol & ket', { on: fresh })).toast).toBe(dead);
  await room.stores.buttons.voidFor(olim.id);
  room.member('Dilnoza');
  expect(room.stores.buttonRows()).toEqual([]);
  expect(shop.now().text).toContain('bir');
  expect(pressed).toEqual([]);
});

test('two presses within a millisecond do the deed once', async () => {
  const pressed: Json[] = [];
  room = await startRoom([shopDoor(pressed)]);
  const dilnoza = room.member('Dilnoza');
  await dilnoza.says('/shop bir');
  const shop = await dilnoza.sees('Doʻkon bir');
  const data = shop.buttons[0]?.data ?? '';
  const press = { data, on: shop };
  const toasts = await Promise.all([dilnoza.tapsStale(press), dilnoza.tapsStale(press)]);
  expect(toasts.filter(({ toast }) => toast === dead)).toHaveLength(1);
  expect(pressed).toHaveLength(1);
});

test('a press in hand when the process died is handled again by the next one', async () => {
  const pressed: Json[] = [];
  const never = Promise.withResolvers<undefined>();
  let isFirst = true;
  room = await startRoom([shopDoor(pressed, () => (isFirst ? never.promise : Promise.resolve()))]);
  const dilnoza = room.member('Dilnoza');
  await dilnoza.says('/shop bir');
  await dilnoza.sees('Doʻkon bir');
  const press = dilnoza.taps('Ol & ket');
  await expect.poll(() => pressed.length).toBe(1);
  isFirst = false;
  await room.restart('killed');
  await dilnoza.sees('Olindi');
  await press;
  expect(pressed).toHaveLength(2);
  never.resolve(undefined);
});

test('a button sent to a group by the chat port may be pressed by any member, once', async () => {
  const pressed: Json[] = [];
  room = await startRoom([shopDoor(pressed)]);
  const olim = room.member('Olim', 'operator');
  const stranger = room.telegram.createPerson({ name: 'Begona' });
  const group = room.telegram.createGroup({ title: 'Ish', isForum: true });
  const topic = group.createTopic('Qoʻngʻiroqlar');
  for (const person of [olim, stranger]) group.adds(person);
  await room.bot.chat.sendMessage(
    group.chatId,
    {
      text: 'Javobsiz qoʻngʻiroq',
      buttons: [[{ label: 'Meniki', action: 'shop.take', args: { id: '7' } }]],
    },
    { topicId: topic.threadId, silent: true },
  );
  const card = await olim.sees('Javobsiz', { in: group, topic });
  expect((await stranger.taps('Meniki', { in: group })).toast).toBe(dead);
  await olim.taps('Meniki', { in: group });
  await olim.sees('Olindi', { in: group });
  expect(card.now().text).toBe('Olindi');
  expect(pressed).toEqual([{ id: '7' }]);
});

test('a shared button is for everybody there, again and again, through edits, replays and restarts', async () => {
  const pressed: Json[] = [];
  const card = (text: string) => ({
    text,
    buttons: [
      [
        { label: 'Meniki', action: 'card.take', args: { id: '7' }, isShared: true },
        { label: 'Tugadi', action: 'card.end', args: { id: '7' }, isShared: true },
      ],
    ],
  });
  room = await startRoom([
    {
      buttons: {
        'card.take': {
          minimumRole: 'operator',
          handle: async (visit, args) => {
            pressed.push(args);
            await visit.toast(`${visit.member.name}: ${pressed.length}`);
          },
        },
        'card.end': {
          minimumRole: 'supervisor',
          handle: (visit) => visit.show(card('Tugadi')),
        },
      },
    },
  ]);
  const olim = room.member('Olim', 'operator');
  const nodir = room.member('Nodir', 'supervisor');
  const stranger = room.telegram.createPerson({ name: 'Begona' });
  const group = room.telegram.createGroup({ title: 'Ish' });
  const other = room.telegram.createGroup({ title: 'Boshqa' });
  for (const person of [olim, nodir, stranger]) {
    group.adds(person);
    other.adds(person);
  }
  const messageId = await room.bot.chat.sendMessage(group.chatId, card('Javobsiz'));
  await room.bot.chat.sendMessage(other.chatId, card('Boshqasi'));
  const shown = await olim.sees('Javobsiz', { in: group, anytime: true });
  const elsewhere = await olim.sees('Boshqasi', { in: other, anytime: true });
  expect((await stranger.taps('Meniki', { in: group })).toast).toBe(dead);
  expect((await olim.taps('Meniki', { in: group })).toast).toBe('Olim: 1');
  expect((await nodir.taps('Meniki', { in: group })).toast).toBe('Nodir: 2');
  expect((await olim.taps('Tugadi', { in: group })).toast).toBe(dead);
  const data = shown.buttons[0]?.data ?? '';
  expect((await olim.tapsStale({ data, on: elsewhere })).toast).toBe(dead);

  await room.bot.chat.editMessage(group.chatId, messageId, card('Javobsiz, ikkinchi marta'));
  expect(shown.now().buttons.map((button) => button.data)).toEqual(
    shown.buttons.map((button) => button.data),
  );
  await room.restart('killed');
  room.clock.skip(72 * 3600_000);
  expect((await olim.taps('Meniki', { in: group })).toast).toBe('Olim: 3');
  await nodir.taps('Tugadi', { in: group });
  await nodir.sees('Tugadi', { in: group });
  expect((await olim.tapsStale({ data, on: shown })).toast).toBe('Olim: 4');
  room.members.delete(olim.id);
  expect((await olim.tapsStale({ data, on: shown })).toast).toBe(dead);
});

test('a press that its handler answers late has its spinner stopped meanwhile', async () => {
  const slow = Promise.withResolvers<undefined>();
  room = await startRoom([shopDoor([], () => slow.promise)]);
  const dilnoza = room.member('Dilnoza');
  await dilnoza.says('/shop bir');
  const tapped = await dilnoza.taps('Ol & ket', { within: 5000 });
  expect(tapped.toast).toBe('');
  slow.resolve(undefined);
  // The toast comes as a message then.
  await dilnoza.sees('Tugmalardan birini bosing');
  await dilnoza.sees('Olindi');
});
