import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { request } from 'undici';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../support/app.ts';
import { hasAsterisk, startAsterisk, type TestAsterisk } from '../support/asterisk.ts';
import { registerWithSipp, startBaresip } from '../support/phones.ts';
import { claimOwner } from '../support/owner.ts';
import { startTelegram, type FakeTelegram, type Person } from '../support/telegram.ts';

const publicUrl = 'https://bot.example.uz';

describe.runIf(hasAsterisk).each([22, 16] as const)('the phone card on Asterisk %i', (version) => {
  let asterisk: TestAsterisk;
  let telegram: FakeTelegram;
  let varFolder: string;
  let app: TestApp;
  let owner: Person;
  /** The card sends phones to this port. */
  let port: number;
  let number = 1000;

  beforeAll(async () => {
    asterisk = await startAsterisk({ version });
  });
  afterAll(() => asterisk.stop());

  beforeEach(async () => {
    port = asterisk.sipPort;
    number += 1;
    varFolder = mkdtempSync(path.join(tmpdir(), 'nb-var-'));
    telegram = await startTelegram();
    await startApp();
    owner = await claimOwner(telegram, app);
  });
  afterEach(async () => {
    await app.stop();
    expect(telegram.violations).toEqual([]);
    await telegram.stop();
    rmSync(varFolder, { recursive: true, force: true });
  });

  async function startApp(): Promise<void> {
    app = await startTestApp(asterisk, telegram, {
      varFolder,
      change: (config) => ({ ...config, publicUrl, phone: { ...config.phone, port } }),
    });
  }

  /** Creates an extension; gives what the card shows and its link. */
  async function create() {
    await owner.says('/newextension');
    await owner.sees(/kim uchun/);
    await owner.says('Aziza');
    await owner.sees(/uchun raqam/);
    await owner.says(String(number));
    await owner.sees(/Qanday telefon/);
    await owner.taps('Telefondagi dastur');
    await owner.sees(/Shu oʻzgarish kiritilsinmi/);
    await owner.taps('Yaratilsin');
    const settings = await owner.sees(/Telefon sozlamalari/);
    const qr = await owner.sees(/QR-kod/);
    await owner.sees(/Telefon ulanishini kutyapman/);
    await owner.sees(/bajarildi/);
    const password = /Parol: (\S+)/.exec(settings.text)?.[1] ?? '';
    const link = qr.buttons.find(({ copies }) => copies)?.copies ?? '';
    const account = { sipPort: asterisk.sipPort, username: String(number), password };
    return { settings, qr, password, link, account };
  }

  async function fetchLink(link: string) {
    const answer = await request(link.replace(publicUrl, app.url));
    return { status: answer.statusCode, text: await answer.body.text() };
  }

  async function expectNoTrace(secret: string): Promise<void> {
    for (const file of ['navbatchi.sqlite', 'navbatchi.sqlite-wal']) {
      const bytes = await readFile(path.join(varFolder, file), 'latin1').catch(() => '');
      expect(bytes.includes(secret), `${file} holds it`).toBe(false);
    }
    expect(app.logged.join('\n')).not.toContain(secret);
    expect(telegram.secretSearch(secret)).toEqual([]);
  }

  test('a phone with the credentials of the card turns it green, and the secret is gone at once', async () => {
    const { settings, qr, password, link, account } = await create();
    expect(settings.text).toContain(`Port: ${port}`);
    expect(settings.isProtected && qr.isProtected).toBe(true);
    expect(qr.file?.kind).toBe('photo');
    const fetched = await fetchLink(link);
    expect(fetched).toMatchObject({ status: 200 });
    expect(fetched.text).toContain(password);

    const phone = await startBaresip(account);
    await phone.registered();
    const card = await owner.sees(/Telefon ulandi\.[^]*Javob vaqti: \d+ ms/);
    expect(card.text).toMatch(/Manzil: 127\.0\.0\.1:\d+\n.*baresip/);
    await phone.stop();
    expect([settings.isDeleted, qr.isDeleted]).toEqual([true, true]);
    expect((await fetchLink(link)).status).toBe(404);
    for (const secret of [password, link.split('/p/')[1] ?? '']) await expectNoTrace(secret);
    await owner.taps('Ichki raqamlar');
    await owner.sees(new RegExp(`${number} · Aziza|Ichki raqamlar`));
  });

  test('SIPp registers with the credentials of the card: registered, the secret is gone', async () => {
    const { settings, password, account } = await create();
    expect(await registerWithSipp(account)).toEqual({ status: 200 });
    await owner.sees(/Telefon ulandi/);
    expect(settings.isDeleted).toBe(true);
    // SIPp is gone again, so Asterisk does not reach it.
    await owner.sees(/PBX unga yetib bora olmayapti/);
    await expectNoTrace(password);
  });

  test('a wrong password, and then an unknown user, each get their own diagnosis', async () => {
    const { account } = await create();
    await registerWithSipp({ ...account, password: 'wrong' });
    await owner.taps('Tekshirish');
    const wrong = await owner.sees(/Parol notoʻgʻri/);
    expect(wrong.text).toContain('127.0.0.1:');
    expect(wrong.buttons.map(({ label }) => label)).toContain('🔑 Yangi parol');
    // The right one in the end.
    await registerWithSipp(account);
    await owner.sees(/Telefon ulandi/);
  });

  test('an unknown user is named', async () => {
    const { account } = await create();
    await registerWithSipp({ ...account, username: 'aziza' });
    await owner.taps('Tekshirish');
    await owner.sees(/«aziza» nomi bilan/);
  });

  test('silence is told apart: nothing came, or nobody listens at that port', async () => {
    await create();
    await owner.taps('Tekshirish');
    await owner.sees(/Telefondan hali hech narsa kelmadi/);

    await app.stop();
    port = asterisk.httpPort;
    number += 1;
    await startApp();
    await create();
    await owner.taps('Tekshirish');
    const blocked = await owner.sees(/portda javob bermayapti/);
    expect(blocked.text).toContain(`UDP ${port}-portda`);
  });

  test('a restart in the middle, and Telegram away: the phone is seen nevertheless', async () => {
    const { account, settings, link } = await create();
    await app.stop();
    await startApp();
    expect((await fetchLink(link)).status).toBe(404);
    telegram.faults.unreachable(true);
    await registerWithSipp(account);
    telegram.faults.unreachable(false);
    await owner.sees(/Telefon ulandi/, { within: 20_000, anytime: true });
    expect(settings.isDeleted).toBe(true);
  });

  test('a second card ends the first, and an old registration does not count for it', async () => {
    const first = await create();
    const phone = await startBaresip(first.account);
    await phone.registered();
    await owner.sees(/Telefon ulandi\./);
    await owner.says('/extensions');
    await owner.taps(`${number} · Aziza`);
    await owner.taps('Yangi parol');
    await owner.taps('Parol almashtirilsin');
    const settings = await owner.sees(/Telefon sozlamalari/);
    await owner.sees(/kutyapman/);
    await owner.taps('Tekshirish');
    await owner.sees(/hech narsa kelmadi|Parol notoʻgʻri/);
    expect(settings.isDeleted).toBe(false);
    await phone.stop();

    await owner.taps('Yangi parol');
    await owner.taps('Parol almashtirilsin');
    await owner.sees(/kutyapman/);
    const again = await owner.sees(/Telefon sozlamalari/);
    expect(settings.isDeleted).toBe(true);
    const password = /Parol: (\S+)/.exec(again.text)?.[1] ?? '';
    await registerWithSipp({ ...first.account, password });
    await owner.sees(/Telefon ulandi/);
  });
});
