import { existsSync } from 'node:fs';
import Database from 'better-sqlite3';
import { isSystemError, messageOf } from '../lib/error.ts';

/** `tooBig`: it would hold up everything else meanwhile. `unreadable`: SQLite cannot open or read it. */
export type DatabaseVerdict =
  | { readonly type: 'sound' }
  | { readonly type: 'missing' }
  | { readonly type: 'tooBig'; readonly megabytes: number }
  | { readonly type: 'damaged'; readonly what: string }
  | { readonly type: 'unreadable'; readonly because: string };

/**
 * Reads the whole database once (`PRAGMA quick_check`), on a connection of its own that can only read:
 * also beside a process that works with it. 100 MB take about a quarter of a second, and this process
 * does nothing else meanwhile.
 */
export function inspectDatabase(file: string, { mostMegabytes = Infinity } = {}): DatabaseVerdict {
  if (!existsSync(file)) return { type: 'missing' };
  try {
    const connection = new Database(file, { readonly: true });
    try {
      const pages = Number(connection.pragma('page_count', { simple: true }));
      const pageBytes = Number(connection.pragma('page_size', { simple: true }));
      const megabytes = Math.round((pages * pageBytes) / 1_000_000);
      if (megabytes > mostMegabytes) return { type: 'tooBig', megabytes };
      const said = String(connection.pragma('quick_check(1)', { simple: true }));
      return said === 'ok' ? { type: 'sound' } : { type: 'damaged', what: said.slice(0, 200) };
    } finally {
      connection.close();
    }
  } catch (error) {
    if (isSystemError(error, 'SQLITE_CORRUPT', 'SQLITE_NOTADB')) {
      return { type: 'damaged', what: messageOf(error) };
    }
    return { type: 'unreadable', because: messageOf(error) };
  }
}
