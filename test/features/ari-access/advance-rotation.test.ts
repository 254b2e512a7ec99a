import { readFile, writeFile } from 'node:fs/promises';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { probeAri } from '../../../src/asterisk/ari-probe.ts';
import { recoverChange } from '../../../src/change/recover-change.ts';
import { openCore, type Core } from '../../../src/core.ts';
import type { AriAccessDeps } from '../../../src/features/ari-access/index.ts';
import { runRotations } from '../../../src/features/ari-access/run-rotations.ts';
import { systemClock } from '../../../src/lib/clock.ts';
import { Unreachable } from '../../../src/lib/error.ts';
import { createLog } from '../../../src/lib/log.ts';
import { Secret } from '../../../src/lib/secret.ts';
import { readAri } from '../../../src/pbx/read-ari.ts';
import { testConfig } from '../../support/app.ts';
import { hasAsterisk, startAsterisk, type TestAsterisk } from '../../support/asterisk.ts';
import { openRotation, rotationDeps } from '../../support/rotation-deps.ts';

describe.runIf(hasAsterisk)('a rotation whose steps fail in turn', () => {
  let asterisk: TestAsterisk;
  let folder: string;
  let core: Core;
  // Not a letter of it may be lost on the way back, though nothing would write these anew.
  const first = { username: 'backend', password: 'My old p@ss!#1 ўзб' };
  const oldEnv = `# ours\nASTERISK_ARI_USERNAME=${first.username}\nASTERISK_ARI_PASSWORD='${first.password}'\n`;
  const oldConf = `[general]\nenabled = yes\n[backend]\ntype = user\nread_only = no\npassword = ${first.password}\n`;

  beforeAll(async () => {
    asterisk = await startAsterisk();
  });
  afterAll(() => asterisk.stop());

  beforeEach(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'nb-rotation-'));
    await writeFile(conf(), oldConf);
    await writeFile(env(), oldEnv);
    await asterisk.reload('res_ari.so');
    const config = testConfig(
      { ...asterisk, ...first },
      { apiRoot: 'http://127.0.0.1:9', token: '1:x' },
      folder,
    );
    core = await openCore(config, systemClock, createLog({ level: 'silent' }));
  });
  afterEach(async () => {
    await core.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const env = () => path.join(folder, '.env');
  const conf = () => path.join(asterisk.etc, 'ari.conf');
  const policy = { stableMs: 0, fixedByEnvironment: [], graceMs: 0, dependants: [] };
  const broken: Partial<AriAccessDeps> = {
    policy: { ...policy, rotation: 'alternating', dependants: ['shop'] },
    processes: {
      list: () =>
        Promise.resolve([
          { id: 1, name: 'shop', pid: 5, isOnline: true, restarts: 0, variables: new Set() },
        ]),
      restart: () => Promise.reject(new Unreachable('pm2 did not answer within 60 s.')),
    },
  };

  async function pairNow() {
    const { pair } = await readAri(core.ariFolder);
    if (!pair) throw new Error('no pair in .env');
    return pair;
  }
  async function isTaken(username: string, password: string): Promise<boolean> {
    const verdict = await core.askPair({ username, password: new Secret(password) });
    return verdict.type === 'accepted';
  }
  async function passwordOf(name: string): Promise<string> {
    const { users } = await readAri(core.ariFolder);
    return users.find((user) => user.name === name)?.password.reveal() ?? '';
  }

  /** Opens a rotation and takes it as far as it goes now. */
  async function run(own: Partial<AriAccessDeps> = {}, isLeaked = false) {
    const deps = rotationDeps(core, own);
    const rotations = runRotations(deps);
    await openRotation(deps, isLeaked);
    const opened = await deps.store.findOpen();
    if (!opened) throw new Error('nothing was opened');
    const next = await passwordOf(opened.nextUser);
    const find = () => deps.store.find(opened.rotationId);
    return { deps, rotations, next, find, ...opened };
  }

  test('a program that does not come back has everything put back, letter by letter', async () => {
    const { rotations, find, next, nextUser } = await run(broken);
    await rotations.begin();
    await rotations.look();
    expect(await find()).toMatchObject({
      state: 'putBack',
      remarks: [{ key: 'ari-dependant-pm2' }, { key: 'ari-remark-still-down' }],
    });
    expect(await readFile(env(), 'utf8')).toBe(oldEnv);
    expect(await isTaken(first.username, first.password)).toBe(true);
    expect(await isTaken(nextUser, next)).toBe(false);
    await core.ari.ping();
  });

  test('after a leak there is no way back: the program is named, the old password stays dead', async () => {
    const { rotations, find, next, nextUser } = await run(broken, true);
    await rotations.begin();
    await rotations.look();
    expect(await find()).toMatchObject({ state: 'stuck', remarks: [{ key: 'ari-dependant-pm2' }] });
    expect(await isTaken(first.username, first.password)).toBe(false);
    expect(await isTaken(nextUser, next)).toBe(true);
  });

  test('one user: both files are put back byte by byte', async () => {
    const single = { ...broken.policy, ...policy, rotation: 'single' as const };
    const { rotations, find } = await run({
      ...broken,
      policy: { ...single, dependants: ['shop'] },
    });
    expect(await isTaken(first.username, first.password)).toBe(false);
    await rotations.begin();
    await rotations.look();
    expect(await find()).toMatchObject({ state: 'putBack' });
    expect(await readFile(env(), 'utf8')).toBe(oldEnv);
    expect(await readFile(conf(), 'utf8')).toBe(oldConf);
    expect(await isTaken(first.username, first.password)).toBe(true);
    await core.ari.ping();
  });

  test('one user: done, its name stays and the old password is dead', async () => {
    const { rotations, find, next } = await run({ policy: { ...policy, rotation: 'single' } });
    await rotations.begin();
    await rotations.look();
    expect(await find()).toMatchObject({ state: 'done', nextUser: 'backend' });
    expect((await pairNow()).password.reveal()).toBe(next);
    expect(await isTaken('backend', next)).toBe(true);
    expect(await isTaken(first.username, first.password)).toBe(false);
    await core.ari.ping();
  });

  test('a new password that somebody edits before the switch is not switched to', async () => {
    const { rotations, find, next } = await run();
    const text = await readFile(conf(), 'utf8');
    await writeFile(conf(), text.replace(next, 'edited-by-hand-meanwhile'));
    await rotations.begin();
    await rotations.look();
    expect(await find()).toMatchObject({ state: 'putBack' });
    expect(await readFile(env(), 'utf8')).toBe(oldEnv);
    expect(await passwordOf('backend_b')).not.toBe('edited-by-hand-meanwhile');
    expect(await isTaken(first.username, first.password)).toBe(true);
  });

  test('a .env that somebody puts back in the grace ends the rotation as put back', async () => {
    const graceful = { ...policy, rotation: 'alternating' as const, graceMs: 600_000 };
    const { rotations, find, next, nextUser } = await run({ policy: graceful });
    await rotations.begin();
    await rotations.look();
    expect(await find()).toMatchObject({ state: 'grace' });
    await writeFile(env(), oldEnv);
    await rotations.look();
    expect(await find()).toMatchObject({ state: 'putBack' });
    expect(await isTaken(nextUser, next)).toBe(false);
    expect(await isTaken(first.username, first.password)).toBe(true);
  });

  test('a password that somebody breaks in ari.conf has .env go over to the user that is still let in', async () => {
    const graceful = { ...policy, rotation: 'alternating' as const, graceMs: 600_000 };
    const { rotations, find, next } = await run({ policy: graceful });
    await rotations.begin();
    await rotations.look();
    // What nothing would write into .env anew cannot be gone over to.
    const plain = 'a-plain-password-1';
    const text = await readFile(conf(), 'utf8');
    await writeFile(conf(), text.replace(next, 'edited-by-hand').replace(first.password, plain));
    await asterisk.reload('res_ari.so');
    await rotations.look();
    expect(await find()).toMatchObject({ state: 'stuck' });
    expect(await pairNow()).toMatchObject({ username: 'backend' });
    expect((await pairNow()).password.reveal()).toBe(plain);
    await core.ari.ping();
  });

  test('a .env with a pair of somebody else is left alone, and both passwords stay good', async () => {
    const graceful = { ...policy, rotation: 'alternating' as const, graceMs: 600_000 };
    const { rotations, find, next, nextUser } = await run({ policy: graceful });
    await rotations.begin();
    await rotations.look();
    await writeFile(env(), 'ASTERISK_ARI_USERNAME=other\nASTERISK_ARI_PASSWORD=other\n');
    await rotations.look();
    expect(await find()).toMatchObject({ state: 'stuck' });
    expect(await isTaken(nextUser, next)).toBe(true);
    expect(await isTaken(first.username, first.password)).toBe(true);
  });

  test('a clock that is set back a day does not keep the old password alive', async () => {
    let offset = 0;
    const clock = { now: () => Date.now() + offset };
    const graceful = { ...policy, rotation: 'alternating' as const, graceMs: 600_000 };
    const { rotations, find } = await run({ policy: graceful, clock });
    await rotations.begin();
    await rotations.look();
    offset = -24 * 3600_000;
    await rotations.look();
    expect(await find()).toMatchObject({ state: 'done' });
    expect(await isTaken(first.username, first.password)).toBe(false);
  });

  test('one that a process left behind goes back, though the clock was set back a day at the next start', async () => {
    const { find, next, nextUser } = await run();
    const later = { now: () => Date.now() - 24 * 3600_000 };
    const rotations = runRotations(rotationDeps(core, { clock: later }));
    await rotations.look();
    expect(await find()).toMatchObject({ state: 'putBack' });
    expect(await isTaken(first.username, first.password)).toBe(true);
    expect(await isTaken(nextUser, next)).toBe(false);
  });

  test('without the console the password is changed, and it is said that sessions could not be cut', async () => {
    const away = () => Promise.reject(new Unreachable('no console'));
    const cli = { showAriSessions: away, shutDownAriSessions: away };
    const { rotations, find } = await run({ cli });
    await rotations.begin();
    await rotations.look();
    expect(await find()).toMatchObject({
      state: 'done',
      remarks: [{ key: 'ari-remark-sessions' }],
    });
  });

  test('an Asterisk that hangs at the switch leaves .env as it was, and the rest when it is back', async () => {
    const ask: AriAccessDeps['ask'] = (pair) =>
      probeAri({ ...pair, url: asterisk.ariUrl }, { deadlineMs: 500 });
    const { deps, rotations, find, next, nextUser } = await run({ ask });
    asterisk.freeze();
    try {
      await rotations.begin();
      await rotations.look();
    } finally {
      asterisk.thaw();
    }
    expect(await readFile(env(), 'utf8')).toBe(oldEnv);
    expect(await find()).toMatchObject({ state: 'aborting' });
    await recoverChange(deps.change);
    await rotations.look();
    expect(await find()).toMatchObject({ state: 'putBack' });
    expect(await isTaken(first.username, first.password)).toBe(true);
    expect(await isTaken(nextUser, next)).toBe(false);
  });
});
