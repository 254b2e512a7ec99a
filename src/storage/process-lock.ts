import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { Conflict, isSystemError } from '../lib/error.ts';

export type ProcessLock = { readonly release: () => void };

/**
 * Lets one process at a time work with the folder. The lock is SQLite's own file lock, held open for
 * the life of the process, so the kernel frees it when the process dies, however it dies.
 * Throws Conflict when another process holds it.
 */
export function lockFolder(folder: string): ProcessLock {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const holder = new Database(path.join(folder, 'navbatchi.lock'), { timeout: 0 });
  try {
    holder.exec('begin exclusive');
  } catch (error) {
    holder.close();
    if (!isSystemError(error, 'SQLITE_BUSY')) throw error;
    throw new Conflict(`Another Navbatchi process already works in ${folder}. Stop it first.`, {
      cause: error,
    });
  }
  return {
    release: () => {
      holder.close();
    },
  };
}

/** Whether a process works with the folder. Nothing is made or locked. */
export function isFolderLocked(folder: string): boolean {
  const file = path.join(folder, 'navbatchi.lock');
  if (!existsSync(file)) return false;
  try {
    const holder = new Database(file, { readonly: true, timeout: 0 });
    try {
      holder.pragma('schema_version');
      return false;
    } finally {
      holder.close();
    }
  } catch (error) {
    return isSystemError(error, 'SQLITE_BUSY');
  }
}
