import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startTestApp } from '../support/app.ts';
import { hasAsterisk, startAsterisk, type TestAsterisk } from '../support/asterisk.ts';
import { startTelegram, type FakeTelegram } from '../support/telegram.ts';
import { envText } from '../checks/broken-house.ts';

const doctor = path.join(import.meta.dirname, '../../src/doctor.ts');

describe.runIf(hasAsterisk)('npm run doctor', () => {
  let folder: string;
  let asterisk: TestAsterisk;
  let telegram: FakeTelegram;
  let envFile: string;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'nb-doctor-'));
    [asterisk, telegram] = await Promise.all([startAsterisk(), startTelegram()]);
    envFile = path.join(folder, '.env');
    await mkdir(path.join(folder, 'config'));
    await writeFile(envFile, envText(asterisk, telegram), { mode: 0o600 });
    await writeFile(
      path.join(folder, 'config', 'navbatchi.ini'),
      `[asterisk]\nconfig_folder = ${asterisk.etc}\ncommand = ${asterisk.astCommand.join(' ')}\n[phone]\nserver = 10.0.0.5\nport = ${asterisk.sipPort}\n`,
    );
  });
  afterEach(async () => {
    await Promise.all([asterisk.stop(), telegram.stop()]);
    await rm(folder, { recursive: true, force: true });
  });

  function run(environment: Record<string, string> = {}) {
    const { PATH = '', HOME = '' } = process.env;
    return new Promise<{ readonly code: number; readonly text: string }>((resolve) => {
      execFile(
        process.execPath,
        [doctor],
        { cwd: folder, env: { PATH, HOME, ...environment } },
        (error, stdout, stderr) => {
          resolve({ code: error === null ? 0 : Number(error.code), text: stdout + stderr });
        },
      );
    });
  }

  test('beside a running bot it finds nothing wrong and disturbs nobody', async () => {
    const app = await startTestApp(asterisk, telegram, {
      varFolder: path.join(folder, 'var'),
      change: (config) => ({ ...config, envFile }),
    });
    try {
      const { code, text } = await run();
      expect(text).toContain('🩺 All is well');
      expect(text).toContain('✅ ari.conf and .env have the same password');
      expect(text).not.toMatch(/❌|⚠️|❔|<b>|&/);
      expect(code).toBe(0);
      expect((await fetch(`${app.url}/ready`)).status).toBe(200);
    } finally {
      await app.stop();
    }
  });

  test('without a bot it says so, in the language of the machine, and makes no file', async () => {
    const { code, text } = await run({ LANG: 'ru_RU.UTF-8' });
    expect(text).toContain('❌ Бот не запущен');
    expect(text).toContain('⚠️ Базы данных ещё нет');
    expect(code).toBe(1);
    expect(await readdir(folder)).toEqual(['.env', 'config']);
  });

  test('faulty settings are told with their lines', async () => {
    await writeFile(envFile, 'TELEGRAM_BOT_TOKEN=abc\nHTTP_PORT=x\n');
    await chmod(envFile, 0o644);
    const { code, text } = await run();
    expect(text).toMatch(/❌ \.env:1 TELEGRAM_BOT_TOKEN must be/);
    expect(text).toMatch(/❌ \.env:2 HTTP_PORT must be/);
    expect(text).toContain(`chmod 600 ${envFile}`);
    expect(code).toBe(1);
  });

  test('no secret is printed, whatever is wrong', async () => {
    const ariConf = path.join(asterisk.etc, 'ari.conf');
    const text = await readFile(ariConf, 'utf8');
    await writeFile(ariConf, text.replace(asterisk.password, 'other-password-canary-9'));
    await asterisk.reload('res_ari.so');
    const said = await run();
    expect(said.text).toContain('The passwords of [backend] in ari.conf and .env differ');
    for (const secret of ['other-password-canary-9', asterisk.password, telegram.token]) {
      expect(said.text).not.toContain(secret);
    }
  });

  test('with nothing configured it says that the sandbox runs', async () => {
    await rm(envFile);
    const { code, text } = await run();
    expect(text).toContain('the sandbox runs');
    expect(code).toBe(0);
  });
});
