import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Bot, InputFile } from 'grammy';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createPhonePage } from '../../../src/sandbox/page/phone-page.ts';
import { pngOf } from '../../support/telegram-picture.ts';
import { startTelegram, type FakeTelegram, type Person } from '../../support/telegram.ts';
import { hasBrowser, startBrowser, type Browser, type BrowserPage } from './browser.ts';

describe.runIf(hasBrowser)('the page in a real browser', () => {
  let browser: Browser;
  let telegram: FakeTelegram;
  let bot: Bot;
  let aziza: Person;
  let page: BrowserPage;
  let folder: string;

  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'nb-files-'));
    telegram = await startTelegram();
    const { emulator } = telegram;
    // No machine of ours is on that island: what is right is not so by chance.
    const timeZone = 'Pacific/Kiritimati';
    emulator.addRoute(createPhonePage({ telegram: emulator, startParameter: () => '', timeZone }));
    bot = new Bot(telegram.token, { client: { apiRoot: telegram.apiRoot } });
    // The page shows the first person's phone.
    aziza = personDriverOfFirst();
    page = await browser.open(telegram.apiRoot);
    await page.clicks('#start');
    await page.waits("document.querySelector('#messages .mine')");
  });
  afterEach(async () => {
    expect(page.troubles).toEqual([]);
    expect(telegram.violations).toEqual([]);
    await telegram.stop();
    await rm(folder, { recursive: true });
  });

  function personDriverOfFirst(): Person {
    telegram.emulator.world.people.clear();
    return telegram.createPerson({ name: 'Aziza', languageCode: 'uz' });
  }

  const written = async (name: string, bytes: string): Promise<string> => {
    const file = join(folder, name);
    await writeFile(file, bytes);
    return file;
  };

  test('a file chosen with the paper clip reaches the bot', async () => {
    await page.chooses('#attach', await written('raqamlar.csv', '1001,Aziza'));
    await page.waits("document.querySelector('.mine .file')");
    const shown = await page.read("document.querySelector('.mine .file').innerText", z.string());
    expect(shown).toContain('raqamlar.csv');
    expect(shown).toContain('10 B');
    const updates = await bot.api.getUpdates();
    expect(updates.at(-1)?.message?.document).toMatchObject({ file_name: 'raqamlar.csv' });
    const fileId = updates.at(-1)?.message?.document?.file_id ?? '';
    const { file_path: path = '' } = await bot.api.getFile(fileId);
    const download = await fetch(`${telegram.apiRoot}/file/bot${telegram.token}/${path}`);
    expect(await download.text()).toBe('1001,Aziza');
    // The same file once more is another message.
    await page.chooses('#attach', await written('raqamlar.csv', '1001,Olim'));
    await page.waits("document.querySelectorAll('.mine .file').length === 2");
  });

  test('the times on the page are those that the bot writes', async () => {
    const { world } = telegram.emulator;
    const sentAt = new Date(world.chats.get(aziza.id)?.messages[0]?.sentAt ?? 0);
    const timeZone = 'Pacific/Kiritimati';
    const time = { hour: '2-digit', minute: '2-digit', timeZone } as const;
    const shown = await page.read("document.querySelector('.mine .meta').innerText", z.string());
    expect(shown).toBe(sentAt.toLocaleTimeString('en-GB', time));
    const day = await page.read("document.querySelector('.day').innerText", z.string());
    expect(day.split('-')[0]).toBe(
      sentAt.toLocaleDateString('en-GB', { day: 'numeric', timeZone }),
    );
  });

  test('what was done to a topic stands between its messages, as in Telegram', async () => {
    const group = telegram.createGroup({ title: 'Operatorlar', isForum: true });
    group.adds(aziza);
    const topic = group.createTopic('Navbat', aziza);
    await aziza.says('salom', { in: group, topic });
    telegram.emulator.groups.closeTopic(group.chatId, aziza.id, topic.threadId);
    await page.clicks('#topics-button');
    await page.waits("[...document.querySelectorAll('.topic-row')].length === 2");
    await page.read(
      "[...document.querySelectorAll('.topic-row')].find((row) => row.innerText.includes('Navbat')).click()",
      z.unknown(),
    );
    await page.waits("document.querySelectorAll('#messages .notice').length === 2");
    const lines =
      "[...document.querySelectorAll('#messages li:not(.day)')].map((line) => line.querySelector('.text, span').innerText)";
    expect(await page.read(lines, z.array(z.string()))).toEqual([
      'Aziza «Navbat» mavzusini ochdi',
      expect.stringContaining('salom'),
      'Aziza mavzuni yopdi',
    ]);
  });

  test('the paper clip can be reached with the keyboard', async () => {
    await page.types('#text', 'salom');
    await page.presses('Tab');
    expect(await page.read('document.activeElement.id', z.string())).toBe('attach');
    const name = "document.querySelector('#attach').labels[0].ariaLabel";
    expect(await page.read(name, z.string())).toBe('Fayl yuborish');
  });

  test('too big a file is not sent, and the page says so', async () => {
    const file = await written('katta.bin', '');
    await truncate(file, 22 * 1024 * 1024);
    await page.chooses('#attach', file);
    await page.waits("!document.querySelector('#toast').hidden");
    const toast = await page.read("document.querySelector('#toast').innerText", z.string());
    expect(toast).toContain('20 MB');
    expect(aziza.screen()).not.toContain('katta.bin');
    page = await withoutRefusal(page);
  });

  test('a photo is shown, and gone with its message', async () => {
    const sent = await bot.api.sendPhoto(aziza.id, new InputFile(pngOf(120, 120), 'qr.png'), {
      caption: 'Kamerani tuting',
      protect_content: true,
    });
    await page.waits("document.querySelector('.theirs img.picture')");
    const picture = "document.querySelector('.theirs img.picture')";
    const width = await page.read(
      `${picture}.decode().then(() => ${picture}.naturalWidth)`,
      z.int(),
    );
    expect(width).toBe(120);
    const address = await page.read(`${picture}.src`, z.string());
    await bot.api.deleteMessage(aziza.id, sent.message_id);
    await page.waits("!document.querySelector('.theirs img.picture')");
    expect((await fetch(address)).status).toBe(404);
  });

  test('the end stays in sight when a picture comes last', async () => {
    await bot.api.sendPhoto(aziza.id, new InputFile(pngOf(300, 900), 'uzun.png'));
    const picture = "document.querySelector('.theirs img.picture')";
    await page.waits(picture);
    // Decoding is awaited: on a busy machine a page that nobody looks at may put it off for long.
    expect(
      await page.read(`${picture}.decode().then(() => ${picture}.naturalHeight)`, z.int()),
    ).toBe(900);
    const chat = "document.querySelector('#chat')";
    const left = `${chat}.scrollHeight - ${chat}.scrollTop - ${chat}.clientHeight`;
    expect(await page.read(left, z.number())).toBeLessThan(2);
  });

  test('a lock that becomes a photo becomes one on the page', async () => {
    const { message_id: id } = await bot.api.sendMessage(aziza.id, '🔒');
    await page.waits("document.querySelector('.theirs .text')?.innerText === '🔒'");
    const media = new InputFile(pngOf(120, 120), 'qr.png');
    await bot.api.editMessageMedia(aziza.id, id, { type: 'photo', media, caption: 'QR' });
    await page.waits("document.querySelector('.theirs img.picture')");
    await page.waits("document.querySelector('.theirs .text').innerText === 'QR'");
  });

  test('a file of the bot is saved under its own name', async () => {
    const bytes = Buffer.from('raqam;ism\r\n1001;Gʻayrat\r\n');
    await bot.api.sendDocument(aziza.id, new InputFile(bytes, 'natija oʻzi.csv'));
    const name = await page.downloads(folder, () => page.clicks('.theirs a.file'));
    expect(name).toBe('natija oʻzi.csv');
    expect(await readFile(join(folder, name))).toEqual(bytes);
  });
});

/** The browser itself notes a refused upload as an error. */
function withoutRefusal(page: BrowserPage): Promise<BrowserPage> {
  const troubles = page.troubles.filter((trouble) => !trouble.includes('/act'));
  return Promise.resolve({ ...page, troubles });
}
