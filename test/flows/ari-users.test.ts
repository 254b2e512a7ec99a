import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { sha512Crypt } from '../../src/pbx/sha512-crypt.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { hasAsterisk, startAsterisk, type TestAsterisk } from '../support/asterisk.ts';
import { claimOwner } from '../support/owner.ts';
import { startTelegram, type FakeTelegram, type Person } from '../support/telegram.ts';

describe.runIf(hasAsterisk)('the users of ARI, from the chat', () => {
  let asterisk: TestAsterisk;
  let telegram: FakeTelegram;
  let app: TestApp;
  let owner: Person;
  let folder: string;
  let shippedConf: string;

  beforeAll(async () => {
    asterisk = await startAsterisk();
    shippedConf = readFileSync(conf(), 'utf8');
  });
  afterAll(() => asterisk.stop());

  beforeEach(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'nb-ari-users-'));
    writeFileSync(conf(), shippedConf);
    await asterisk.reload('res_ari.so');
    writeFileSync(
      path.join(folder, '.env'),
      `ASTERISK_ARI_USERNAME=backend\nASTERISK_ARI_PASSWORD=${asterisk.password}\n`,
    );
    telegram = await startTelegram();
    app = await startTestApp(asterisk, telegram, { varFolder: folder });
    owner = await claimOwner(telegram, app);
  });
  afterEach(async () => {
    await app.stop();
    expect(telegram.violations).toEqual([]);
    await telegram.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const conf = () => path.join(asterisk.etc, 'ari.conf');

  async function statusOf(username: string, password: string, method = 'GET'): Promise<number> {
    const authorization = `Basic ${btoa(`${username}:${password}`)}`;
    const where = method === 'GET' ? 'ping' : 'modules/res_ari.so';
    const url = `${asterisk.ariUrl}/asterisk/${where}`;
    return (await fetch(url, { method, headers: { authorization } })).status;
  }

  async function shownPassword(): Promise<string> {
    const card = await owner.sees(/ARI paroli: /);
    expect(card.isProtected).toBe(true);
    return /ARI paroli: (\S+)/.exec(card.text)?.[1] ?? '';
  }

  async function openUsers(): Promise<void> {
    await owner.says('/ari');
    await owner.taps('👥 Foydalanuvchilar');
    await owner.sees(/ARI foydalanuvchilari/);
  }

  async function add(button: string, name: string): Promise<string> {
    await openUsers();
    await owner.taps(button);
    await owner.says(name);
    await owner.sees(/Shu oʻzgarish kiritilsinmi/);
    await owner.taps('Qoʻshilsin');
    return shownPassword();
  }

  test('a read-only user is added with a warning, may read and not act, gets a new password, and goes', async () => {
    await openUsers();
    await owner.taps('Faqat oʻqiydigan');
    await owner.says('backend');
    await owner.sees(/backend degan boʻlim bor/);
    await owner.says('1panel');
    await owner.sees(/«1panel» boʻlmaydi/);
    await owner.says('panel');
    const plan = await owner.sees(/SIP parollarini koʻra oladi/);
    expect(plan.text).toContain('+ read_only = yes');
    expect(plan.text).toContain('+ password = ••••••');
    await owner.taps('Qoʻshilsin');
    const first = await shownPassword();
    await owner.sees(/Yangi ARI foydalanuvchisi panel: bajarildi/);
    expect(await statusOf('panel', first)).toBe(200);
    expect(await statusOf('panel', first, 'PUT')).toBe(403);

    await owner.taps('‹ Foydalanuvchilar');
    await owner.taps('👁 panel');
    await owner.sees(/Faqat oʻqiydi/);
    await owner.taps('Yangi parol');
    await owner.taps('Parol almashtirilsin');
    const second = await shownPassword();
    expect(await statusOf('panel', first)).toBe(401);
    expect(await statusOf('panel', second)).toBe(200);

    await owner.taps('‹ Foydalanuvchilar');
    await owner.taps('👁 panel');
    await owner.taps('Oʻchirish');
    await owner.taps('Ha, oʻchirilsin');
    await owner.sees(/oʻchirish: bajarildi/);
    expect(await statusOf('panel', second)).toBe(401);
    expect(readFileSync(conf(), 'utf8')).toBe(shippedConf);
    await owner.taps('Ortga qaytarish');
    await owner.taps('Ha, ortga qaytarilsin');
    await owner.sees(/Ortga qaytarish.*bajarildi/);
    expect(await statusOf('panel', second)).toBe(200);

    for (const file of ['navbatchi.sqlite', 'navbatchi.sqlite-wal']) {
      const bytes = await readFile(path.join(folder, file), 'latin1').catch(() => '');
      expect(bytes.includes(first) || bytes.includes(second), file).toBe(false);
    }
    expect(app.logged.join('\n')).not.toContain(second);
  });

  test('a password that is kept as a hash is said to be so, and its new one is kept the same way', async () => {
    const old = 'Old-Password-Of-Crm-1';
    const hash = sha512Crypt(old, 'abcdefgh12345678');
    appendFileSync(
      conf(),
      `\n[crm]\ntype = user\npassword_format = crypt\npassword = ${hash} ; ours\n`,
    );
    await asterisk.reload('res_ari.so');
    expect(await statusOf('crm', old)).toBe(200);
    await openUsers();
    await owner.taps('👤 crm');
    await owner.sees(/xesh holida turadi/);
    await owner.taps('Yangi parol');
    await owner.taps('Parol almashtirilsin');
    const next = await shownPassword();
    expect(await statusOf('crm', old)).toBe(401);
    expect(await statusOf('crm', next)).toBe(200);
    const written = readFileSync(conf(), 'utf8');
    expect(written).toMatch(
      /password_format = crypt\npassword = \$6\$[./A-Za-z0-9]{16}\$\S{86} ; ours/,
    );
    expect(written).not.toContain(next);
  });

  test('the user that the bot signs in as is shown as that, and cannot be removed', async () => {
    await openUsers();
    await owner.taps('🟢 backend');
    const card = await owner.sees(/hozir shu nom bilan kiradi/);
    expect(card.buttons.map(({ label }) => label)).toEqual(['‹ Foydalanuvchilar']);
  });

  test('what the file and the running Asterisk have otherwise is marked', async () => {
    const password = await add('➕ Yangi', 'dialer');
    expect(await statusOf('dialer', password, 'PUT')).toBe(204);
    appendFileSync(conf(), '\n[late]\ntype = user\npassword = not-read-yet-12345\n');
    await openUsers();
    await owner.taps('⚠️ late');
    await owner.sees(/ishlab turgan Asterisk uni bilmaydi/);
    writeFileSync(conf(), shippedConf);
    await openUsers();
    await owner.taps('⚠️ dialer');
    await owner.sees(/lekin ari\.conf da yoʻq/);
  });
});
