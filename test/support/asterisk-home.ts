import { glob, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { isSystemError } from '../../src/lib/error.ts';

/**
 * A new folder named after our process; those of processes that are gone (a killed test run could
 * not tidy up) are removed on the way.
 */
export async function makeHome(): Promise<string> {
  // A socket's path may have 107 bytes: a long TMPDIR is no place for it.
  const parent = tmpdir().length > 60 ? '/tmp' : tmpdir();
  for await (const old of glob('nv-*-*', { cwd: parent })) {
    const owner = Number(old.split('-')[1]);
    if (!isAlive(owner)) await rm(join(parent, old), { recursive: true, force: true });
  }
  return mkdtemp(join(parent, `nv-${process.pid}-`));
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return isSystemError(error, 'EPERM');
  }
}

/** Makes the folders Asterisk expects below `home`, and writes `files` into `etc`. */
export async function writeHome(
  home: string,
  files: Readonly<Record<string, string>>,
): Promise<void> {
  const folders = ['etc', 'run', 'log/cdr-csv', 'lib/keys', 'lib/moh', 'spool', 'cache'];
  await Promise.all(folders.map((folder) => mkdir(join(home, folder), { recursive: true })));
  await Promise.all(
    Object.entries(files).map(async ([name, text]) => {
      const path = join(home, 'etc', name);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, text);
    }),
  );
}

/** Where an unpacked Asterisk has its modules: with or without a folder per platform. */
export async function modulesFolder(tree: string): Promise<string> {
  for await (const found of glob(join(tree, 'usr/lib/{*/,}asterisk/modules'))) return found;
  throw new Error(`${tree} holds no Asterisk`);
}
