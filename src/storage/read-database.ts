import { existsSync } from 'node:fs';
import Database from 'better-sqlite3';
import { Kysely } from 'kysely';
import type { Storage } from './database.ts';
import { TransactionalSqliteDialect } from './dialect.ts';
import type { Tables } from './tables.ts';

/**
 * The database for somebody who only looks: nothing is made, nothing brought up to date, and the
 * process that works with it is not disturbed. Undefined when there is none. Its tables may be those
 * of an older version.
 */
export function openDatabaseToRead(file: string): Storage | undefined {
  if (!existsSync(file)) return undefined;
  const database = new Database(file, { readonly: true });
  return new Kysely<Tables>({ dialect: new TransactionalSqliteDialect({ database }) });
}
