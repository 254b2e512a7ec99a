import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startPbx, type SandboxPbx } from '../../src/sandbox/pbx/start-pbx.ts';
import { writeStarterEtc } from '../../src/sandbox/pbx/starter-etc.ts';
import { loginTokenIn } from '../support/inbox-office.ts';
import { startMeta, type FakeMeta } from '../support/meta.ts';
import { startTelegram, type FakeTelegram } from '../support/telegram.ts';
import type { TokenTask } from '../support/token-child.ts';

const dayMs = 24 * 60 * 60_000;
const password = 'sandbox-password-of-this-run';

let meta: FakeMeta;
let telegram: FakeTelegram;
let pbx: SandboxPbx;
let folder: string;
let first: string;
let aheadMs: number;
let child: ChildProcess | undefined;

beforeEach(async () => {
  aheadMs = 0;
  folder = await mkdtemp(path.join(tmpdir(), 'nb-token-'));
  meta = await startMeta({ clock: { now: () => Date.now() + aheadMs } });
  telegram = await startTelegram();
  await writeStarterEtc(path.join(folder, 'etc'), password);
  pbx = await startPbx({ etcFolder: path.join(folder, 'etc') });
  first = meta.createInstagramAccount('navbatchi.uz').token;
  await mkdir(varFolder(), { mode: 0o700 });
  await writeFile(envFile(), `INSTAGRAM_ACCESS_TOKEN=${first}\n`);
});

afterEach(async () => {
  await die();
  await pbx.stop();
  await meta.close();
  await telegram.stop();
  await rm(folder, { recursive: true, force: true });
});

const varFolder = () => path.join(folder, 'var');
const envFile = () => path.join(varFolder(), '.env');
const standing = async () => loginTokenIn(await readFile(envFile(), 'utf8')) ?? '';
const count = (name: string, status: number) =>
  meta.calls.filter((call) => call.name === name && call.status === status).length;

async function live(): Promise<void> {
  const { apiRoot, token } = telegram;
  const task: TokenTask = {
    pbx: {
      ...{ ariUrl: pbx.url, username: 'backend', password, astCommand: ['false'] },
      etc: path.join(folder, 'etc'),
    },
    telegram: { apiRoot, token },
    ...{ varFolder: varFolder(), aheadMs },
    ...{ instagramRoot: meta.instagramRoot, appSecret: meta.appSecret },
  };
  child = fork(path.join(import.meta.dirname, '../support/token-child.ts'), [JSON.stringify(task)]);
  await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(() => Promise.reject(new Error('The app did not start.'))),
  ]);
}

async function die(): Promise<void> {
  if (child?.exitCode !== null || child.signalCode !== null) return;
  const died = once(child, 'exit');
  child.kill('SIGKILL');
  await died;
}

/** Nothing of what troubled it is left for who asks next. */
async function end(): Promise<void> {
  await die();
  meta.faults.clear();
}

async function seen<Value>(look: () => Value, wanted: Awaited<Value>): Promise<void> {
  await expect.poll(look, { interval: 5, timeout: 30_000 }).toBe(wanted);
}

/** What Meta says to the token that the next start reads. */
async function askMeta(): Promise<number> {
  const url = `${meta.instagramRoot}/v25.0/me?access_token=${await standing()}`;
  return (await fetch(url)).status;
}

test('killed before the answer of Meta comes, before the new token is written, and before it is proven: .env always names a good one, and the last of them is in use', async () => {
  await live();
  await seen(() => count('refreshToken', 400), 1);
  await die();
  aheadMs = 2 * dayMs;

  meta.faults.next('refreshToken', { type: 'delay', ms: 600_000 });
  const { issued } = meta.tokens;
  await live();
  await seen(issued, 2);
  await end();
  expect([await standing(), await askMeta()]).toEqual([first, 200]);

  meta.faults.next('profile', { type: 'delay', ms: 600_000 });
  await live();
  await seen(() => count('refreshToken', 200), 1);
  await end();
  expect([await standing(), await askMeta()]).toEqual([first, 200]);

  meta.faults.next('profile', { type: 'delay', ms: 0 });
  meta.faults.next('profile', { type: 'delay', ms: 600_000 });
  await live();
  await seen(async () => (await standing()) === first, false);
  await end();
  const written = await standing();
  expect(await askMeta()).toBe(200);

  const asked = count('refreshToken', 200);
  meta.tokens.kill(first);
  const heard = count('subscribedApps', 200);
  await live();
  await expect
    .poll(() => count('subscribedApps', 200), { timeout: 30_000 })
    .toBeGreaterThan(heard + 2);
  expect(await standing()).toBe(written);
  // It is known when it was renewed: the kill took nothing.
  expect(count('refreshToken', 200)).toBe(asked);
  expect(count('subscribedApps', 400)).toBe(0);
}, 120_000);
