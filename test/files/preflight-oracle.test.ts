import { rm, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasAsterisk, startAsterisk, type TestAsterisk } from '../support/asterisk.ts';
import { ariCases } from './broken-ari.ts';
import { pjsipCases, sipPortMark } from './broken-pjsip.ts';
import { ariStatus, goodAri, pjsipObjects, reloadAri } from './started-objects.ts';

// The others are tried in test/torture/files.ts.
const timeBombs = ariCases.filter(({ afterReload, afterStart }) => afterReload !== afterStart);

describe.runIf(hasAsterisk)('a real Asterisk does what the pre-flight says', () => {
  let asterisk: TestAsterisk;
  beforeAll(async () => {
    asterisk = await startAsterisk();
  });
  afterAll(async () => {
    await asterisk.stop();
  });

  test.each(ariCases)('after a reload, ari.conf with $name', async ({ text, afterReload }) => {
    await reloadAri(asterisk, goodAri);
    expect(await ariStatus(asterisk, 'old-password')).toBe(200);
    await reloadAri(asterisk, text);
    expect(await ariStatus(asterisk, 'new-password')).toBe(afterReload);
  });

  test.each(timeBombs)(
    'after a cold start, the time bomb of $name',
    async ({ text, afterStart }) => {
      await asterisk.kill9();
      await writeFile(join(asterisk.etc, 'ari.conf'), text, 'latin1');
      await asterisk.start();
      expect(await ariStatus(asterisk, 'new-password')).toBe(afterStart);
      expect(await ariStatus(asterisk, 'old-password')).not.toBe(200);
    },
  );

  test.each(pjsipCases)('after a cold start, pjsip.conf with $name', async ({ files, made }) => {
    await asterisk.kill9();
    for (const [name, text] of Object.entries(files)) {
      await mkdir(dirname(join(asterisk.etc, name)), { recursive: true });
      await writeFile(
        join(asterisk.etc, name),
        text.replace(sipPortMark, String(asterisk.sipPort)),
        'latin1',
      );
    }
    await asterisk.start();
    expect(await pjsipObjects(asterisk)).toEqual(made);
    for (const name of Object.keys(files)) await rm(join(asterisk.etc, name));
  });
});
