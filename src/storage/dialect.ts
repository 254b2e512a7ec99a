import {
  CompiledQuery,
  SqliteAdapter,
  SqliteDialect,
  SqliteDriver,
  type DatabaseConnection,
  type SqliteDialectConfig,
} from 'kysely';
import { messageOf } from '../lib/error.ts';

/** SQLite can undo DDL; Kysely does not say so, and would run a migration step by step outside any transaction. */
class TransactionalAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

/**
 * A deferred `begin` that reads first and writes later fails at once with SQLITE_BUSY_SNAPSHOT when
 * another process wrote in between, and `busy_timeout` does not help. `begin immediate` waits.
 */
class ImmediateDriver extends SqliteDriver {
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }

  /**
   * When its disk is full or fails SQLite takes the transaction back by itself, and a rollback is an
   * error then: it must not be told in place of the first one. Source: sqlite.org/lang_transaction.html.
   */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    try {
      await super.rollbackTransaction(connection);
    } catch (error) {
      if (!messageOf(error).includes('no transaction is active')) throw error;
    }
  }
}

/** Kysely's SQLite dialect with real transactions: around migrations, and taken before the first read. */
export class TransactionalSqliteDialect extends SqliteDialect {
  readonly #config: SqliteDialectConfig;

  constructor(config: SqliteDialectConfig) {
    super(config);
    this.#config = config;
  }

  override createDriver(): SqliteDriver {
    return new ImmediateDriver(this.#config);
  }

  override createAdapter(): SqliteAdapter {
    return new TransactionalAdapter();
  }
}
