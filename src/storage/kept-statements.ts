import type { SqliteDatabase, SqliteStatement } from 'kysely';

/** What was not used for longest makes room. */
const mostKept = 500;

/** A statement for many rows is long, and seldom comes again with as many. */
const longestKept = 4_000;

const changesTables = /^\s*(?:create|alter|drop)\b/i;

/**
 * A connection that keeps what it has prepared. Compiling each anew took 3.0 s where running them, the disk's
 * flushes included, took 5.1 (profile of `npm run bench -- latency`). One user at a time, as Kysely is; results
 * must be read to their end.
 */
export function keepStatements(connection: SqliteDatabase): SqliteDatabase {
  /** The one used last is last. */
  const kept = new Map<string, SqliteStatement>();
  return {
    prepare: (sql) => {
      if (changesTables.test(sql)) {
        // What was prepared before knows the old columns.
        kept.clear();
        return connection.prepare(sql);
      }
      if (sql.length > longestKept) return connection.prepare(sql);
      const statement = kept.get(sql) ?? connection.prepare(sql);
      kept.delete(sql);
      kept.set(sql, statement);
      const [oldest] = kept.keys();
      if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
      return statement;
    },
    close: () => {
      kept.clear();
      connection.close();
    },
  };
}
