import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { isSystemError } from '../lib/error.ts';

/** Where call detail records are kept. */
export type CdrPlace = { readonly kind: 'csv' | 'sqlite'; readonly file: string };

/** What `cdr` in [asterisk] of the settings says: `auto`, `none`, or the path of a file. */
export type CdrSetting = string;

/** When both are written, a database whose newest record is this much older is the one left behind. */
const leftBehindMs = 60_000;

/**
 * Finds the records by Asterisk's own asterisk.conf; undefined when none are wanted, or it cannot be
 * read. Automatically: `master.db` (cdr_sqlite3_custom) or `cdr-csv/Master.csv`, whichever is written;
 * neither need be there.
 */
export async function findCdrPlace(
  setting: CdrSetting,
  configFolder: string,
): Promise<CdrPlace | undefined> {
  if (setting === 'none') return undefined;
  if (setting !== 'auto') return { kind: kindOf(setting), file: setting };
  const logFolder = await logFolderOf(configFolder);
  if (logFolder === undefined) return undefined;
  const csv = path.join(logFolder, 'cdr-csv/Master.csv');
  const database = path.join(logFolder, 'master.db');
  const [csvAt, databaseAt] = [await writtenAt(csv), await writtenAt(database)];
  return databaseAt !== undefined && databaseAt >= (csvAt ?? 0) - leftBehindMs
    ? { kind: 'sqlite', file: database }
    : { kind: 'csv', file: csv };
}

function kindOf(file: string): CdrPlace['kind'] {
  return /\.(db|sqlite3?)$/i.test(file) ? 'sqlite' : 'csv';
}

/** Debian ships `[directories](!)`, a template that counts for nothing: then it is Asterisk's own. */
async function logFolderOf(configFolder: string): Promise<string | undefined> {
  try {
    const text = await readFile(path.join(configFolder, 'asterisk.conf'), 'latin1');
    const [, section = ''] =
      /^\s*\[directories\](?!\s*\(!\))(.*?)(?=^\s*\[|(?![^]))/ms.exec(text) ?? [];
    return /^\s*astlogdir\s*=>?\s*([^;\s]+)/m.exec(section)?.[1] ?? usualLogFolder;
  } catch (error) {
    if (isSystemError(error)) return undefined;
    throw error;
  }
}

const usualLogFolder = '/var/log/asterisk';

async function writtenAt(file: string): Promise<number | undefined> {
  try {
    return (await stat(file)).mtimeMs;
  } catch (error) {
    if (isSystemError(error)) return undefined;
    throw error;
  }
}
