import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import Database from 'better-sqlite3';

/**
 * Changes the database of an app that runs in this very process. When the app is in the middle of a
 * transaction, it must get its turn to end it: waiting for the lock, as SQLite would, waits for ever.
 */
export async function changeDatabase(
  varFolder: string,
  statement: string,
  ...values: readonly unknown[]
): Promise<void> {
  const database = new Database(path.join(varFolder, 'navbatchi.sqlite'), { timeout: 0 });
  try {
    const prepared = database.prepare(statement);
    for (;;) {
      try {
        prepared.run(...values);
        return;
      } catch (error) {
        const isBusy = error instanceof Database.SqliteError && error.code === 'SQLITE_BUSY';
        if (!isBusy) throw error;
        await setImmediate();
      }
    }
  } finally {
    database.close();
  }
}
