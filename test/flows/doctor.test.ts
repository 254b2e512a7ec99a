import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../support/app.ts';
import { hasAsterisk, startAsterisk, type TestAsterisk } from '../support/asterisk.ts';
import { claimOwner } from '../support/owner.ts';
import { startTelegram, type FakeTelegram, type Person } from '../support/telegram.ts';
import { envText } from '../checks/broken-house.ts';

describe.runIf(hasAsterisk)('the doctor in the chat', () => {
  let asterisk: TestAsterisk;
  let telegram: FakeTelegram;
  let app: TestApp;
  let owner: Person;
  let ariConf: string;
  let goodAri: string;

  beforeAll(async () => {
    asterisk = await startAsterisk();
    ariConf = path.join(asterisk.etc, 'ari.conf');
    goodAri = await readFile(ariConf, 'utf8');
  });
  afterAll(() => asterisk.stop());

  beforeEach(async () => {
    telegram = await startTelegram();
    await start(asterisk.astCommand);
  });

  /** The app with this way to the console, and an owner who has come in. */
  async function start(console: readonly string[]): Promise<void> {
    const [program = '', ...words] = console;
    app = await startTestApp(asterisk, telegram, {
      change: (config) => ({
        ...config,
        envFile: path.join(config.varFolder, '.env'),
        phone: { ...config.phone, port: asterisk.sipPort },
        asterisk: { ...config.asterisk, command: [program, ...words] },
      }),
    });
    const env = envText(asterisk, telegram).replace('./var', '.');
    await writeFile(path.join(app.varFolder, '.env'), env, { mode: 0o600 });
    owner = await claimOwner(telegram, app);
  }

  afterEach(async () => {
    await app.stop();
    await writeFile(ariConf, goodAri);
    await asterisk.reload('res_ari.so');
    expect(telegram.violations).toEqual([]);
    await telegram.stop();
  });

  test('all is well, and every check can be looked at', async () => {
    await owner.says('/doctor');
    const seen = await owner.sees(/Hammasi joyida/);
    expect(seen.text).toMatch(/Joyida: 3\d ta/);
    expect(seen.buttons.map(({ label }) => label)).toEqual(['🔄 Yana tekshirish', '📋 Hammasi']);
    await owner.taps('Hammasi');
    const all = await owner.sees(/ari\.conf va \.env’dagi parol bir xil/);
    expect(all.text).toContain('Asterisk 22.');
    expect(all.messageId).toBe(seen.messageId);
  });

  test('ARI answers 401: one tap makes the files equal, reloads, proves and looks again', async () => {
    await writeFile(ariConf, goodAri.replace(asterisk.password, 'changed-by-somebody-7'));
    await asterisk.reload('res_ari.so');
    await owner.says('/doctor');
    const seen = await owner.sees(/Tuzatish kerak/);
    expect(seen.text).toContain('[backend] paroli ari.conf’da boshqa, .env’da boshqa');
    expect(seen.text).toContain('(401)');
    await owner.taps('ari.conf’ni tuzatish');
    const plan = await owner.sees(/Shu oʻzgarish kiritilsinmi/);
    expect(plan.text).toContain('- password = ••••••');
    await owner.taps('Bajarilsin');
    await owner.sees(/bajarildi\. Asterisk’da tekshirildi/);
    await owner.sees(/Hammasi joyida/);
    expect(await readFile(ariConf, 'utf8')).toBe(goodAri);
    expect(telegram.secretSearch('changed-by-somebody-7')).toEqual([]);
    expect(app.logged.join('')).not.toContain('changed-by-somebody-7');
  });

  test('or .env takes what ari.conf has, and the bot goes on with it', async () => {
    await writeFile(ariConf, goodAri.replace(asterisk.password, 'changed-by-somebody-7'));
    await asterisk.reload('res_ari.so');
    await owner.says('/doctor');
    await owner.taps('Parolni .env’ga yozish');
    await owner.sees(/\+ ASTERISK_ARI_PASSWORD=••••••/);
    await owner.taps('Bajarilsin');
    await owner.sees(/Hammasi joyida/);
    const env = await readFile(path.join(app.varFolder, '.env'), 'utf8');
    expect(env).toContain('ASTERISK_ARI_PASSWORD=changed-by-somebody-7\n');
    expect((await fetch(`${app.url}/ready`)).status).toBe(200);
    await owner.says('/extensions');
    await owner.sees(/Ichki raqamlar/);
  });

  test('a file that cannot be read is mended as a whole, and the rest of it stays', async () => {
    const broken = `; mine\n[general\nenabled = no\n\n[general]\npretty = yes\n\n[backend]\npassword = x\n`;
    await writeFile(ariConf, broken);
    await asterisk.reload('res_ari.so');
    await owner.says('/doctor');
    const seen = await owner.sees(/Tuzatish kerak/);
    expect(seen.text).toContain('ari.conf:2');
    await owner.taps('ari.conf’ni tuzatish');
    await owner.taps('Bajarilsin');
    await owner.sees(/bajarildi/);
    await owner.sees(/Ishlayapti/);
    expect(await readFile(ariConf, 'utf8')).toBe(
      `; mine\n[general]\nenabled = yes\n\n[general](+)\npretty = yes\n\n[backend]\ntype = user\npassword = ${asterisk.password}\n`,
    );
    await owner.taps('Qatorlarni qoʻshish');
    await owner.taps('Bajarilsin');
    await owner.sees(/Hammasi joyida/);
  });

  test('the web server is off: the console has Asterisk read the mended http.conf', async () => {
    const httpConf = path.join(asterisk.etc, 'http.conf');
    const good = await readFile(httpConf, 'utf8');
    await writeFile(httpConf, good.replace('enabled = yes', 'enabled = no'));
    await asterisk.reload('http');
    await owner.says('/doctor');
    const seen = await owner.sees(/Tuzatish kerak/);
    expect(seen.text).toContain('Asterisk’ning veb-serveri oʻchirilgan');
    expect(seen.text).toMatch(
      /Tekshirilmadi: \d+ ta\. Avval bu joyida boʻlishi kerak: ARI javob beradi/,
    );
    await owner.taps('http.conf’ni tuzatish');
    await owner.taps('Bajarilsin');
    await owner.sees(/bajarildi/);
    await owner.sees(/Hammasi joyida/);
    expect(await readFile(httpConf, 'utf8')).toBe(good);
  });

  test('a phone that Asterisk has not read is read, and proven', async () => {
    const managed = path.join(asterisk.etc, 'pjsip_navbatchi.conf');
    await writeFile(
      managed,
      '[1007]\ntype = endpoint\ncontext = from-internal\nallow = ulaw\nauth = 1007-auth\naors = 1007\n[1007-auth]\ntype = auth\nusername = 1007\npassword = long-enough-7\n[1007]\ntype = aor\nmax_contacts = 1\n',
    );
    try {
      await owner.says('/doctor');
      await owner.sees(/Fayllarda bor, lekin ishlab turgan Asterisk’da yoʻq: 1 ta \(1007\)/);
      await owner.taps('PJSIP: qayta oʻqish');
      await owner.taps('Bajarilsin');
      await owner.sees(/Hammasi joyida/);
      expect(await asterisk.cli('pjsip show endpoint 1007')).toContain('1007-auth');
    } finally {
      await rm(managed);
      await asterisk.reload('res_pjsip.so');
    }
  });

  test('what nobody could have Asterisk read again is not begun', async () => {
    await app.stop();
    await start(['false']);
    await writeFile(ariConf, goodAri.replace(asterisk.password, 'changed-by-somebody-7'));
    await asterisk.reload('res_ari.so');
    await owner.says('/doctor');
    await owner.taps('ari.conf’ni tuzatish');
    const told = await owner.sees(/qayta oʻqita olmayman/);
    expect(told.text).toContain('sudo asterisk -rx "module reload res_ari.so"');
    expect(await readFile(ariConf, 'utf8')).toContain('changed-by-somebody-7');
  });

  test('a frozen Asterisk: the message tells how far it is, then the one cause', async () => {
    asterisk.freeze();
    try {
      await owner.says('/doctor');
      await owner.sees(/Tekshirilmoqda… [1-9]\d* \/ 3\d/);
      const seen = await owner.sees(/Tuzatish kerak/, { within: 20_000 });
      expect(seen.text.match(/❌/g)).toHaveLength(1);
      expect(seen.text).toContain('Asterisk qotib qolgan');
    } finally {
      asterisk.thaw();
    }
  });

  test('what the doctor mended stands in the history', async () => {
    await writeFile(ariConf, goodAri.replace(/channelvars = .*\n/, ''));
    await asterisk.reload('res_ari.so');
    await owner.says('/doctor');
    await owner.taps('Qatorlarni qoʻshish');
    await owner.taps('Bajarilsin');
    await owner.sees(/Hammasi joyida/);
    await owner.says('/history');
    await owner.taps('ari.conf’ga tavsiya etilgan qatorlar');
    await owner.taps('Ortga qaytarish');
    await owner.taps('Ha, ortga qaytarilsin');
    await owner.sees(/Ortga qaytarish.*bajarildi/);
    expect(await readFile(ariConf, 'utf8')).not.toContain('channelvars');
  });

  test('an operator may not ask', async () => {
    const stranger = telegram.createPerson({ name: 'Begona', languageCode: 'uz' });
    await stranger.says('/doctor');
    const seen = await stranger.sees(/faqat/);
    expect(seen.text).not.toContain('ARI');
  });

  test('/ready says what the doctor says', async () => {
    const ready = async () => {
      const answer = await fetch(`${app.url}/ready`);
      return [answer.status, await answer.json()];
    };
    expect(await ready()).toEqual([
      200,
      { status: 'ready', checks: { asterisk: true, telegram: true, database: true } },
    ]);
    await writeFile(ariConf, goodAri.replace(asterisk.password, 'changed-by-somebody-7'));
    await asterisk.reload('res_ari.so');
    expect(await ready()).toMatchObject([503, { checks: { asterisk: false, database: true } }]);
  });
});
