import { Bot, InputFile, InputMediaBuilder } from 'grammy';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { pngOf } from '../../support/telegram-picture.ts';
import { startTelegram, type FakeTelegram, type Person } from '../../support/telegram.ts';

let telegram: FakeTelegram;
let aziza: Person;
let bot: Bot;
let now: number;
const file = (name: string): InputFile => new InputFile(Buffer.from(`bytes of ${name}`), name);
const picture = (name: string, width = 30, height = 20): InputFile =>
  new InputFile(pngOf(width, height), name);

beforeEach(async () => {
  now = Date.now();
  telegram = await startTelegram({ clock: { now: () => now } });
  aziza = telegram.createPerson({ name: 'Aziza' });
  await aziza.says('/start');
  bot = new Bot(telegram.token, { client: { apiRoot: telegram.apiRoot } });
});
afterEach(async () => {
  expect(telegram.violations).toEqual([]);
  await telegram.stop();
});

test('every kind of file is sent, seen and had again by its id', async () => {
  const to = aziza.id;
  const photo = await bot.api.sendPhoto(to, picture('a.png'), {
    caption: '<b>rasm</b>',
    parse_mode: 'HTML',
  });
  await bot.api.sendVoice(to, file('a.ogg'), { duration: 3 });
  await bot.api.sendAudio(to, file('a.mp3'), { title: 'kuy' });
  await bot.api.sendVideo(to, file('a.mp4'));
  await bot.api.sendVideoNote(to, file('b.mp4'));
  await bot.api.sendAnimation(to, file('a.gif'));
  await bot.api.sendSticker(to, file('a.webp'));
  const fileId = photo.photo.at(-1)?.file_id ?? '';
  await bot.api.sendPhoto(to, fileId);
  await expect(bot.api.sendDocument(to, fileId)).rejects.toThrow(
    "Bad Request: can't use file of type Photo as Document",
  );
  await expect(bot.api.sendDocument(to, 'nothing')).rejects.toThrow(
    'Bad Request: wrong file identifier/HTTP URL specified',
  );
  await expect(bot.api.sendDocument(to, new InputFile(Buffer.alloc(0), 'x'))).rejects.toThrow(
    'Bad Request: file must be non-empty',
  );
  expect(aziza.messages().map(({ file: seen }) => seen?.kind)).toEqual([
    'photo',
    'voice',
    'audio',
    'video',
    'video_note',
    'animation',
    'sticker',
    'photo',
  ]);
  expect(aziza.messages()[0]?.html).toBe('<b>rasm</b>');
  expect(photo.photo.at(-1)).toMatchObject({ width: 30, height: 20 });
  expect(aziza.last().file?.bytes).toEqual(pngOf(30, 20));
});

test('albums, contacts, places and dice', async () => {
  await bot.api.sendMediaGroup(aziza.id, [
    InputMediaBuilder.photo(picture('1.png'), { caption: 'bir' }),
    InputMediaBuilder.photo(picture('2.png')),
  ]);
  expect(new Set(aziza.messages().map(({ stored }) => stored.albumId)).size).toBe(1);
  await bot.api.sendContact(aziza.id, '+998901234567', 'Olim');
  await bot.api.sendLocation(aziza.id, 41.3, 69.2);
  await bot.api.sendVenue(aziza.id, 41.3, 69.2, 'Ofis', 'Toshkent');
  await bot.api.sendDice(aziza.id, '🎲');
  expect(aziza.messages()).toHaveLength(6);
});

test('captions and media are edited in place', async () => {
  const sent = await bot.api.sendDocument(aziza.id, file('a.csv'), { caption: 'eski' });
  const id = sent.message_id;
  await bot.api.editMessageCaption(aziza.id, id, { caption: 'yangi' });
  await expect(bot.api.editMessageText(aziza.id, id, 'x')).rejects.toThrow(
    'there is no text in the message to edit',
  );
  await bot.api.editMessageMedia(aziza.id, id, InputMediaBuilder.document(file('b.csv')));
  expect(aziza.last()).toMatchObject({ text: '', file: { name: 'b.csv' } });
  await expect(
    bot.api.sendDocument(aziza.id, file('c.csv'), { caption: 'x'.repeat(1025) }),
  ).rejects.toThrow('message caption is too long');
});

test('files over 20 MB are not given to bots, over 50 MB not taken', async () => {
  const sent = await aziza.sendsDocument('katta.bin', Buffer.alloc(20 * 1024 * 1024 + 1));
  const { content } = sent.stored;
  const fileId = content.type === 'media' ? content.file.id : '';
  await expect(bot.api.getFile(fileId)).rejects.toThrow('Bad Request: file is too big');
  await expect(bot.api.getFile('nothing')).rejects.toThrow('Bad Request: invalid file_id');
  const gone = await fetch(`${telegram.apiRoot}/file/bot${telegram.token}/documents/none`);
  expect(gone.status).toBe(404);
});

test('a photo must be a picture, and not too long', async () => {
  const photo = (what: InputFile) => bot.api.sendPhoto(aziza.id, what);
  await expect(photo(file('a.png'))).rejects.toThrow('Bad Request: IMAGE_PROCESS_FAILED');
  await expect(photo(picture('a.png', 9000, 1001))).rejects.toThrow('PHOTO_INVALID_DIMENSIONS');
  await expect(photo(picture('a.png', 210, 10))).rejects.toThrow('PHOTO_INVALID_DIMENSIONS');
  // An APP0 segment, then the frame: 16 high, 48 wide.
  const jpeg = Buffer.from('ffd8ffe000040000ffc0000b08001000300101110000', 'hex');
  expect((await photo(new InputFile(jpeg, 'a.jpg'))).photo.at(-1)).toMatchObject({
    width: 48,
    height: 16,
  });
});

test('a file is given only where getFile led, for an hour, and with the trouble that was ordered', async () => {
  const sent = await aziza.sendsFile({ name: 'a.csv', bytes: '1001,Aziza' });
  const { content } = sent.stored;
  if (content.type !== 'media') throw new Error('no file');
  const address = `${telegram.apiRoot}/file/bot${telegram.token}/${content.file.path}`;
  expect((await fetch(address)).status).toBe(404);
  expect(await bot.api.getFile(content.file.id)).toMatchObject({ file_path: content.file.path });
  expect(await (await fetch(address)).text()).toBe('1001,Aziza');
  expect((await fetch(address.replace(telegram.token, '1:x'))).status).toBe(401);
  telegram.faults.next('file', { type: 'serverError' });
  expect((await fetch(address)).status).toBe(500);
  telegram.faults.next('file', { type: 'halfJson' });
  await expect(fetch(address).then((answer) => answer.text())).rejects.toThrow();
  now += 3600_001;
  expect((await fetch(address)).status).toBe(404);
});
