import { open } from 'node:fs/promises';
import { isSystemError } from '../../lib/error.ts';
import { mentions, readLogLine, type LogLine } from './log-line.ts';
import type { LogsDeps } from './logs-deps.ts';

/** Far more than anybody reads on a phone, and little to read from a file. */
const tailBytes = 1024 * 1024;

/** The newest entries, oldest first: those with `word` in them, at most `count`. */
export async function readLog(
  { recentLines, logFile }: Pick<LogsDeps, 'recentLines' | 'logFile'>,
  { count, word }: { readonly count: number; readonly word: string },
): Promise<readonly LogLine[]> {
  const lines = (logFile === undefined ? undefined : await readTail(logFile)) ?? recentLines();
  const entries: LogLine[] = [];
  for (const text of lines) {
    const entry = readLogLine(text, entries.at(-1)?.at ?? 0);
    if (entry) entries.push(entry);
  }
  return entries.filter((entry) => word === '' || mentions(entry, word)).slice(-count);
}

/** Undefined when there is no such file, or it is not for us: then this life's lines must do. */
async function readTail(file: string): Promise<readonly string[] | undefined> {
  try {
    await using handle = await open(file);
    const { size } = await handle.stat();
    const start = Math.max(0, size - tailBytes);
    const { buffer, bytesRead } = await handle.read({
      buffer: Buffer.alloc(Math.min(size, tailBytes)),
      position: start,
    });
    const lines = buffer.subarray(0, bytesRead).toString('utf8').split('\n');
    // The first one may be cut.
    return start === 0 ? lines : lines.slice(1);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return undefined;
  }
}
