import { appendFile, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createAsteriskLog } from '../../src/asterisk/log-file.ts';
import { Misconfigured } from '../../src/lib/error.ts';

const failure = (user: string) =>
  `[2026-11-21 07:27:17] NOTICE[1] res_pjsip/pjsip_distributor.c: Request 'REGISTER' from '<sip:${user}@h>' failed for '10.0.0.7:5060' (callid: ${user}) - Failed to authenticate\n`;

let folder: string;
let path: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'log-'));
  path = join(folder, 'messages');
  await writeFile(path, failure('1000'));
});
afterEach(() => rm(folder, { recursive: true }));

const logAt = (where: string, levels = ['NOTICE']) =>
  createAsteriskLog({ showLogFiles: () => Promise.resolve([{ path: where, levels }]) });

async function usersSince(log: ReturnType<typeof logAt>, meanwhile: () => Promise<void>) {
  const mark = await log.mark();
  await meanwhile();
  return mark && (await log.registerFailuresSince(mark))?.map(({ user }) => user);
}

test('only what was logged since the mark is read', async () => {
  expect(await usersSince(logAt(path), () => appendFile(path, failure('1001')))).toEqual(['1001']);
});

test('after a rotation the new file is read, whole', async () => {
  const rotated = await usersSince(logAt(path), async () => {
    await rename(path, `${path}.1`);
    await writeFile(path, failure('1002'));
  });
  expect(rotated).toEqual(['1002']);
  const emptied = await usersSince(logAt(path), () => writeFile(path, ''));
  expect(emptied).toEqual([]);
});

test('of a log that grew without end the last megabyte is read', async () => {
  const users = await usersSince(logAt(path), async () => {
    await appendFile(path, failure('1003') + 'x\n'.repeat(600_000) + failure('1004'));
  });
  expect(users).toEqual(['1004']);
});

test('a log that is missing, a folder, without notices or unknown is told apart from silence', async () => {
  expect(await logAt(join(folder, 'none')).mark()).toBeUndefined();
  expect(await logAt(folder).mark()).toBeUndefined();
  expect(await logAt(path, ['ERROR']).mark()).toBeUndefined();
  const noConsole = createAsteriskLog({
    showLogFiles: () => Promise.reject(new Misconfigured('sudo')),
  });
  expect(await noConsole.mark()).toBeUndefined();
  const vanished = await usersSince(logAt(path), () => rm(path));
  expect(vanished).toBeUndefined();
});
