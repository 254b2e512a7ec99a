import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ariLiveChecks } from '../../src/checks/check-ari-live.ts';
import { asteriskRunsCheck } from '../../src/checks/check-asterisk.ts';
import type { Check, CheckResult } from '../../src/lib/check.ts';
import { Misconfigured, Unreachable } from '../../src/lib/error.ts';
import { createLog } from '../../src/lib/log.ts';
import { runChecks } from '../../src/lib/run-checks.ts';
import { Secret } from '../../src/lib/secret.ts';
import { answer, startNastyServer } from '../asterisk/nasty-server.ts';
import { hasAsterisk, startAsterisk } from '../support/asterisk.ts';
import { createAsteriskCli } from '../../src/asterisk/cli.ts';

const log = createLog({ level: 'silent' });
let etc: string;
let server: Awaited<ReturnType<typeof startNastyServer>>;

beforeEach(async () => {
  etc = await mkdtemp(path.join(tmpdir(), 'nb-live-'));
  await writeFile(path.join(etc, 'ari.conf'), '[general]\n[backend]\ntype=user\npassword=x\n');
  server = await startNastyServer(answer(200, '{}'));
});
afterEach(async () => {
  await server.stop();
  await rm(etc, { recursive: true });
});

type Console = { readonly run: () => Promise<string>; readonly version: () => Promise<string> };

const booted: Console = {
  run: () => Promise.resolve('Asterisk has fully booted.'),
  version: () => Promise.resolve('22.10.1'),
};
const saying = (error: Error): Console => ({
  run: () => Promise.reject(error),
  version: () => Promise.reject(error),
});
const closed = saying(new Misconfigured('sudo says no.'));
const waiting = saying(new Unreachable('late', { details: { reason: 'deadline' } }));

function checks(cli: Console, url = server.url): readonly Check[] {
  const settings = { url, username: 'backend', password: new Secret('x') };
  const about = {
    ...{ configFolder: etc, envFile: path.join(etc, '.env'), fixedByEnvironment: [] },
    ...{ inUse: () => settings, wsUrl: () => `${url.replace('http', 'ws')}/events`, cli },
  };
  return [asteriskRunsCheck(about), ...ariLiveChecks(about)];
}

function codesOf(results: readonly CheckResult[]): readonly string[] {
  return results
    .flatMap((result) => (result.type === 'checked' ? result.findings : []))
    .map(({ code }) => code.replace('check-', ''));
}

describe('each answer of ARI has its own cause', () => {
  test.each([
    ['401', answer(401, '{"message":"Authentication required"}'), ['ari-401', 'ari-not-loaded']],
    ['403 by an access list', answer(403, '{"message":"Access denied by ACL"}'), ['ari-acl']],
    ['404', answer(404, '<html>Not Found</html>', 'text/html'), ['ari-404']],
    ['500', answer(500, '{"message":"URI handler config missing"}'), ['ari-strange']],
    ['503', answer(503, '{"message":"Asterisk not booted"}'), ['ari-booting']],
    ['a page of another program', answer(200, '<html>Hi</html>', 'text/html'), ['ari-strange']],
  ])('%s', async (_name, handler, expected) => {
    server.becomes(handler);
    expect(codesOf(await runChecks(checks(booted), { log }))).toEqual(expected);
  });

  test('a wrong password while Asterisk starts is not called a wrong password', async () => {
    server.becomes(answer(401, '{"message":"Authentication required"}'));
    expect(codesOf(await runChecks(checks(waiting), { log }))).toEqual(['ari-booting']);
  });

  test('nobody listens: with the console it is known what runs, without it is not', async () => {
    const gone = 'http://127.0.0.1:9/ari';
    const down = saying(new Unreachable('Asterisk is not running.'));
    const ask = async (cli: Console) => codesOf(await runChecks(checks(cli, gone), { log }));
    expect(await ask(booted)).toEqual(['ari-not-listening']);
    expect(await ask(down)).toEqual(['asterisk-down']);
    expect(await ask(waiting)).toEqual(['asterisk-hangs']);
    expect(await ask(closed)).toEqual(['ari-nobody-listens']);
  });
});

describe.runIf(hasAsterisk)('a real Asterisk that starts', () => {
  test(
    'is down or starting or well, and never has a wrong password',
    { timeout: 60_000 },
    async () => {
      const asterisk = await startAsterisk();
      const cli = createAsteriskCli({ command: asterisk.astCommand, deadlineMs: 3_000 });
      const settings = {
        url: asterisk.ariUrl,
        username: asterisk.username,
        password: new Secret(asterisk.password),
      };
      const about = {
        ...{ configFolder: asterisk.etc, envFile: path.join(etc, '.env'), fixedByEnvironment: [] },
        inUse: () => settings,
        wsUrl: () => `${asterisk.ariUrl.replace('http', 'ws')}/events`,
        cli,
      };
      const asked = [asteriskRunsCheck(about), ...ariLiveChecks(about)];
      const seen = new Set<string>();
      for (let round = 0; round < 3; round += 1) {
        await asterisk.kill9();
        const state = { isUp: false };
        const starting = asterisk.start().then(() => {
          state.isUp = true;
        });
        while (!state.isUp) {
          for (const code of codesOf(await runChecks(asked, { log }))) seen.add(code);
        }
        await starting;
        expect(codesOf(await runChecks(asked, { log }))).toEqual([]);
      }
      const honest = ['asterisk-down', 'ari-booting', 'ari-not-listening', 'asterisk-hangs'];
      expect([...seen].filter((code) => !honest.includes(code))).toEqual([]);
      await asterisk.stop();
    },
  );
});
