import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { rightsChecks } from '../../src/checks/check-rights.ts';

let configFolder: string;
let owner: number;
beforeAll(async () => {
  configFolder = await mkdtemp(path.join(tmpdir(), 'nb-rights-'));
  for (const name of ['pjsip.conf', 'ari.conf']) await writeFile(path.join(configFolder, name), '');
  owner = (await stat(configFolder)).uid;
});
afterAll(() => rm(configFolder, { recursive: true }));

async function codesFor(uid: number, mayWriteIn = () => Promise.resolve(true)) {
  const [check] = rightsChecks({ configFolder, uid, mayWriteIn });
  return ((await check?.run()) ?? []).map(({ code }) => code);
}

test('whoever owns the files may', async () => {
  expect(await codesFor(owner)).toEqual([]);
});

test("another's files cannot be exchanged", async () => {
  expect(await codesFor(owner + 1)).toEqual(['check-file-owner', 'check-file-owner']);
});

test('without a right to the folder nothing can', async () => {
  expect(await codesFor(owner + 1, () => Promise.resolve(false))).toEqual(['check-folder-denied']);
});

test('root may everything, so it is not asked', () => {
  expect(rightsChecks({ configFolder, uid: 0 })).toEqual([]);
});
