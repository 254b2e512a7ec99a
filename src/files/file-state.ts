import { hash } from 'node:crypto';
import { constants, type Stats } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { Misconfigured, isSystemError } from '../lib/error.ts';

/** Equal identities: nobody wrote or exchanged the file meanwhile. */
export type FileIdentity = {
  readonly sha256: string;
  readonly inode: number;
  readonly device: number;
};

export type FileState = {
  /** latin1: every byte is one character. */
  readonly text: string;
  readonly identity: FileIdentity;
};

/** A file as found, with what an edit must keep. */
export type FoundFile = FileState & { readonly stats: Stats };

/** Configuration is kilobytes; beyond this somebody named the wrong file. */
const largestBytes = 64 * 1024 * 1024;

/** Windows has no such flag. */
export const noFollow = (constants.O_NOFOLLOW as number | undefined) ?? 0;

/** sha256 of the bytes behind a latin1 text, in hex. */
export function sha256(text: string): string {
  return hash('sha256', Buffer.from(text, 'latin1'));
}

/** Reads the file of a path without links; undefined when there is none. Throws Misconfigured for a folder, a pipe, a device. */
export async function readReal(real: string): Promise<FoundFile | undefined> {
  const handle = await openExisting(real);
  if (handle === undefined) return undefined;
  try {
    const stats = await handle.stat();
    if (!stats.isFile()) throw new Misconfigured(`${real} is not a regular file.`);
    if (stats.size > largestBytes)
      throw new Misconfigured(`${real} is too big to be a settings file.`);
    const text = await readText(handle, stats.size);
    return { text, stats, identity: identityOf(text, stats) };
  } finally {
    await handle.close();
  }
}

/** All of an open file, as latin1. In one read where the size is right: Node's own takes half a megabyte at a time. */
export async function readText(handle: FileHandle, expectedSize: number): Promise<string> {
  let buffer = Buffer.allocUnsafe(expectedSize + 1);
  for (let length = 0; ;) {
    const { bytesRead } = await handle.read(buffer, length, buffer.length - length, length);
    if (bytesRead === 0) return buffer.toString('latin1', 0, length);
    length += bytesRead;
    if (length > largestBytes) throw new Misconfigured('The file grows while it is read.');
    if (length === buffer.length) buffer = Buffer.concat([buffer, Buffer.alloc(buffer.length)]);
  }
}

/** Most readers look at the text alone; 2 MB take a millisecond to hash. */
function identityOf(text: string, { ino, dev }: Stats): FileIdentity {
  let known: string | undefined;
  return {
    get sha256() {
      known ??= sha256(text);
      return known;
    },
    inode: ino,
    device: dev,
  };
}

async function openExisting(real: string): Promise<FileHandle | undefined> {
  try {
    // Without O_NONBLOCK a named pipe in the file's place would hold us for ever.
    return await open(real, constants.O_RDONLY | constants.O_NONBLOCK | noFollow);
  } catch (error) {
    if (isSystemError(error, 'ENOENT')) return undefined;
    throw error;
  }
}
