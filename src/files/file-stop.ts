import { Misconfigured, NotFound, Stop, isSystemError } from '../lib/error.ts';

/** What each system error means to the person who can mend it; the old file is intact in every case. */
const sentences: Readonly<Record<string, (path: string, doing: 'read' | 'write') => string>> = {
  EACCES: (path, doing) => noRight(path, doing),
  EPERM: (path, doing) => noRight(path, doing),
  EROFS: (path) => `${path} is on a read-only file system; please mount it for writing.`,
  ENOSPC: (path) => `The disk of ${path} is full; please free some space.`,
  EDQUOT: (path) => `The disk quota for ${path} is used up; please free some space.`,
  EFBIG: (path) => `${path} may not grow that large here (a limit of this process or file system).`,
  EBUSY: (path) => mounted(path),
  EXDEV: (path) => mounted(path),
  EISDIR: (path) => `${path} is a folder, not a file.`,
  ENOTDIR: (path) => `A folder of ${path} is a file.`,
  ELOOP: (path) => `${path} was exchanged for a symbolic link while we looked.`,
  EIO: (path) => `The disk of ${path} reports an error; please check it before anything else.`,
};

/** Turns a Node system error at a file into a Stop with a remedy; anything else comes back as it is. */
export function asFileStop(error: unknown, path: string, doing: 'read' | 'write'): unknown {
  if (error instanceof Stop || !(error instanceof Error) || !isSystemError(error)) return error;
  if (isSystemError(error, 'ENOENT')) {
    return new NotFound(`The folder of ${path} does not exist.`, { cause: error });
  }
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const sentence = sentences[code]?.(path, doing);
  if (sentence === undefined) return error;
  return new Misconfigured(sentence, { cause: error, details: { path, code } });
}

function noRight(path: string, doing: 'read' | 'write'): string {
  return doing === 'read'
    ? `${path} may not be read by this program; please give its user the right.`
    : `${path} or its folder may not be written by this program; please give its user the right.`;
}

function mounted(path: string): string {
  return `${path} is mounted as a single file and cannot be exchanged; please mount its folder instead.`;
}
