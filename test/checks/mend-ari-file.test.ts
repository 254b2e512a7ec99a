import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mendAriFile } from '../../src/checks/mend-ari-file.ts';
import { confTreeFromDisk, overlayFiles, readConfTree } from '../../src/files/conf-tree.ts';
import { preflightAri } from '../../src/files/preflight.ts';
import { Secret } from '../../src/lib/secret.ts';
import { ariCases } from '../files/broken-ari.ts';
import { ariStatus } from '../files/started-objects.ts';
import { hasAsterisk, startAsterisk, type TestAsterisk } from '../support/asterisk.ts';

const pair = { username: 'backend', password: new Secret('new-password') };

/** What has no one right answer stays for a person. */
const forPeople = ['a block comment never closed', 'a bad acl line'];

async function mend(configFolder: string, text: string) {
  const file = path.join(configFolder, 'ari.conf');
  const mended = await mendAriFile({ path: file, configFolder, text, pair });
  const source = overlayFiles(confTreeFromDisk, new Map([[file, mended]]));
  const problems = preflightAri(await readConfTree(source, file, configFolder));
  return { mended, problems: problems.filter(({ severity }) => severity !== 'warning') };
}

describe.runIf(hasAsterisk)('ari.conf mended', () => {
  let asterisk: TestAsterisk;
  beforeAll(async () => {
    asterisk = await startAsterisk();
  });
  afterAll(() => asterisk.stop());

  test.each(ariCases.filter(({ name }) => !forPeople.includes(name)))(
    '$name: Asterisk reads it, and the pair signs in',
    async ({ text }) => {
      const { mended, problems } = await mend(asterisk.etc, text);
      expect(problems).toEqual([]);
      await writeFile(path.join(asterisk.etc, 'ari.conf'), mended, 'latin1');
      await asterisk.reload('res_ari.so');
      expect(await ariStatus(asterisk, 'new-password')).toBe(200);
    },
  );
});

describe('ari.conf mended, as text', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'nb-mend-'));
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  test.each(ariCases.filter(({ name }) => forPeople.includes(name)))(
    '$name is left for a person',
    async ({ text }) => {
      expect((await mend(folder, text)).problems).not.toEqual([]);
    },
  );

  test('a good file stays as it is, byte for byte', async () => {
    const text =
      '\xef\xbb\xbf; m\xfcy\r\n[general]\r\nenabled=yes\r\n\r\n[backend]\r\ntype = user\r\npassword = new-password ; ours\r\n';
    expect((await mend(folder, text)).mended).toBe(text);
  });

  test('only the lines in trouble change, their remarks and endings stay', async () => {
    const text =
      '; head\r\n[general\r\nenabled = no ; for now\r\n\r\n; the web\r\n[web]\r\ntype=user\r\npassword=w\r\n\r\n[backend]\r\ntype = user\r\npassword = old ; ours\r\nread_only = yes\r\n';
    expect((await mend(folder, text)).mended).toBe(
      text
        .replace('[general', '[general]')
        .replace('enabled = no', 'enabled = yes')
        .replace('password = old', 'password = new-password')
        .replace('read_only = yes', 'read_only = no'),
    );
  });

  test('of two sections of the user the one stays that the pair fits', async () => {
    const text =
      '[general]\nenabled = yes\n[backend]\ntype = user\npassword = old\n[backend]\ntype = user\npassword = new-password\n';
    expect((await mend(folder, text)).mended).toBe(
      '[general]\nenabled = yes\n[backend]\ntype = user\npassword = new-password\n',
    );
  });

  test('a user of an included file is not written into ours', async () => {
    writeFileSync(path.join(folder, 'users.conf'), '[backend]\ntype = user\npassword = old\n');
    const text = '[general]\nenabled = yes\n#include "users.conf"\n';
    expect((await mend(folder, text)).mended).toBe(text);
  });

  test('a password that Asterisk would not read back is not written', async () => {
    const file = path.join(folder, 'ari.conf');
    const odd = { username: 'backend', password: new Secret('a;b') };
    await expect(
      mendAriFile({ path: file, configFolder: folder, text: '', pair: odd }),
    ).rejects.toThrow(/semicolon/);
  });
});
