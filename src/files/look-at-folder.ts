import { access, constants, statfs } from 'node:fs/promises';
import { isSystemError } from '../lib/error.ts';

/** What can be written in a folder: the bytes that are free on its disk, and whether we may. */
export async function lookAtFolder(
  folder: string,
): Promise<{ readonly freeBytes: number; readonly isWritable: boolean }> {
  const { bavail, bsize } = await statfs(folder);
  const isWritable = await access(folder, constants.W_OK).then(
    () => true,
    (error: unknown) => {
      if (isSystemError(error, 'EACCES', 'EPERM', 'EROFS')) return false;
      throw error;
    },
  );
  return { freeBytes: bavail * bsize, isWritable };
}
