import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { openDatabase } from '../../src/storage/database.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { hasAsterisk, startAsterisk, type TestAsterisk } from '../support/asterisk.ts';
import { claimOwner } from '../support/owner.ts';
import { startTelegram, type FakeTelegram, type Person } from '../support/telegram.ts';

describe.runIf(hasAsterisk)('the ARI password rotated from the chat', () => {
  let asterisk: TestAsterisk;
  let telegram: FakeTelegram;
  let app: TestApp;
  let owner: Person;
  let folder: string;
  const first = { username: 'backend', password: 'MySecureP@ss!2024#1' };

  beforeAll(async () => {
    asterisk = await startAsterisk();
  });
  afterAll(() => asterisk.stop());

  beforeEach(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'nb-rotation-'));
    writeConf(first.password);
    await asterisk.cli('module reload res_ari.so');
    writeFileSync(
      path.join(folder, '.env'),
      `# ours\nASTERISK_ARI_USERNAME=${first.username}\nASTERISK_ARI_PASSWORD="${first.password}" # ARI\nOTHER=1\n`,
      { mode: 0o600 },
    );
    telegram = await startTelegram();
    app = await startTestApp({ ...asterisk, ...first }, telegram, { varFolder: folder });
    owner = await claimOwner(telegram, app);
  });
  afterEach(async () => {
    await app.stop();
    expect(telegram.violations).toEqual([]);
    await telegram.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const conf = () => path.join(asterisk.etc, 'ari.conf');
  function writeConf(password: string): void {
    writeFileSync(
      conf(),
      `[general]\nenabled = yes\n\n; ours\n[backend]\ntype = user\nread_only = no\npassword = ${password} ; since 2020\n`,
    );
  }

  function pair(): { username: string; password: string } {
    const text = readFileSync(path.join(folder, '.env'), 'utf8');
    const value = (key: string) => new RegExp(`^${key}="?([^"\\s]*)`, 'm').exec(text)?.[1] ?? '';
    return { username: value('ASTERISK_ARI_USERNAME'), password: value('ASTERISK_ARI_PASSWORD') };
  }

  async function statusOf(login: { username: string; password: string }): Promise<number> {
    const authorization = `Basic ${btoa(`${login.username}:${login.password}`)}`;
    const url = `${asterisk.ariUrl}/asterisk/ping`;
    return (await fetch(url, { headers: { authorization } })).status;
  }

  async function rotate(): Promise<void> {
    await owner.says('/ari');
    await owner.sees(/Hozir dasturlar backend nomi bilan kiradi/);
    await owner.taps('🔑 Parolni almashtirish');
    const plan = await owner.sees(/Shu oʻzgarish kiritilsinmi/);
    expect(plan.text).toContain('+ password = ••••••');
    await owner.taps('Almashtirilsin');
  }

  test('both passwords are good in the grace, then the old one is dead; only two lines of .env changed', async () => {
    await rotate();
    await owner.sees(/Yangi ARI paroli ishlayapti/);
    const next = pair();
    expect(next.username).toBe('backend_b');
    expect(next.password).toMatch(/^[A-Za-z0-9_-]{32}$/);
    expect(await statusOf(next)).toBe(200);
    expect(await statusOf(first)).toBe(200);
    await owner.taps('Eskisi hozir oʻchsin');
    await owner.sees(/ARI paroli almashdi/);
    expect(await statusOf(next)).toBe(200);
    expect(await statusOf(first)).toBe(401);
    expect(readFileSync(path.join(folder, '.env'), 'utf8')).toBe(
      `# ours\nASTERISK_ARI_USERNAME=backend_b\nASTERISK_ARI_PASSWORD="${next.password}" # ARI\nOTHER=1\n`,
    );
    await owner.says('/extensions');
    await owner.sees(/Ichki raqamlar/);
    expect(app.logged.join('\n')).not.toContain('401');
    const told = app.logged.filter((line) => line.includes('came to its end'));
    const ends = [
      'change-ari-new-password',
      'change-ari-switch',
      'change-ari-retire',
      'a rotation',
    ];
    expect(told).toHaveLength(ends.length);
    ends.forEach((what, at) => {
      expect(told[at]).toContain(what);
      expect(told[at]).toContain(`"telegramId":${owner.id}`);
    });
    expect(told.every((line) => line.includes('"end":"done"'))).toBe(true);
    await expectNoTrace(first.password, next.password);
  });

  test('undone in its grace, all is as before and the new password is dead', async () => {
    await rotate();
    await owner.sees(/Yangi ARI paroli ishlayapti/);
    const next = pair();
    await owner.taps('Ortga qaytarish');
    await owner.sees(/ARI paroli almashmadi.*Siz shuni soʻradingiz/s);
    expect(pair()).toEqual(first);
    expect(await statusOf(first)).toBe(200);
    expect(await statusOf(next)).toBe(401);
    await owner.says('/extensions');
    await owner.sees(/Ichki raqamlar/);
    await rotate();
    await owner.sees(/Yangi ARI paroli ishlayapti/);
    expect(await statusOf(pair())).toBe(200);
  });

  test('a leaked password is dead, and its open sessions are cut, with no time left to it', async () => {
    const thief = new WebSocket(
      `${asterisk.ariUrl.replace('http', 'ws')}/events?app=thief&subscribeAll=true`,
      { auth: `${first.username}:${first.password}` },
    );
    await once(thief, 'open');
    const cut = once(thief, 'close');
    await owner.says('/ari');
    await owner.taps('Parol oshkor boʻlgan');
    await owner.sees(/Ortga yoʻl yoʻq/);
    await owner.taps('Darhol almashtirilsin');
    await cut;
    expect(await statusOf(first)).toBe(401);
    await owner.sees(/ARI paroli almashdi.*barcha ulanishlar uzildi/s);
    expect(await statusOf(pair())).toBe(200);
  });

  test('a typed password is judged, deleted at once, and used', async () => {
    await owner.says('/ari');
    await owner.taps('🔑 Parolni almashtirish');
    await owner.taps('Parolni oʻzim yozaman');
    await owner.sees(/Yangi ARI parolini yozing/);
    await owner.says('CallCenter2025');
    await owner.sees(/Parol juda qisqa/);
    await owner.says('Typed-by-hand-2026');
    await owner.sees(/Shu oʻzgarish kiritilsinmi/);
    await owner.taps('Almashtirilsin');
    await owner.sees(/Yangi ARI paroli ishlayapti/);
    expect(pair()).toEqual({ username: 'backend_b', password: 'Typed-by-hand-2026' });
    await expectNoTrace('Typed-by-hand-2026', first.password);
  });

  test('of twenty who press at once one rotates, and the others are told', async () => {
    const others = Array.from({ length: 19 }, (_, index) =>
      telegram.createPerson({ name: `Admin ${index + 1}`, languageCode: 'uz' }),
    );
    const database = await openDatabase(path.join(folder, 'navbatchi.sqlite'));
    for (const { id, name } of others) {
      await database
        .insertInto('people')
        .values({
          telegramId: id,
          name,
          role: 'admin',
          locale: 'uz',
          extension: null,
          createdAt: 1,
        })
        .execute();
    }
    await database.destroy();
    const all = [owner, ...others];
    for (const person of all) {
      await person.says('/ari');
      await person.taps('🔑 Parolni almashtirish');
      await person.sees(/Shu oʻzgarish kiritilsinmi/);
    }
    await Promise.all(all.map((person) => person.taps('Almashtirilsin')));
    const ends = await Promise.all(
      all.map((person) => person.sees(/Yangi ARI paroli ishlayapti|allaqachon ketyapti/)),
    );
    const winners = ends.filter(({ text }) => text.includes('ishlayapti'));
    expect(winners).toHaveLength(1);
    expect(await statusOf(pair())).toBe(200);
  });

  test('while Telegram is away the rotation goes on; its end is told afterwards', async () => {
    await rotate();
    await owner.sees(/Yangi ARI paroli ishlayapti/);
    await owner.taps('Eskisi hozir oʻchsin');
    telegram.faults.unreachable(true);
    await vi.waitFor(async () => {
      expect(await statusOf(first)).toBe(401);
    }, 10_000);
    expect(owner.screen()).not.toMatch(/ARI paroli almashdi/);
    telegram.faults.unreachable(false);
    await owner.sees(/ARI paroli almashdi/, { within: 30_000, anytime: true });
  });

  test('with Asterisk away the message says what the rotation waits for, and that .env is good', async () => {
    await rotate();
    await owner.sees(/Yangi ARI paroli ishlayapti/);
    await asterisk.kill9();
    await owner.taps('Eskisi hozir oʻchsin');
    const told = await owner.sees(/Hozir davom ettirib boʻlmayapti/, { within: 30_000 });
    expect(told.text).toContain('ARI orqali Asterisk bilan bogʻlanib boʻlmadi');
    await asterisk.start();
    expect(await statusOf(pair())).toBe(200);
  });

  test('nothing is changed when ari.conf and .env have different passwords', async () => {
    writeConf('another-password-1');
    await expectRefusal(/paroli ari\.conf va \.env da har xil/);
  });

  test('nothing is changed when Asterisk does not take the present password', async () => {
    writeConf('not-yet-read-by-Asterisk');
    const env = readFileSync(path.join(folder, '.env'), 'utf8');
    writeFileSync(
      path.join(folder, '.env'),
      env.replace(first.password, 'not-yet-read-by-Asterisk'),
    );
    await expectRefusal(/hozirgi parolni qabul qilmayapti \(401/);
  });

  test('nothing is changed while Asterisk hangs', async () => {
    asterisk.freeze();
    try {
      await expectRefusal(/ARI’dan kutilgan javob kelmadi/);
    } finally {
      asterisk.thaw();
    }
  });

  test('nothing is changed when ari.conf would not survive a start of Asterisk', async () => {
    writeFileSync(conf(), `${readFileSync(conf(), 'utf8')}[general]\n`);
    await expectRefusal(/\[general\].*404/s);
  });

  async function expectRefusal(words: RegExp): Promise<void> {
    const before = [readFileSync(conf(), 'utf8'), readFileSync(path.join(folder, '.env'), 'utf8')];
    await owner.says('/ari');
    await owner.taps('🔑 Parolni almashtirish');
    await owner.sees(words);
    const after = [readFileSync(conf(), 'utf8'), readFileSync(path.join(folder, '.env'), 'utf8')];
    expect(after).toEqual(before);
  }

  /** No secret where none may be: the database, the log, Telegram. */
  async function expectNoTrace(...secrets: readonly string[]): Promise<void> {
    for (const secret of secrets) {
      for (const file of ['navbatchi.sqlite', 'navbatchi.sqlite-wal']) {
        const bytes = await readFile(path.join(folder, file), 'latin1').catch(() => '');
        expect(bytes.includes(secret), `${file} holds it`).toBe(false);
      }
      expect(app.logged.join('\n')).not.toContain(secret);
      expect(telegram.secretSearch(secret)).toEqual([]);
    }
  }
});
