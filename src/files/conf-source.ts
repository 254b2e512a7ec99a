import { open, readdir, stat } from 'node:fs/promises';
import { normalize } from 'node:path/posix';
import { isSystemError } from '../lib/error.ts';
import { readText } from './file-state.ts';
import { asFileStop } from './file-stop.ts';
import { expandBraces, fitsPath, fitsSegment, hasMagic, segmentsOf } from './glob-pattern.ts';

/** What reads the files: `readFile` gives latin1 text, undefined when there is no regular file of the name. */
export type ConfSource = {
  readonly readFile: (path: string) => Promise<string | undefined>;
  /** The paths a glob pattern (`*`, `?`, `[…]`, `{a,b}`) fits, in Asterisk's order. */
  readonly listFiles: (pattern: string) => Promise<readonly string[]>;
};

/** The files of this machine. Throws Misconfigured for a file that may not be read. */
export const confTreeFromDisk: ConfSource = {
  readFile: async (path) => {
    try {
      const stats = await stat(path);
      return stats.isFile() ? await readWhole(path, stats.size) : undefined;
    } catch (error) {
      if (isSystemError(error, 'ENOENT', 'ENOTDIR')) return undefined;
      throw asFileStop(error, path, 'read');
    }
  },
  listFiles: async (pattern) => {
    const found: string[] = [];
    for (const plain of expandBraces(pattern)) found.push(...(await listPlain(plain)));
    return found;
  },
};

/** The same files with some exchanged, added, or (undefined) gone: what a plan would leave behind. */
export function overlayFiles(
  base: ConfSource,
  overlay: ReadonlyMap<string, string | undefined>,
): ConfSource {
  const changed = new Map([...overlay].map(([path, text]) => [normalize(path), text] as const));
  return {
    readFile: async (path) =>
      changed.has(normalize(path)) ? changed.get(normalize(path)) : await base.readFile(path),
    listFiles: async (pattern) => {
      const found: string[] = [];
      for (const plain of expandBraces(pattern)) {
        const names = new Set(await base.listFiles(plain));
        for (const [path, text] of changed) {
          if (text === undefined) names.delete(path);
          else if (fitsPath(plain, path)) names.add(path);
        }
        found.push(...[...names].toSorted(byBytes));
      }
      return found;
    },
  };
}

async function readWhole(path: string, expectedSize: number): Promise<string> {
  const handle = await open(path);
  try {
    return await readText(handle, expectedSize);
  } finally {
    await handle.close();
  }
}

async function listPlain(pattern: string): Promise<readonly string[]> {
  let paths = [''];
  for (const segment of segmentsOf(pattern)) {
    const next: string[] = [];
    for (const path of paths) {
      if (!hasMagic(segment)) next.push(`${path}/${segment}`);
      else
        for (const name of await namesIn(path))
          if (fitsSegment(segment, name)) next.push(`${path}/${name}`);
    }
    paths = next;
  }
  const present = await Promise.all(
    paths.map(async (path) => ((await exists(path)) ? [path] : [])),
  );
  return present.flat().toSorted(byBytes);
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder === '' ? '/' : folder);
  } catch (error) {
    if (isSystemError(error, 'ENOENT', 'ENOTDIR')) return [];
    throw asFileStop(error, folder, 'read');
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (isSystemError(error, 'ENOENT', 'ENOTDIR')) return false;
    throw asFileStop(error, path, 'read');
  }
}

/** glob(3) in Asterisk's "C" locale sorts by bytes. */
function byBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
