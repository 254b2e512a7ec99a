import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { makeDesk, type Desk, type StartedSandbox } from '../started-sandbox.ts';
import { hasBrowser, startBrowser, type Browser, type BrowserPage } from './browser.ts';

describe.runIf(hasBrowser)('a newcomer at the page, with nothing configured', () => {
  let browser: Browser;
  let desk: Desk;
  let sandbox: StartedSandbox;
  let page: BrowserPage;

  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    desk = await makeDesk();
    sandbox = await desk.start({});
    page = await browser.open(sandbox.url);
  });
  afterEach(async () => {
    // Before the sandbox goes: a browser that loses its server calls that an error.
    expect(page.troubles).toEqual([]);
    expect(await sandbox.end('SIGTERM')).toBe(0);
    await desk.clear();
  });

  /** The newest message with this text, in any state of its edits. */
  const sees = (text: string): Promise<void> =>
    page.waits(`document.querySelector('#messages').innerText.includes(${JSON.stringify(text)})`);
  const says = async (text: string): Promise<void> => {
    await page.types('#text', text);
    await page.presses('Enter');
  };
  /** A button under a message, the newest first, or anywhere in the part named. */
  const presses = async (label: string, part = '#messages'): Promise<void> => {
    const found = `[...document.querySelectorAll('${part} button')]
      .findLast((node) => node.textContent.includes(${JSON.stringify(label)}) && !node.hidden)`;
    await page.waits(found);
    await page.read(`${found}.click()`, z.unknown());
  };
  const phone = (number: string): string => `[data-phone="${number}"]`;
  const shows = (selector: string, state: string): Promise<void> =>
    page.waits(`document.querySelector('${selector} .line[data-state="${state}"]')`);
  const isIdle = (): Promise<void> => page.waits("!document.querySelector('.phones .line')");

  const createExtension = async (): Promise<void> => {
    await page.clicks('#start');
    await sees('Endi siz bu yerning egasisiz');
    await says('/newextension');
    await sees('kim uchun');
    await presses('Kamola');
    await sees('uchun raqam');
    await says('1001');
    await presses('Telefondagi dastur');
    await presses('Yaratilsin');
    await sees('bajarildi. Asterisk’da tekshirildi');
    // Its card is waiting for the phone.
    await sees('Bu sinov muhiti: bu raqamning telefoni');
  };

  test('misses a call and calls back: both talk, and the entry closes by itself', async () => {
    await createExtension();
    await presses('Ulash', phone('1001'));
    await sees('Telefon ulandi');
    await presses('# Qoʻngʻiroqlar', '#places');
    await page.waits("document.querySelector('#hint').innerText.includes('/callshere')");
    await says('/callshere');
    await sees('har bir qoʻngʻiroq shu yerda koʻrinadi');

    await page.clicks('#customer-call');
    await shows(phone('1001'), 'ringing');
    await sees('+998 90 123 45 67');
    await presses('Tugatish', '#customer-lines');
    await sees('javobni kutmay qoʻydi');
    await isIdle();

    await presses('📞 Qoʻngʻiroq');
    await shows(phone('1001'), 'ringing');
    await presses('Javob berish', phone('1001'));
    await shows('#customer', 'ringing');
    await presses('Javob berish', '#customer-lines');
    await shows(phone('1001'), 'talking');
    await shows('#customer', 'talking');
    await presses('Tugatish', phone('1001'));
    await isIdle();
    await sees('+998 90 123 45 67 bilan 1001 Kamola gaplashdi');
    // Start, an extension, its phone, the calls' place, a missed call, a call back.
    await page.waits("document.querySelectorAll('#steps .done').length === 6");
    // Commands can be pressed, the names of other steps are only words.
    const links = "[...document.querySelectorAll('#steps button')].map((node) => node.textContent)";
    for (const language of ['uz', 'ru', 'en']) {
      await page.read(
        `(() => { const node = document.querySelector('#language'); node.value = '${language}';
          node.dispatchEvent(new Event('change')); })()`,
        z.unknown(),
      );
      const found = await page.read(links, z.array(z.string()));
      expect(found.filter((text) => !text.startsWith('/'))).toEqual([]);
    }
  });

  test('lets a colleague in: the hint says where the invite goes, and pasted there it works', async () => {
    await page.clicks('#start');
    await sees('Endi siz bu yerning egasisiz');
    await says('/people');
    await presses('Taklif qilish');
    await presses('operator');
    await sees('start=inv_');
    const link = await page.read(
      "/https:\\S+start=inv_[\\w-]+/.exec(document.querySelector('#messages').innerText)[0]",
      z.string(),
    );
    await presses('+', '#people');
    await page.types('#new-name', 'Dilnoza');
    await page.presses('Enter');
    await page.waits("document.querySelector('#hint').innerText.includes('/people')");
    await says(link);
    await sees('Xush kelibsiz, Dilnoza');
    // An operator may not make extensions, so the hint is not of them.
    await page.waits("document.querySelector('#hint').innerText.includes('/help')");
  });
});
