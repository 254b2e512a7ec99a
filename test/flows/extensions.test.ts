import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readFileSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { startTestApp, type TestApp } from '../support/app.ts';
import { hasAsterisk, startAsterisk, type TestAsterisk } from '../support/asterisk.ts';
import { registerWithSipp, startBaresip } from '../support/phones.ts';
import { claimOwner } from '../support/owner.ts';
import { startTelegram, type FakeTelegram, type Person } from '../support/telegram.ts';

describe.runIf(hasAsterisk)('extensions from the chat to a real phone', () => {
  let asterisk: TestAsterisk;
  let telegram: FakeTelegram;
  let app: TestApp;
  let owner: Person;

  beforeAll(async () => {
    asterisk = await startAsterisk();
  });
  afterAll(() => asterisk.stop());

  beforeEach(async () => {
    telegram = await startTelegram();
    app = await startTestApp(asterisk, telegram);
    owner = await claimOwner(telegram, app);
  });
  afterEach(async () => {
    await app.stop();
    expect(telegram.violations).toEqual([]);
    await telegram.stop();
  });

  /** Creates an operator and extension; returns what the phone card showed. */
  async function create(name: string, number: string): Promise<{ password: string; taps: number }> {
    let taps = 0;
    const tap = async (label: string) => {
      taps += 1;
      await owner.taps(label);
    };
    await owner.says('/extensions');
    await owner.sees(/Ichki raqamlar/);
    await tap('Yaratish');
    await owner.sees(/kim uchun/);
    await owner.says(name);
    const offered = await owner.sees(/uchun raqam/);
    if (offered.buttons.some((button) => button.label === number)) await tap(number);
    else await owner.says(number);
    await owner.sees(/Qanday telefon/);
    await tap('Telefondagi dastur');
    const plan = await owner.sees(/Shu oʻzgarish kiritilsinmi/);
    expect(plan.text).toContain(`+ username = ${number}`);
    expect(plan.text).toContain('password = ••••••');
    await tap('Yaratilsin');
    const card = await owner.sees(new RegExp(`Telefon sozlamalari: ${number}`));
    await owner.sees(/bajarildi\. Asterisk’da tekshirildi/);
    expect(card.isProtected).toBe(true);
    const password = /Parol: (\S+)/.exec(card.text)?.[1] ?? '';
    return { password, taps };
  }

  test('an extension created in five taps registers a phone; deleted it cannot; undone it can', async () => {
    const { password, taps } = await create('Aziza', '1001');
    expect(taps).toBeLessThanOrEqual(5);
    const account = { sipPort: asterisk.sipPort, username: '1001', password };
    expect(await registerWithSipp(account)).toEqual({ status: 200 });
    expect((await registerWithSipp({ ...account, password: 'wrong' })).status).not.toBe(200);

    const phone = await startBaresip(account);
    await phone.registered();
    await owner.says('/extensions');
    await owner.taps('🟢 1001 · Aziza');
    await owner.sees(/Telefon ulangan/);
    await phone.stop();
    await owner.taps('Oʻchirish');
    await owner.sees(/- username = 1001/);
    await owner.taps('Ha, oʻchirilsin');
    await owner.sees(/oʻchirish: bajarildi/);
    expect((await registerWithSipp(account)).status).not.toBe(200);

    await owner.taps('Ortga qaytarish');
    await owner.sees(/\+ username = 1001/);
    await owner.taps('Ha, ortga qaytarilsin');
    await owner.sees(/Ortga qaytarish.*bajarildi/);
    expect(await registerWithSipp(account)).toEqual({ status: 200 });
  });

  test('two baresip phones with the credentials from the chat call each other', async () => {
    const caller = await create('Olim', '1002');
    const callee = await create('Nodira', '1003');
    const phones = await Promise.all([
      startBaresip({ sipPort: asterisk.sipPort, username: '1002', password: caller.password }),
      startBaresip({ sipPort: asterisk.sipPort, username: '1003', password: callee.password }),
    ]);
    const [from, to] = phones;
    await Promise.all(phones.map((phone) => phone.registered()));
    await from.dial('1003');
    await to.ringing();
    await to.accept();
    await Promise.all(phones.map((phone) => phone.answered()));
    await owner.says('/extensions');
    await owner.taps('📞 1002 · Olim');
    await owner.sees(/Hozir gaplashmoqda/);
    await from.hangUp();
    await Promise.all(phones.map((phone) => phone.stop()));
  });

  test('no secret is left in the database, the logs or the flow, nor ever seen by ps', async () => {
    const commandLines = new Set<string>();
    const watch = setInterval(() => {
      for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
        commandLines.add(readCommandLine(pid));
      }
    }, 20);
    const { password } = await create('Zafar', '1004').finally(() => {
      clearInterval(watch);
    });
    // Asterisk itself was seen, and its console at work.
    expect([...commandLines].some((line) => line.includes('asterisk'))).toBe(true);
    expect([...commandLines].filter((line) => line.includes(password))).toEqual([]);
    const files = ['navbatchi.sqlite', 'navbatchi.sqlite-wal'];
    for (const file of files) {
      const bytes = await readFile(path.join(app.varFolder, file), 'latin1').catch(() => '');
      expect(bytes.includes(password), `${file} holds the password`).toBe(false);
    }
    expect(app.logged.join('\n')).not.toContain(password);
  });
});

/** Words with spaces between, as ps shows them; '' for a process that has ended meanwhile. */
function readCommandLine(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}
