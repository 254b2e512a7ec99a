import { chmodSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { Kysely } from 'kysely';
import { Migrator, type Migration } from 'kysely/migration';
import { Misconfigured, isSystemError, messageOf } from '../lib/error.ts';
import { TransactionalSqliteDialect } from './dialect.ts';
import { keepStatements } from './kept-statements.ts';
import * as start from './migrations/0001-start.ts';
import * as phoneCards from './migrations/0002-phone-cards.ts';
import * as rotations from './migrations/0003-rotations.ts';
import * as calls from './migrations/0004-calls.ts';
import * as liveCards from './migrations/0005-live-cards.ts';
import * as waitingRestart from './migrations/0007-waiting-restart.ts';
import * as pastCalls from './migrations/0008-past-calls.ts';
import * as missedCalls from './migrations/0009-missed-calls.ts';
import * as testCalls from './migrations/0010-test-calls.ts';
import * as dutyAndReports from './migrations/0011-duty-and-reports.ts';
import * as inbox from './migrations/0012-inbox.ts';
import * as callWatch from './migrations/0014-call-watch.ts';
import * as inboxTopics from './migrations/0015-inbox-topics.ts';
import * as personIds from './migrations/0016-person-ids.ts';
import * as dialOrders from './migrations/0017-dial-orders.ts';
import * as mediaLinks from './migrations/0018-media-links.ts';
import * as inboxDesk from './migrations/0019-inbox-desk.ts';
import * as customerNumbers from './migrations/0020-customer-numbers.ts';
import * as inboxGaps from './migrations/0021-inbox-gaps.ts';
import * as inboxToken from './migrations/0022-inbox-token.ts';
import * as dialMessages from './migrations/0023-dial-messages.ts';
import * as inboxDeaths from './migrations/0024-inbox-deaths.ts';
import type { Tables } from './tables.ts';

/** The house's one database, through Kysely. */
export type Storage = Kysely<Tables>;

const migrations: Readonly<Record<string, Migration>> = {
  '0001-start': start,
  '0002-phone-cards': phoneCards,
  '0003-rotations': rotations,
  '0004-calls': calls,
  '0005-live-cards': liveCards,
  '0007-waiting-restart': waitingRestart,
  '0008-past-calls': pastCalls,
  '0009-missed-calls': missedCalls,
  '0010-test-calls': testCalls,
  '0011-duty-and-reports': dutyAndReports,
  '0012-inbox': inbox,
  '0014-call-watch': callWatch,
  '0015-inbox-topics': inboxTopics,
  '0016-person-ids': personIds,
  '0017-dial-orders': dialOrders,
  '0018-media-links': mediaLinks,
  '0019-inbox-desk': inboxDesk,
  '0020-customer-numbers': customerNumbers,
  '0021-inbox-gaps': inboxGaps,
  '0022-inbox-token': inboxToken,
  '0023-dial-messages': dialMessages,
  '0024-inbox-deaths': inboxDeaths,
};

/** What must be true of the connection; better-sqlite3's own WAL default (NORMAL) loses acknowledged rows at power loss. */
const pragmas = {
  journal_mode: 'wal',
  synchronous: 2,
  foreign_keys: 1,
  busy_timeout: 5000,
  secure_delete: 1,
  trusted_schema: 0,
} as const satisfies Record<string, string | number>;

/**
 * Opens (and creates) the database, sets and asserts its pragmas, and brings the tables up to date:
 * each migration whole or not at all. The folder is made with mode 0700.
 * Throws Misconfigured when the file cannot be used.
 */
export async function openDatabase(file: string): Promise<Storage> {
  const connection = openConnection(file);
  const database: Storage = new Kysely<Tables>({
    dialect: new TransactionalSqliteDialect({ database: keepStatements(connection) }),
  });
  const { error } = await new Migrator({
    db: database,
    provider: { getMigrations: () => Promise.resolve({ ...migrations }) },
  }).migrateToLatest();
  if (error !== undefined) {
    await database.destroy();
    throw new Misconfigured(`The database ${file} could not be brought up to date.`, {
      cause: error,
    });
  }
  return database;
}

function openConnection(file: string): Database.Database {
  try {
    if (file !== ':memory:') {
      mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
    }
    const connection = new Database(file);
    // SQLite gives -wal and -shm the mode of the database itself.
    if (file !== ':memory:') chmodSync(file, 0o600);
    setPragmas(connection, file);
    return connection;
  } catch (error) {
    if (error instanceof Misconfigured) throw error;
    const remedy = isSystemError(error, 'EACCES', 'EPERM', 'EROFS')
      ? 'Give the user of this process the right to write there.'
      : 'docs/production.md says how to restore a copy.';
    throw new Misconfigured(
      `The database ${file} cannot be opened: ${messageOf(error)}. ${remedy}`,
      {
        cause: error,
      },
    );
  }
}

function setPragmas(connection: Database.Database, file: string): void {
  for (const [name, value] of Object.entries(pragmas)) {
    connection.pragma(`${name} = ${String(value)}`);
    const actual = connection.pragma(name, { simple: true });
    const isInMemory = file === ':memory:' && name === 'journal_mode';
    if (actual !== value && !isInMemory) {
      throw new Misconfigured(
        `SQLite did not take ${name}=${String(value)} (it says ${String(actual)}).`,
      );
    }
  }
}
