import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { startTestApp, type TestApp } from '../support/app.ts';
import { hasAsterisk, startAsterisk, type TestAsterisk } from '../support/asterisk.ts';
import type { DependantWords } from '../support/dependant.ts';
import { claimOwner } from '../support/owner.ts';
import { startTelegram, type FakeTelegram, type Person } from '../support/telegram.ts';

const pm2Program = path.join(import.meta.dirname, '../../node_modules/.bin/pm2');
const dependant = path.join(import.meta.dirname, '../support/dependant.ts');

describe.runIf(hasAsterisk)('a rotation moves programs under a real pm2 over', () => {
  let asterisk: TestAsterisk;
  let home: string;
  let folder: string;
  let telegram: FakeTelegram;
  let app: TestApp;
  let owner: Person;

  const pm2Home = () => path.join(home, 'pm2');
  const pm2 = (words: readonly string[], env: Record<string, string> = {}) =>
    execa(pm2Program, words, {
      cwd: home,
      timeout: 60_000,
      env: { PM2_HOME: pm2Home(), ...env },
    });

  beforeAll(async () => {
    asterisk = await startAsterisk();
    home = mkdtempSync(path.join(tmpdir(), 'nb-pm2-'));
  });
  afterAll(async () => {
    await pm2(['kill']);
    await asterisk.stop();
    rmSync(home, { recursive: true, force: true });
  });

  beforeEach(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'nb-rotation-'));
    writeFileSync(
      path.join(asterisk.etc, 'ari.conf'),
      `[general]\nenabled = yes\n[backend]\ntype = user\nread_only = no\npassword = ${first}\n`,
    );
    await asterisk.cli('module reload res_ari.so');
    writeFileSync(
      path.join(folder, '.env'),
      `ASTERISK_ARI_USERNAME=backend\nASTERISK_ARI_PASSWORD=${first}\n`,
    );
    telegram = await startTelegram();
    app = await startTestApp({ ...asterisk, username: 'backend', password: first }, telegram, {
      varFolder: folder,
      change: (config) => ({
        ...config,
        dependants: {
          names: ['dependant'],
          command: ['env', `PM2_HOME=${pm2Home()}`, pm2Program],
          settleSeconds: 1,
        },
      }),
    });
    owner = await claimOwner(telegram, app);
  });
  afterEach(async () => {
    await app.stop();
    await pm2(['delete', 'all']).catch(() => undefined);
    expect(telegram.violations).toEqual([]);
    await telegram.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const first = 'the-first-ARI-password-2026';
  const logFile = () => path.join(folder, 'answers');
  const answers = () => readFileSync(logFile(), 'utf8').trim().split('\n');

  async function start(only: readonly string[], env: Record<string, string> = {}): Promise<void> {
    const words = ['start', dependant, '--name', 'dependant', '--interpreter', process.execPath];
    const own: DependantWords = [path.join(folder, '.env'), asterisk.ariUrl, logFile(), ...only];
    await pm2([...words, '--', ...own], env);
    await vi.waitFor(() => {
      expect(answers().at(-1)).toMatch(/^\d+ \S+ 200$/);
    }, 20_000);
  }

  test('the program comes back with the new pair and its events, and is never refused', async () => {
    await start([]);
    await owner.says('/ari');
    await owner.taps('🔑 Parolni almashtirish');
    await owner.sees(/qayta ishga tushiriladi va tekshiriladi: dependant/);
    await owner.taps('Almashtirilsin');
    await owner.sees(/Yangi ARI paroli ishlayapti/, { within: 40_000 });
    expect(await asterisk.cli('ari show websocket sessions')).toContain('dependant');
    await owner.taps('Eskisi hozir oʻchsin');
    await owner.sees(/ARI paroli almashdi/);
    await vi.waitFor(() => {
      expect(answers().slice(-3)).toEqual(Array(3).fill(expect.stringMatching(/backend_b 200$/)));
    }, 10_000);
    const lines = answers().map((line) => line.split(' '));
    expect(new Set(lines.map(([, , status]) => status))).toEqual(new Set(['200']));
    expect(new Set(lines.map(([pid]) => pid)).size).toBe(2);
    expect(await asterisk.cli('ari show websocket sessions')).toContain('dependant');
  }, 120_000);

  test('a program that falls over with the new pair has everything put back, and runs again', async () => {
    await start(['backend']);
    await owner.says('/ari');
    await owner.taps('🔑 Parolni almashtirish');
    await owner.taps('Almashtirilsin');
    const end = await owner.sees(/ARI paroli almashmadi, hammasi avvalgi holatiga qaytarildi/, {
      within: 90_000,
    });
    expect(end.text).toMatch(/dependant (ishga tushdi-yu, yana yiqildi|ishlamayapti)/);
    expect(end.text).not.toContain('avvalgi parol bilan ham ishga tushmadi');
    expect(readFileSync(path.join(folder, '.env'), 'utf8')).toContain(`PASSWORD=${first}`);
    const before = answers().length;
    await vi.waitFor(() => {
      expect(answers().length).toBeGreaterThan(before + 3);
    }, 10_000);
    expect(answers().at(-1)).toMatch(/backend 200$/);
  }, 180_000);

  test('a password that pm2 itself keeps for the program is found before anything is changed', async () => {
    await start([], { ASTERISK_ARI_PASSWORD: first });
    await owner.says('/ari');
    await owner.taps('🔑 Parolni almashtirish');
    await owner.sees(/ASTERISK_ARI_PASSWORD ning eski qiymatini saqlab turibdi/);
  }, 60_000);

  test('a program that pm2 does not know is named before anything is changed', async () => {
    await owner.says('/ari');
    await owner.taps('🔑 Parolni almashtirish');
    await owner.sees(/pm2 da dependant degan dastur yoʻq/);
  });
});
