import { open } from 'node:fs/promises';
import { isSystemError, Stop } from '../lib/error.ts';
import type { AsteriskCli } from './cli.ts';
import { parseRegisterFailures, type RegisterFailure } from './register-failure.ts';

/** A place in Asterisk's log: all that is said from then on stands behind it. */
export type LogMark = { readonly path: string; readonly inode: number; readonly size: number };

export type AsteriskLog = {
  /** Now. Undefined when there is no log with notices, or it may not be read. */
  readonly mark: () => Promise<LogMark | undefined>;
  /**
   * The phones turned away since, oldest first, by the last megabyte of the log; when it was rotated
   * meanwhile, by the new file. Undefined when it cannot be read.
   */
  readonly registerFailuresSince: (
    mark: LogMark,
  ) => Promise<readonly RegisterFailure[] | undefined>;
};

const maxReadBytes = 1_000_000;

/** Asterisk's own log. Nothing is changed: which file it is, Asterisk says. */
export function createAsteriskLog(cli: Pick<AsteriskCli, 'showLogFiles'>): AsteriskLog {
  return {
    mark: async () => {
      try {
        const files = await cli.showLogFiles();
        const paths = files.flatMap(({ path, levels }) => (levels.includes('NOTICE') ? path : []));
        const marks = await Promise.all(
          paths.map((path) => readFrom({ path, inode: 0, size: 0 }, 0)),
        );
        return marks.find((mark) => mark !== undefined)?.mark;
      } catch (error) {
        if (error instanceof Stop) return undefined;
        throw error;
      }
    },
    registerFailuresSince: async (mark) => {
      const read = await readFrom(mark, maxReadBytes);
      return read && parseRegisterFailures(read.text);
    },
  };
}

async function readFrom(
  { path, inode, size }: LogMark,
  maxBytes: number,
): Promise<{ readonly mark: LogMark; readonly text: string } | undefined> {
  try {
    const file = await open(path);
    try {
      const state = await file.stat();
      if (!state.isFile()) return undefined;
      const isSame = state.ino === inode && state.size >= size;
      const from = Math.max(isSame ? size : 0, state.size - maxBytes);
      const buffer = Buffer.alloc(state.size - from);
      const { bytesRead } = await file.read(buffer, 0, buffer.length, from);
      const mark = { path, inode: state.ino, size: state.size };
      return { mark, text: buffer.toString('utf8', 0, bytesRead) };
    } finally {
      await file.close();
    }
  } catch (error) {
    if (isSystemError(error)) return undefined;
    throw error;
  }
}
