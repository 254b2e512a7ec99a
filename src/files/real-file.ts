import { lstat, readlink, realpath } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Misconfigured, isSystemError } from '../lib/error.ts';

/**
 * The path without symbolic links, also of a file that does not exist yet in a folder that does.
 * Throws Misconfigured for a link that leads nowhere or in a circle.
 */
export async function realFile(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    if (isSystemError(error, 'ELOOP')) {
      throw new Misconfigured(`${path} is a symbolic link that leads in a circle.`, {
        cause: error,
      });
    }
    if (!isSystemError(error, 'ENOENT')) throw error;
  }
  await requireNoLink(path);
  const folder = await realpath(dirname(path)).catch((error: unknown) => {
    if (isSystemError(error, 'ENOENT')) return dirname(path);
    throw error;
  });
  return join(folder, basename(path));
}

async function requireNoLink(path: string): Promise<void> {
  try {
    if (!(await lstat(path)).isSymbolicLink()) return;
  } catch (error) {
    if (isSystemError(error, 'ENOENT')) return;
    throw error;
  }
  throw new Misconfigured(
    `${path} is a symbolic link to ${await readlink(path)}, which is missing.`,
  );
}
