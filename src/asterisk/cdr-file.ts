import { open, type FileHandle } from 'node:fs/promises';
import { isSystemError, messageOf } from '../lib/error.ts';
import { readCdrCsv, type CdrRecord } from './cdr-record.ts';

/** `isWhole`: it reaches back to the moment that was asked for. */
export type CdrFileReading =
  | { readonly type: 'read'; readonly records: readonly CdrRecord[]; readonly isWhole: boolean }
  | { readonly type: 'missing' | 'denied' }
  | { readonly type: 'unreadable'; readonly because: string };

/** Records are written when they end, but a batch of them (cdr.conf) up to five minutes later. */
const disorderMs = 6 * 60_000;

const chunkBytes = 256 * 1024;
/** About 150,000 records. */
const mostBytes = 32 * 1024 * 1024;

/**
 * The records of `Master.csv` that ended at `since` or later, oldest first. Read from the end, so a
 * file of years costs no more than a new one; on into `Master.csv.1` when it was rotated meanwhile.
 * Half a last line, which Asterisk is just writing, is left for the next time.
 */
export async function readCdrFile(file: string, since: number): Promise<CdrFileReading> {
  const newest = await readTail(file, since);
  // Right after a rotation there is no new file until the first call.
  const isDone = newest.type === 'read' ? newest.isWhole : newest.type !== 'missing';
  if (isDone) return newest;
  const rotated = await readTail(`${file}.1`, since);
  if (rotated.type !== 'read') return newest;
  const records = newest.type === 'read' ? newest.records : [];
  return { ...rotated, records: [...rotated.records, ...records] };
}

async function readTail(file: string, since: number): Promise<CdrFileReading> {
  try {
    const handle = await open(file);
    try {
      return await readBackwards(handle, since);
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (isSystemError(error, 'ENOENT', 'ENOTDIR')) return { type: 'missing' };
    if (isSystemError(error, 'EACCES', 'EPERM')) return { type: 'denied' };
    if (isSystemError(error)) return { type: 'unreadable', because: messageOf(error) };
    throw error;
  }
}

async function readBackwards(handle: FileHandle, since: number): Promise<CdrFileReading> {
  const state = await handle.stat();
  if (!state.isFile()) return { type: 'unreadable', because: 'it is not a file' };
  let [from, tail] = [state.size, Buffer.alloc(0)];
  const parts: (readonly CdrRecord[])[] = [];
  const found = (isWhole: boolean): CdrFileReading => ({
    type: 'read',
    records: parts
      .toReversed()
      .flat()
      .filter(({ endedAt }) => endedAt >= since),
    isWhole,
  });
  let isFirst = true;
  while (from > 0 && state.size - from < mostBytes) {
    const length = Math.min(chunkBytes, from);
    from -= length;
    const chunk = Buffer.alloc(length);
    const { bytesRead } = await handle.read(chunk, 0, length, from);
    const bytes = Buffer.concat([chunk.subarray(0, bytesRead), tail]);
    const end: number = isFirst ? bytes.lastIndexOf('\n') + 1 : bytes.length;
    const begin = from === 0 ? 0 : bytes.indexOf('\n') + 1 || bytes.length;
    isFirst = isFirst && end === 0;
    tail = bytes.subarray(0, isFirst ? bytes.length : begin);
    if (isFirst) continue;
    const records = readCdrCsv(bytes.toString('utf8', begin, end));
    parts.push(records);
    const [oldest] = records;
    if (oldest && oldest.endedAt < since - disorderMs) return found(true);
  }
  return found(false);
}
