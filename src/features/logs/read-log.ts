import { open } from 'node:fs/promises';
import { isSystemError } from '../../lib/error.ts';
import type { JournalAnswer } from '../../systemd/journal.ts';
import { mentions, readLogLine, type LogLine } from './log-line.ts';
import type { LogsDeps } from './logs-deps.ts';

export type LogEntries = {
  /** Oldest first. */
  readonly entries: readonly LogLine[];
  /** Why only this life can be told of, though systemd keeps a journal. */
  readonly trouble: JournalTrouble | undefined;
};

export type JournalTrouble = Exclude<JournalAnswer['type'], 'lines'>;

/** Far more than anybody reads on a phone, and little to read from a file. */
const tailBytes = 1024 * 1024;

/** How far back a word is looked for in the journal; its reader bounds the bytes. */
const searchedLines = 10_000;

/** The newest entries, of all lives where they are kept: those with `word` in them, at most `count`. */
export async function readLog(
  deps: Pick<LogsDeps, 'recentLines' | 'logFile' | 'readJournal' | 'clean'>,
  { count, word }: { readonly count: number; readonly word: string },
): Promise<LogEntries> {
  const { lines, trouble } = await readLines(deps, word === '' ? count : searchedLines);
  const entries: LogLine[] = [];
  for (const text of lines) {
    const entry = readLogLine(deps.clean(text), entries.at(-1)?.at ?? 0);
    if (entry) entries.push(entry);
  }
  const wanted = entries.filter((entry) => word === '' || mentions(entry, word));
  return { entries: wanted.slice(-count), trouble };
}

async function readLines(
  { recentLines, logFile, readJournal }: Parameters<typeof readLog>[0],
  most: number,
): Promise<{
  readonly lines: readonly string[];
  readonly trouble: JournalTrouble | undefined;
}> {
  if (readJournal) {
    const answer = await readJournal(most);
    if (answer.type !== 'lines') return { lines: recentLines(), trouble: answer.type };
    // A journal that keeps nothing (Storage=none) is no reason to show nothing.
    const lines = answer.lines.length > 0 ? answer.lines : recentLines();
    return { lines, trouble: undefined };
  }
  const kept = logFile === undefined ? undefined : await readTail(logFile);
  return { lines: kept ?? recentLines(), trouble: undefined };
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
