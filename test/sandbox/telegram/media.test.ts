import { Bot, InputFile, InputMediaBuilder } from 'grammy';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startTelegram, type FakeTelegram, type Person } from '../../support/telegram.ts';

let telegram: FakeTelegram;
let aziza: Person;
let bot: Bot;
const file = (name: string): InputFile => new InputFile(Buffer.from(`bytes of ${name}`), name);

beforeEach(async () => {
  telegram = await startTelegram();
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
  const photo = await bot.api.sendPhoto(to, file('a.png'), {
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
  expect(aziza.last().file?.bytes.toString()).toBe('bytes of a.png');
});

test('albums, contacts, places and dice', async () => {
  await bot.api.sendMediaGroup(aziza.id, [
    InputMediaBuilder.photo(file('1.png'), { caption: 'bir' }),
    InputMediaBuilder.photo(file('2.png')),
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
