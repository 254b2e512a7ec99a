import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { hasAsterisk, startAsterisk, type TestAsterisk } from '../support/asterisk.ts';
import { startTelegram, type FakeTelegram } from '../support/telegram.ts';

const main = path.join(import.meta.dirname, '../../src/main.ts');

/** Everything a started process printed, and a way to wait for a line of it. */
function watch(child: ChildProcess) {
  let printed = '';
  const lookers = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
      for (const look of lookers) look();
    });
  }
  return {
    printed: () => printed,
    shows: (wanted: RegExp): Promise<RegExpExecArray> =>
      new Promise((resolve, reject) => {
        const deadline = setTimeout(() => {
          reject(new Error(`${String(wanted)} did not appear in:\n${printed}`));
        }, 20_000);
        const look = () => {
          const found = wanted.exec(printed);
          if (!found) return;
          clearTimeout(deadline);
          lookers.delete(look);
          resolve(found);
        };
        lookers.add(look);
        look();
      }),
  };
}

describe.runIf(hasAsterisk)('the process itself', () => {
  let folder: string;
  let asterisk: TestAsterisk;
  let telegram: FakeTelegram;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'nb-main-'));
    [asterisk, telegram] = await Promise.all([startAsterisk(), startTelegram()]);
    await mkdir(path.join(folder, 'config'));
    await writeFile(
      path.join(folder, '.env'),
      [
        `TELEGRAM_BOT_TOKEN=${telegram.token}`,
        `TELEGRAM_API_ROOT=${telegram.apiRoot}`,
        `ASTERISK_ARI_URL=${asterisk.ariUrl}`,
        `ASTERISK_ARI_USERNAME=${asterisk.username}`,
        `ASTERISK_ARI_PASSWORD=${asterisk.password}`,
        'HTTP_PORT=0',
        '',
      ].join('\n'),
    );
    await writeFile(
      path.join(folder, 'config', 'navbatchi.ini'),
      `[asterisk]\nconfig_folder = ${asterisk.etc}\n[phone]\nserver = 10.0.0.5\n`,
    );
  });
  afterEach(async () => {
    await Promise.all([asterisk.stop(), telegram.stop()]);
    await rm(folder, { recursive: true, force: true });
  });

  function start() {
    const { PATH = '', HOME = '' } = process.env;
    const child = spawn(process.execPath, [main], { cwd: folder, env: { PATH, HOME } });
    return { child, ...watch(child) };
  }

  test('with a token and an Asterisk it runs the bot; killed, it goes on; told to stop, it stops', async () => {
    const first = start();
    const [, link = ''] = await first.shows(/(https:\/\/t\.me\/\S+)/);
    const owner = telegram.createPerson({ name: 'Dilshod', languageCode: 'en' });
    await owner.opensLink(link);
    await owner.sees(/You own this place now/);
    first.child.kill('SIGKILL');
    await once(first.child, 'exit');

    await owner.says('/extensions');
    const second = start();
    await second.shows(/Navbatchi is running/);
    await owner.sees(/None yet/);
    expect(second.printed()).not.toContain('t.me');
    const [, url = ''] = await second.shows(/"url":"(http[^"]+)"/);
    expect((await fetch(`${url}/ready`)).status).toBe(200);
    second.child.kill('SIGTERM');
    expect(await once(second.child, 'exit')).toEqual([0, null]);
    for (const secret of [telegram.token, asterisk.password]) {
      expect(first.printed() + second.printed()).not.toContain(secret);
    }
  });

  test('a second process in the same folder says so and leaves the first alone', async () => {
    const first = start();
    await first.shows(/Navbatchi is running/);
    const second = start();
    expect(await once(second.child, 'exit')).toEqual([1, null]);
    expect(second.printed()).toContain('Another Navbatchi process already works in');
    first.child.kill('SIGTERM');
    await once(first.child, 'exit');
  });

  test('every fault of the settings is listed at once, with its line', async () => {
    await writeFile(path.join(folder, '.env'), 'TELEGRAM_BOT_TOKEN=abc\nHTTP_PORT=x\n');
    const child = start();
    expect(await once(child.child, 'exit')).toEqual([1, null]);
    expect(child.printed()).toMatch(
      /\.env:1[\s\S]*TELEGRAM_BOT_TOKEN[\s\S]*\.env:2[\s\S]*HTTP_PORT/,
    );
  });
});
