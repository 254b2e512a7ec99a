import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { probeAri } from '../../../src/asterisk/ari-probe.ts';
import { readAriSettings } from '../../../src/pbx/read-ari-address.ts';
import { hasAsterisk, startAsterisk, type TestAsterisk } from '../../support/asterisk.ts';
import { buildCrashShim, crashEnvironment } from '../../support/crash-shim.ts';
import type { HttpsTask } from '../../support/https-child.ts';

const run = promisify(execFile);
const childFile = path.join(import.meta.dirname, '../../support/https-child.ts');

/** Each place costs two processes. */
const places = 6;

describe.runIf(hasAsterisk)('killed before a durable call of the move to HTTPS', () => {
  test('the next start brings http.conf, .env and Asterisk to one of the two ends', async () => {
    const asterisk = await startAsterisk();
    const folder = mkdtempSync(path.join(tmpdir(), 'nb-https-'));
    try {
      const bench = { asterisk, folder, shim: await buildCrashShim() };
      // The first one also makes the database and keeps what the files held.
      writePlain(bench);
      await child(bench, 'turnOn');
      const plain = writePlain(bench);
      const calls = path.join(folder, 'calls');
      await child(bench, 'turnOn', { log: calls });
      const count = readFileSync(calls, 'utf8').trim().split('\n').length;
      const ends = new Set<string>();
      for (let place = 0; place < places; place += 1) {
        writePlain(bench);
        await asterisk.cli('module reload http');
        // How often SQLite writes differs a little from run to run: the last ones may not be reached.
        const at = 1 + Math.floor((place * (count - 4)) / (places - 1));
        expect(await child(bench, 'turnOn', { at })).toBe('killed');
        const said = await child(bench, 'recover');
        const settings = await readAriSettings(where(bench));
        expect(await probeAri(settings), `${at} of ${count}: ${said}`).toMatchObject({
          type: 'accepted',
        });
        expect(said).toContain(settings.url);
        const isOn = settings.url.startsWith('https:');
        const conf = readFileSync(path.join(asterisk.etc, 'http.conf'), 'utf8');
        expect(isOn ? conf.includes('tlsenable = yes') : conf === plain).toBe(true);
        ends.add(isOn ? 'on' : 'off');
      }
      expect([...ends].sort()).toEqual(['off', 'on']);
    } finally {
      rmSync(folder, { recursive: true, force: true });
      await asterisk.stop();
    }
  }, 120_000);
});

type Bench = {
  readonly asterisk: TestAsterisk;
  readonly folder: string;
  readonly shim: string;
};

const where = ({ asterisk, folder }: Bench) => ({
  configFolder: asterisk.etc,
  envFile: path.join(folder, '.env'),
});

/** As an installation without TLS has it; gives http.conf. */
function writePlain({ asterisk, folder }: Bench): string {
  const { etc, ariUrl, httpPort, password } = asterisk;
  writeFileSync(
    path.join(folder, '.env'),
    `ASTERISK_ARI_URL=${ariUrl}\nASTERISK_ARI_USERNAME=backend\nASTERISK_ARI_PASSWORD=${password}\n`,
  );
  const conf = `[general]\nenabled = yes\nbindaddr = 127.0.0.1\nbindport = ${httpPort}\ntlsbindaddr = 127.0.0.1:${httpPort + 300}\n`;
  writeFileSync(path.join(etc, 'http.conf'), conf);
  for (const name of ['key', 'crt'])
    rmSync(path.join(etc, `navbatchi-ari.${name}`), { force: true });
  return conf;
}

async function child(
  { asterisk, folder, shim }: Bench,
  deed: HttpsTask['deed'],
  crash: { readonly at?: number; readonly log?: string } = {},
): Promise<string> {
  const armFile = path.join(folder, 'armed');
  rmSync(armFile, { force: true });
  const { etc, ariUrl, username, password, astCommand } = asterisk;
  const task: HttpsTask = {
    ...{ deed, folder, armFile },
    pbx: { etc, ariUrl, username, password, astCommand },
  };
  const isShimmed = crash.at !== undefined || crash.log !== undefined;
  const env = isShimmed ? crashEnvironment(shim, { arm: armFile, ...crash }) : process.env;
  try {
    const { stdout } = await run(process.execPath, [childFile, JSON.stringify(task)], { env });
    return stdout.trim();
  } catch (error) {
    const wasKilled = error instanceof Error && 'signal' in error && error.signal === 'SIGKILL';
    if (crash.at === undefined || !wasKilled) throw error;
    return 'killed';
  }
}
