import { mkdtempSync, rmSync } from 'node:fs';
import { glob, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isSystemError } from '../lib/error.ts';

/** A folder that lives as long as our process. */
export type Home = {
  /** Absolute; nobody else may read it. */
  readonly folder: string;
  readonly remove: () => Promise<void>;
};

/**
 * Makes a new folder named after our process; it goes when the process ends. Those of processes that
 * could not tidy up (`kill -9`) are removed on the way.
 */
export async function makeHome(): Promise<Home> {
  // A socket's path may have 107 bytes: a long TMPDIR is no place for it.
  const parent = tmpdir().length > 60 ? '/tmp' : tmpdir();
  for await (const old of glob('nv-*-*', { cwd: parent })) {
    const owner = Number(old.split('-')[1]);
    if (isAlive(owner)) continue;
    // Another user's is theirs to tidy up.
    await rm(join(parent, old), { recursive: true, force: true }).catch(() => undefined);
  }
  // Made and bound to our end at one stroke: no signal comes between.
  const folder = mkdtempSync(join(parent, `nv-${process.pid}-`));
  const sweep = (): void => {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  };
  process.on('exit', sweep);
  return {
    folder,
    remove: async () => {
      process.off('exit', sweep);
      await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return isSystemError(error, 'EPERM');
  }
}
