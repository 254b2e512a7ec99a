import { expect, test } from 'vitest';
import { makeHome } from '../../src/sandbox/home.ts';
import { startSandboxPbx } from '../../src/sandbox/sandbox-pbx.ts';
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
