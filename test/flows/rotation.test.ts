import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../support/app.ts';
import { hasAsterisk, startAsterisk, type TestAsterisk } from '../support/asterisk.ts';
import { startTelegram, type FakeTelegram, type Person } from '../support/telegram.ts';

describe.runIf(hasAsterisk)('the ARI password rotated from the chat', () => {
  let asterisk: TestAsterisk;
  let telegram: FakeTelegram;
  let app: TestApp;
  let owner: Person;
  let folder: string;
  const first = { username: 'backend', password: 'the-first-ARI-password-2026' };

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
    owner = telegram.createPerson({ name: 'Dilshod', languageCode: 'uz' });
    await owner.opensLink(`https://t.me/${app.botUsername}?start=${app.claimParameter}`);
    await owner.sees(/Endi siz bu yerning egasisiz/);
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
  });
});
