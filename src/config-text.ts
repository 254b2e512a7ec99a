import { readFile } from 'node:fs/promises';
import { isSystemError } from './lib/error.ts';
import type { ConfigRemark } from './config-remark.ts';

/**
 * The text of a settings file without its byte order mark; empty when there is no such file, because
 * every key has a default. A file that is not UTF-8 or may not be read is a fault.
 */
export async function readConfigText(
  path: string,
  file: string,
): Promise<{ readonly text: string; readonly faults: readonly ConfigRemark[] }> {
  const bytes = await readFile(path).catch((error: unknown) => troubleOf(error));
  if (typeof bytes === 'string') return { text: '', faults: [faultOf(file, bytes)] };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), faults: [] };
  } catch {
    return { text: '', faults: [faultOf(file, 'encoding')] };
  }
}

/** What a file's text is made of, with line numbers from 1, whatever ends the lines. */
export function numberLines(text: string): readonly (readonly [line: number, text: string])[] {
  return text.split(/\r\n|\n|\r/).map((lineText, index) => [index + 1, lineText]);
}

const troubles = {
  encoding: ['The file is not UTF-8 text.', 'Save it again with the encoding UTF-8.'],
  folder: ['A folder stands where the file should be.', 'Move the folder away.'],
  rights: ['The file may not be read.', 'Give it to the user that runs the bot.'],
} as const;

type Trouble = keyof typeof troubles;

function troubleOf(error: unknown): Trouble | Buffer {
  if (isSystemError(error, 'ENOENT', 'ENOTDIR')) return Buffer.alloc(0);
  if (isSystemError(error, 'EISDIR')) return 'folder';
  if (isSystemError(error, 'EACCES', 'EPERM')) return 'rights';
  throw error;
}

function faultOf(file: string, trouble: Trouble): ConfigRemark {
  const [message, remedy] = troubles[trouble];
  return { file, line: undefined, key: undefined, message, remedy };
}
