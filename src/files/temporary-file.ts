import { randomBytes } from 'node:crypto';
import { constants, type Stats } from 'node:fs';
import { lstat, open, type FileHandle } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Misconfigured, isSystemError } from '../lib/error.ts';
import { noFollow } from './file-state.ts';

/** The names `temporaryPath` gives. */
export const temporaryName = /^\..+\.[0-9a-f]{16}\.tmp$/;

/** Begins with a dot and ends in `.tmp`, so that no `*.conf` of an include takes it in. */
export function temporaryPath(real: string): string {
  return join(dirname(real), `.${basename(real)}.${randomBytes(8).toString('hex')}.tmp`);
}

/** Writes a new file of our own and waits until the disk has it. */
export async function writeWhole(path: string, text: string): Promise<void> {
  const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | noFollow;
  const handle = await open(path, flags, 0o600);
  try {
    const bytes = Buffer.from(text, 'latin1');
    // One write may take less than asked for, without an error, when the disk is nearly full.
    for (let at = 0; at < bytes.length;) {
      const { bytesWritten } = await handle.write(bytes, at, bytes.length - at);
      if (bytesWritten === 0) throw new Misconfigured(`Nothing more can be written to ${path}.`);
      at += bytesWritten;
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Gives the temporary file the owner of the file it replaces. Throws Misconfigured without the right to. */
export async function keepOwner(handle: FileHandle, stats: Stats, path: string): Promise<void> {
  const own = await handle.stat();
  if (own.uid === stats.uid && own.gid === stats.gid) return;
  try {
    await handle.chown(stats.uid, stats.gid);
  } catch (error) {
    if (!isSystemError(error, 'EPERM', 'EACCES')) throw error;
    throw new Misconfigured(
      `${path} belongs to user ${stats.uid}, group ${stats.gid}, and this program may not give files to them; run it as that user or as root.`,
      { cause: error },
    );
  }
}

/** A new file belongs to whom its folder belongs, so that Asterisk can read what root wrote. */
export async function adoptFolder(handle: FileHandle, folder: string): Promise<void> {
  const [own, { uid, gid }] = [await handle.stat(), await lstat(folder)];
  if (own.uid === uid && own.gid === gid) return;
  // Without the right to, it stays ours: a fresh file has no owner to lose.
  await handle.chown(uid, gid).catch(async (error: unknown) => {
    if (!isSystemError(error, 'EPERM')) throw error;
    await handle.chown(own.uid, gid).catch(ignoreDenied);
  });
}

function ignoreDenied(error: unknown): void {
  if (!isSystemError(error, 'EPERM')) throw error;
}
