import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createPm2, type ProcessControl } from '../../src/change/process-control.ts';

// The real pm2 is tried in test/flows/rotation-dependants.test.ts; here it says odd things.
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'nb-pm2-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function saying(text: string, exitCode = 0): ProcessControl {
  const file = path.join(folder, 'pm2.mjs');
  writeFileSync(file, `console.log(${JSON.stringify(text)}); process.exitCode = ${exitCode};`);
  return createPm2([process.execPath, file]);
}

const listed = JSON.stringify([
  {
    pm_id: 3,
    name: 'shop',
    pid: 42,
    pm2_env: {
      status: 'online',
      restart_time: 1,
      SECRET: 'x',
      env: { ASTERISK_ARI_PASSWORD: 'y' },
    },
  },
  { pm_id: 4, name: 'away', pm2_env: { status: 'errored' } },
]);

test('the list is found behind what pm2 says about its daemon', async () => {
  const said = `[PM2] Spawning PM2 daemon\n>>>> In-memory PM2 is out-of-date\n${listed}`;
  const [shop, away] = await saying(said).list();
  expect(shop).toMatchObject({ id: 3, name: 'shop', pid: 42, isOnline: true, restarts: 1 });
  expect(shop?.variables.has('ASTERISK_ARI_PASSWORD')).toBe(true);
  expect(away).toMatchObject({ pid: 0, isOnline: false, restarts: 0 });
});

test('a list that cannot be read is Refused, without what was printed', async () => {
  const broken = `${listed.slice(0, -3)} SECRET`;
  const failure = await saying(broken)
    .list()
    .catch((error: unknown) => error);
  expect(failure).toMatchObject({ code: 'Refused' });
  expect(String(failure) + JSON.stringify(failure)).not.toContain('SECRET');
});

test('a restart that pm2 does not do is Refused; a pm2 that is not there is Misconfigured', async () => {
  await expect(saying('[PM2][ERROR] Process 3 not found', 1).restart(3)).rejects.toMatchObject({
    code: 'Refused',
  });
  await expect(createPm2([path.join(folder, 'none')]).list()).rejects.toMatchObject({
    code: 'Misconfigured',
  });
});
