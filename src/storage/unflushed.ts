import { sql, type Kysely } from 'kysely';
import type { Storage } from './database.ts';
import type { Tables } from './tables.ts';

/**
 * Writes without waiting for the disk: what is written outlives the process at once, and a power cut only
 * after the next write that waits. For what the machine's end makes worthless, on the way of a person who
 * waits. Not inside a transaction.
 */
export function unflushed(
  database: Storage,
  write: (connection: Kysely<Tables>) => Promise<void>,
): Promise<void> {
  return database.connection().execute(async (connection) => {
    await sql`pragma synchronous = normal`.execute(connection);
    try {
      await write(connection);
    } finally {
      await sql`pragma synchronous = full`.execute(connection);
    }
  });
}
