import { constants } from 'node:fs';
import { lstat, open, readdir, rename, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Conflict, InvalidInput, Misconfigured, isSystemError } from '../lib/error.ts';
import {
  noFollow,
  readReal,
  readText,
  type FileIdentity,
  type FileState,
  type FoundFile,
} from './file-state.ts';
import { asFileStop } from './file-stop.ts';
import { realFile } from './real-file.ts';
import {
  adoptFolder,
  keepOwner,
  temporaryName,
  temporaryPath,
  writeWhole,
} from './temporary-file.ts';

export { sha256, type FileIdentity, type FileState } from './file-state.ts';

export type FileEdit = {
  /** latin1. */
  readonly text: string;
  /** sha256 of what must be there now; undefined: it must not exist yet. */
  readonly expected: string | undefined;
  /** For a new file, default 0o640; an existing one keeps its own. */
  readonly mode?: number;
  /** Reads what truly reached the disk, before it takes the file's place; may throw to stop the edit. */
  readonly check?: (text: string) => void;
};

/** Reads a file, symbolic links followed; undefined when there is none. Throws Misconfigured for what is no plain readable file. */
export async function readFileState(path: string): Promise<FileState | undefined> {
  try {
    const found = await readReal(await realFile(path));
    return found && { text: found.text, identity: found.identity };
  } catch (error) {
    throw asFileStop(error, path, 'read');
  }
}

/**
 * Puts a file in the place of another, whole or not at all, surviving a power cut: written aside,
 * synced, read back, owner and mode kept, renamed, folder synced. A symbolic link stays and its
 * target is exchanged. Throws Conflict when the file is not what was expected, Misconfigured for a
 * full disk, missing rights, a read-only or mounted file, or hard links; the old file is then intact
 * and nothing is left behind. Source of the steps: LWN "Ensuring data reaches disk", and
 * write-file-atomic's short write (2026-11).
 */
export async function replaceFile(path: string, edit: FileEdit): Promise<FileIdentity> {
  if (/[^\0-\xff]/.test(edit.text)) throw new InvalidInput('The text is not encoded to bytes.');
  try {
    const real = await realFile(path);
    const original = await readReal(real);
    requireExpected(path, original, edit.expected);
    return await withFolder(dirname(real), async (folder) => {
      const temporary = temporaryPath(real);
      try {
        await writeWhole(temporary, edit.text);
        await finishTemporary(temporary, { path, real, edit, original });
        requireSame(path, await readReal(real), original);
        await rename(temporary, real);
      } catch (error) {
        await unlink(temporary).catch(ignoreMissing);
        throw error;
      }
      await folder.sync();
      return await readBack(path, real, edit.text);
    });
  } catch (error) {
    throw asFileStop(error, path, 'write');
  }
}

/** Removes a file that still is what was expected. Throws Conflict when it is not, Misconfigured as `replaceFile`. */
export async function removeFile(path: string, expectedSha256: string): Promise<void> {
  try {
    const real = await realFile(path);
    if ((await lstat(path)).isSymbolicLink()) {
      throw new Misconfigured(`${path} is a symbolic link; please remove it by hand.`);
    }
    requireExpected(path, await readReal(real), expectedSha256);
    await withFolder(dirname(real), async (folder) => {
      await unlink(real);
      await folder.sync();
    });
  } catch (error) {
    if (isSystemError(error, 'ENOENT')) throw new Conflict(`${path} is gone.`, { cause: error });
    throw asFileStop(error, path, 'write');
  }
}

/** Removes what a crash in the middle of `replaceFile` left in a folder; call it before the first edit. Returns the names. */
export async function sweepTemporaries(folder: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    const names = entries
      .filter((entry) => entry.isFile() && temporaryName.test(entry.name))
      .map((entry) => entry.name);
    for (const name of names) await unlink(join(folder, name)).catch(ignoreMissing);
    return names;
  } catch (error) {
    if (isSystemError(error, 'ENOENT')) return [];
    throw asFileStop(error, folder, 'write');
  }
}

function requireExpected(
  path: string,
  original: FoundFile | undefined,
  expected: string | undefined,
): void {
  if (original && original.stats.nlink > 1) {
    throw new Misconfigured(
      `${path} has ${original.stats.nlink} names (hard links); replacing it would part them. Please make it one file.`,
    );
  }
  if (original?.identity.sha256 === expected) return;
  if (original === undefined) throw new Conflict(`${path} is gone.`);
  throw new Conflict(
    expected === undefined ? `${path} exists already.` : `${path} was changed meanwhile.`,
  );
}

/** The last look before the rename: nobody saved the file between our reading and now. */
function requireSame(
  path: string,
  now: FoundFile | undefined,
  before: FoundFile | undefined,
): void {
  const isSame =
    now?.text === before?.text &&
    now?.identity.inode === before?.identity.inode &&
    now?.identity.device === before?.identity.device;
  if (!isSame) throw new Conflict(`${path} was changed while we wrote.`);
}

async function withFolder<Result>(
  path: string,
  work: (folder: { sync: () => Promise<void> }) => Promise<Result>,
): Promise<Result> {
  // Windows cannot open folders; NTFS journals renames itself.
  if (process.platform === 'win32') return await work({ sync: () => Promise.resolve() });
  const handle = await open(path, constants.O_RDONLY | constants.O_DIRECTORY);
  try {
    return await work({ sync: () => handle.sync() });
  } finally {
    await handle.close();
  }
}

async function finishTemporary(
  temporary: string,
  { path, real, edit, original }: Finish,
): Promise<void> {
  const handle = await open(temporary, constants.O_RDWR | noFollow);
  try {
    const written = await readText(handle, edit.text.length);
    if (written !== edit.text) throw notAsWritten(path);
    edit.check?.(written);
    if (original === undefined) await adoptFolder(handle, dirname(real));
    else await keepOwner(handle, original.stats, path);
    await handle.chmod(
      original === undefined ? (edit.mode ?? 0o640) : original.stats.mode & 0o7777,
    );
    await handle.sync();
  } finally {
    await handle.close();
  }
}

type Finish = {
  readonly path: string;
  readonly real: string;
  readonly edit: FileEdit;
  readonly original: FoundFile | undefined;
};

async function readBack(path: string, real: string, text: string): Promise<FileIdentity> {
  const now = await readReal(real);
  if (now?.text !== text) throw notAsWritten(path);
  return now.identity;
}

function notAsWritten(path: string): Misconfigured {
  return new Misconfigured(`${path} does not read back as it was written; please check the disk.`);
}

function ignoreMissing(error: unknown): void {
  if (!isSystemError(error, 'ENOENT')) throw error;
}
