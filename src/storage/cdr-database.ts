import { existsSync } from 'node:fs';
import Database from 'better-sqlite3';
import { isSystemError, messageOf } from '../lib/error.ts';

/** A record as the database has it: the names of its columns in small letters, everything as text. */
export type CdrRow = Readonly<Record<string, string>>;

export type CdrRowsReading =
  | { readonly type: 'read'; readonly rows: readonly CdrRow[]; readonly isWhole: boolean }
  | { readonly type: 'missing' | 'denied' }
  | { readonly type: 'unreadable'; readonly because: string };

const pageRows = 500;
const mostRows = 100_000;

/**
 * The rows of Asterisk's `master.db`, oldest first, back to the first for which `isOld`: the columns
 * are whatever cdr_sqlite3_custom.conf named, so times are for the reader. Read by rowid from the end,
 * on a connection that can only read; a writer is waited for half a second.
 */
export function readCdrRows(file: string, isOld: (row: CdrRow) => boolean): CdrRowsReading {
  if (!existsSync(file)) return { type: 'missing' };
  let connection: Database.Database | undefined;
  try {
    connection = new Database(file, { readonly: true, timeout: 500 });
    const table = findTable(connection);
    if (table === undefined) return { type: 'unreadable', because: 'it has no table of calls' };
    const page = connection.prepare<[number]>(
      `select rowid as rowNumber, * from "${table.replaceAll('"', '""')}" where rowid < ? order by rowid desc limit ${pageRows}`,
    );
    const rows: CdrRow[] = [];
    for (let below = Number.MAX_SAFE_INTEGER; rows.length < mostRows;) {
      const found = page.all(below).map(toRow);
      for (const row of found) {
        if (isOld(row)) return { type: 'read', rows: rows.reverse(), isWhole: true };
        rows.push(row);
      }
      if (found.length < pageRows) break;
      below = Number(found.at(-1)?.['rownumber'] ?? 0);
    }
    return { type: 'read', rows: rows.reverse(), isWhole: false };
  } catch (error) {
    if (isSystemError(error, 'SQLITE_CANTOPEN')) return { type: 'denied' };
    if (isSystemError(error)) return { type: 'unreadable', because: messageOf(error) };
    throw error;
  } finally {
    connection?.close();
  }
}

/** The table is called `cdr` unless cdr_sqlite3_custom.conf says otherwise; a call has a channel. */
function findTable(connection: Database.Database): string | undefined {
  const names = connection
    .prepare("select name from sqlite_master where type = 'table' order by name = 'cdr' desc")
    .pluck()
    .all()
    .map(String);
  const columns = connection.prepare('select lower(name) from pragma_table_info(?)').pluck();
  return names.find((name) => columns.all(name).includes('channel'));
}

function toRow(row: unknown): CdrRow {
  const entries = typeof row === 'object' && row !== null ? Object.entries(row) : [];
  return Object.fromEntries(
    entries.map(([name, value]) => [name.toLowerCase(), value === null ? '' : String(value)]),
  );
}
