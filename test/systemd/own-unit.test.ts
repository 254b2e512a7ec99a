import { mkdtempSync, openSync, closeSync, fstatSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findOwnUnit, unitIn } from '../../src/systemd/own-unit.ts';

let folder: string;
let output: number;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nb-unit-'));
  output = openSync(join(folder, 'output'), 'w');
});
afterEach(() => {
  closeSync(output);
  rmSync(folder, { recursive: true });
});

const navbatchi = { scope: 'system', name: 'navbatchi.service' } as const;

// Shapes as systemd makes them; the first is that of a machine with cgroups of both versions.
test.each([
  ['12:pids:/system.slice/x\n1:name=systemd:/system.slice/navbatchi.service\n0::/', navbatchi],
  ['0::/system.slice/navbatchi.service\n', navbatchi],
  ['0::/system.slice/navbatchi.service/inner\n', navbatchi],
  ['0::/bots.slice/bots-tg.slice/navbatchi.service\n', navbatchi],
  [
    '0::/system.slice/system-bot.slice/bot@a\\x2db.service',
    { ...navbatchi, name: 'bot@a\\x2db.service' },
  ],
  ['0::/system.slice/_memory.service\n', { ...navbatchi, name: 'memory.service' }],
  [
    '0::/user.slice/user-1000.slice/user@1000.service/app.slice/navbatchi.service\n',
    { scope: 'user', name: 'navbatchi.service' },
  ],
  ['0::/user.slice/user-1000.slice/session-3.scope\n', undefined],
  ['0::/user.slice/user-1000.slice/user@1000.service/init.scope\n', undefined],
  ['9:name=systemd:/\n8:pids:/\n0::/\n', undefined],
  ['0::/system.slice/--flag x.service\n', undefined],
  ['', undefined],
])('%j', (text, unit) => {
  expect(unitIn(text)).toEqual(unit);
});

test('only a process whose standard output is the journal has one', () => {
  const cgroupFile = join(folder, 'cgroup');
  writeFileSync(cgroupFile, '0::/system.slice/navbatchi.service\n');
  const { dev, ino } = fstatSync(output);
  const find = (stream: string | undefined) =>
    findOwnUnit({ JOURNAL_STREAM: stream }, { output, cgroupFile });
  expect(find(`${dev}:${ino}`)).toEqual(navbatchi);
  // As under pm2, which was started by systemd.
  expect(find(`${dev}:${ino + 1}`)).toBeUndefined();
  expect(find(undefined)).toBeUndefined();
  const elsewhere = { output, cgroupFile: join(folder, 'none') };
  expect(findOwnUnit({ JOURNAL_STREAM: `${dev}:${ino}` }, elsewhere)).toBeUndefined();
});
