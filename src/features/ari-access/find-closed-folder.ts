import path from 'node:path';
import type { AriAccessDeps } from './ari-access-deps.ts';

export type ClosedFolder = {
  readonly file: string;
  readonly folder: string;
  readonly what: 'noRight' | 'full';
};

/** Journal, snapshots and temporary files are kilobytes; a disk with less than this is about to fail. */
const neededBytes = 16 * 1024 * 1024;

/** The first of these files that could not be written now, by the looks of its folder. */
export async function findClosedFolder(
  { lookAtFolder }: Pick<AriAccessDeps, 'lookAtFolder'>,
  files: readonly string[],
): Promise<ClosedFolder | undefined> {
  for (const file of files) {
    const folder = path.dirname(file);
    const { freeBytes, isWritable } = await lookAtFolder(folder);
    if (!isWritable) return { file, folder, what: 'noRight' };
    if (freeBytes < neededBytes) return { file, folder, what: 'full' };
  }
  return undefined;
}
