import { expect, test } from 'vitest';
import { makeHome } from '../../src/sandbox/home.ts';
import { startSandboxPbx } from '../../src/sandbox/sandbox-pbx.ts';
import { hasAsterisk, startAsterisk } from '../support/asterisk.ts';
import { startTelegram } from '../support/telegram.ts';
import { startHouse, troublesOf } from './broken-house.ts';

test('in the sandbox without an Asterisk the doctor finds nothing wrong', async () => {
  const home = await makeHome();
  const pbx = await startSandboxPbx({
    ...{ tree: undefined, home: home.folder, password: 'sandbox-password-of-this-run' },
  });
  const telegram = await startTelegram();
  const house = await startHouse({ ...pbx, astCommand: pbx.command }, telegram);
  try {
    const results = await house.examine((deps) => ({ ...deps, isPbxEmulated: true }));
    expect(troublesOf(results)).toEqual([]);
  } finally {
    await house.stop();
    await Promise.all([pbx.stop(), telegram.stop(), home.remove()]);
  }
});

test.runIf(hasAsterisk)('of Asterisk 16 it is only said that nobody looks after it', async () => {
  const [asterisk, telegram] = await Promise.all([startAsterisk({ version: 16 }), startTelegram()]);
  const house = await startHouse(asterisk, telegram);
  try {
    expect(troublesOf(await house.examine())).toEqual(['warning asterisk-ended']);
  } finally {
    await house.stop();
    await Promise.all([asterisk.stop(), telegram.stop()]);
  }
});
