import { spawnSync } from 'node:child_process';
import { mkdtempSync, mkdirSync, rmSync, symlinkSync, writeFileSync, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isOnPath } from '../support/asterisk-tree.ts';

const script = join(import.meta.dirname, '../../scripts/get-debian-package');

describe('get-debian-package', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'get-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  const get = (argv: readonly string[], environment: NodeJS.ProcessEnv = {}) => {
    const { status, stderr } = spawnSync('/bin/bash', [script, ...argv], {
      encoding: 'utf8',
      env: { ...process.env, ...environment },
    });
    return { status, stderr };
  };

  it('shows how it is used when it is used wrongly', () => {
    expect(get(['forky'])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('Usage:') as unknown,
    });
  });

  it('does not touch a folder that is not its own', () => {
    writeFileSync(join(folder, 'letter'), 'dear');
    expect(get(['forky', 'tcc', folder])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('is not ours') as unknown,
    });
    expect(existsSync(join(folder, 'letter'))).toBe(true);
  });

  it('does nothing when what is asked for is there', () => {
    const destination = join(folder, 'there');
    mkdirSync(destination);
    writeFileSync(join(destination, '.packages'), 'forky tcc [.]\ntcc 1\n');
    expect(get(['--dependencies', '.', 'forky', 'tcc', destination])).toEqual({
      status: 0,
      stderr: '',
    });
  });

  it('says that there is no apt on this machine', () => {
    for (const tool of ['head', 'rmdir', 'dirname', 'mkdir']) {
      symlinkSync(`/usr/bin/${tool}`, join(folder, tool));
    }
    expect(get(['forky', 'tcc', join(folder, 'new')], { PATH: folder })).toMatchObject({
      status: 3,
      stderr: expect.stringContaining('no apt-get') as unknown,
    });
  });

  it.runIf(isOnPath('apt-get'))('says that the mirror is out of reach, and leaves nothing', () => {
    const destination = join(folder, 'new');
    const mirror = { NAVBATCHI_DEBIAN_MIRROR: 'http://127.0.0.1:9/debian' };
    expect(get(['forky', 'tcc', destination], mirror)).toMatchObject({
      status: 4,
      stderr: expect.stringContaining('cannot read forky') as unknown,
    });
    expect(existsSync(destination)).toBe(false);
    expect(existsSync(`${destination}.partial`)).toBe(false);
  });
});
