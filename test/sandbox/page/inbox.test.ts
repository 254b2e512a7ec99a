import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { makeDesk, type Desk, type StartedSandbox } from '../started-sandbox.ts';
import { hasBrowser, startBrowser, type Browser, type BrowserPage } from './browser.ts';

describe.runIf(hasBrowser)('the customers of Messenger and Instagram at the page', () => {
  let browser: Browser;
  let desk: Desk;
  let sandbox: StartedSandbox;
  let page: BrowserPage;

  // One sandbox for all: each test has a customer of its own.
  beforeAll(async () => {
    browser = await startBrowser();
    desk = await makeDesk();
    sandbox = await desk.start({});
    page = await browser.open(sandbox.url);
    await page.clicks('#start');
    await shows('#messages', 'Endi siz bu yerning egasisiz');
    await inGroup();
    await answers('/inboxhere');
    await shows('#messages', 'har biriga alohida mavzu ochiladi');
  });
  beforeEach(async () => {
    await page.resizes(1500, 900);
    await page.read("document.querySelector('#inbox').open = true", z.unknown());
    await inGroup();
  });
  afterEach(() => {
    expect(page.troubles).toEqual([]);
  });
  afterAll(async () => {
    // The browser first: one that loses its server calls that an error.
    await browser.close();
    expect(await sandbox.end('SIGTERM')).toBe(0);
    await desk.clear();
  });

  /** Anything at last, visible or folded away. */
  const shows = (selector: string, text: string): Promise<void> =>
    page.waits(
      `document.querySelector(${JSON.stringify(selector)})?.textContent.includes(${JSON.stringify(text)})`,
    );
  const presses = async (label: string, part: string): Promise<void> => {
    const found = `[...document.querySelectorAll('${part} button')].findLast((node) =>
      [node.textContent, node.ariaLabel].some((one) => one?.includes(${JSON.stringify(label)})) &&
      !node.disabled)`;
    await page.waits(found);
    await page.read(`${found}.click()`, z.unknown());
  };
  const inGroup = (): Promise<void> => presses('👥 Operatorlar', '#places');
  const customerWrites = async (text: string): Promise<void> => {
    await page.types('#inbox-text', text);
    await page.presses('Enter');
  };
  const answers = async (text: string): Promise<void> => {
    await page.types('#text', text);
    await page.presses('Enter');
  };
  /** Another customer takes the phone. */
  const writerIs = (name: string): Promise<unknown> =>
    page.read(
      `(() => { const select = document.querySelector('#inbox-who');
        select.value = [...select.options].find(({ text }) => text.includes('${name}')).value;
        select.dispatchEvent(new Event('change')); })()`,
      z.unknown(),
    );

  test('an Instagram customer is answered: both see it, and who has read what', async () => {
    await customerWrites('Koʻylak bormi?');
    await shows('#inbox-messages .mine', '✓✓ Yetkazildi');
    await presses('📷 Aziza Karimova', '#places');
    await shows('#messages', 'Koʻylak bormi?');
    await answers('Ha, bor');
    await shows('#inbox-messages .theirs', 'Ha, bor');
    await shows('#inbox-unread', '1');
    await presses('Oʻqish', '#inbox');
    await shows('#inbox-messages .theirs', '👀 Oʻqildi');
    await shows('#messages .mine .reactions', '👀');
    await presses('Yoqdi', '#inbox-messages .theirs');
    await shows('#inbox-messages .theirs .reactions', '❤');
    await shows('#messages', 'reaksiya bildirdi');
    await presses('Storisga javob', '#inbox-samples');
    await shows('#messages', 'Bu koʻylak bormi? 😍');
    await presses('Xabarni qaytarib olish', '#inbox-messages');
    await page.waits("!document.querySelector('#messages').textContent.includes('😍')");
    // Start, the customers' place, an answer.
    await page.waits("document.querySelectorAll('#steps .done').length === 3");
  });

  test('what a Messenger customer sends stands in the topic as what it is; a blocked company learns it', async () => {
    await writerIs('Bobur');
    await presses('Rasm', '#inbox-samples');
    await presses('Ovoz', '#inbox-samples');
    await presses('Fayl', '#inbox-samples');
    await presses('💬 Bobur Aliyev', '#places');
    await page.waits("document.querySelector('#messages a.file')");
    const width = "document.querySelector('#messages img.picture').naturalWidth";
    await page.read("document.querySelector('#messages img.picture').decode()", z.unknown());
    expect(await page.read(width, z.int())).toBe(480);
    const heard = `new Promise((resolve) => { const sound = document.querySelector('#messages audio');
      if (sound.readyState > 0) resolve(sound.duration);
      sound.onloadedmetadata = () => resolve(sound.duration); })`;
    expect(await page.read(heard, z.number())).toBeGreaterThan(1);
    await page.waits("document.querySelector('#inbox-messages img').naturalWidth === 480");
    await presses('Bloklash', '#inbox');
    await shows('#inbox-blocked', 'Mijoz kompaniyani blokladi');
    await answers('Buyurtma tayyor');
    await shows('#messages', 'u sizni bloklagan');
    await presses('Blokdan chiqarish', '#inbox');
    await presses('Qayta yuborish', '#messages');
    await shows('#inbox-messages .theirs', 'Buyurtma tayyor');
  });

  test('the topics are a list: one is opened, closed and opened again, with keys alone', async () => {
    await writerIs('Nigora');
    await customerWrites('Ikkinchi');
    await shows('#topics', 'Ikkinchi');
    await page.read("document.querySelector('#topics-button').focus()", z.unknown());
    await page.presses('Enter');
    // The newest talk comes first, and is chosen.
    await page.waits("document.activeElement.textContent.includes('Nigora')");
    await page.presses('Enter');
    await shows('#topic-name', 'Nigora');
    await shows('#messages', 'Ikkinchi');
    await presses('Mavzuni yopish', '#topic-bar');
    await shows('#topic-name', 'yopiq');
    await customerWrites('Yana men');
    // Who writes again has the topic open again.
    await shows('#messages', 'Yana men');
    await shows('#topic-close', 'Mavzuni yopish');
  });

  test('a link to a topic opens it on the page itself', async () => {
    await presses('Qoʻngʻiroqlar', '#places');
    await answers('/callshere');
    await presses('Navbatchi', '#places');
    await answers('/routes');
    await presses('📞 Qoʻngʻiroqlar', '#messages');
    const open = `document.querySelector('#places [aria-pressed="true"]').textContent`;
    await page.waits(`${open} === '# Qoʻngʻiroqlar'`);
  });

  test('on a narrow screen nothing is cut off at the side', async () => {
    await page.resizes(360, 640);
    await page.clicks('#phones-button');
    await writerIs('Jasur');
    await customerWrites('Salom, bugun nechagacha ishlaysiz? Kechqurun kelmoqchi edim');
    await presses('📷 Jasur', '#places');
    await shows('#messages', 'Kechqurun');
    const cut = `[...document.querySelectorAll('body, #phones *, .phone > *')].filter((node) =>
      node.getClientRects().length > 0 && node.getBoundingClientRect().right > innerWidth + 1)
      .map((node) => node.id || node.className)`;
    expect(await page.read(cut, z.array(z.string()))).toEqual([]);
    const wide = 'document.documentElement.scrollWidth';
    expect(await page.read(wide, z.int())).toBe(360);
  });
});
