import { createHash } from 'node:crypto';
import type { Transaction } from 'kysely';
import type { Clock } from '../lib/clock.ts';
import type { Storage } from './database.ts';
import type { Tables } from './tables.ts';

/** One line of the audit. `details` hold the arguments of the deed without any secret. */
export type AuditEntry = {
  readonly telegramId?: number | undefined;
  readonly chatId?: number | undefined;
  readonly action: string;
  readonly outcome: string;
  readonly details?: unknown;
  readonly durationMs?: number | undefined;
};

export type AuditRow = {
  readonly sequence: number;
  readonly at: number;
  readonly telegramId: number | null;
  readonly chatId: number | null;
  readonly action: string;
  readonly details: string;
  readonly outcome: string;
  readonly durationMs: number | null;
  readonly previousHash: string;
  readonly hash: string;
};

export type ChainVerdict =
  | { readonly type: 'whole'; readonly rows: number; readonly head: string }
  | { readonly type: 'broken'; readonly sequence: number };

export type Audit = {
  readonly record: (entry: AuditEntry) => Promise<void>;
  /** The newest rows, newest first. */
  readonly latest: (limit: number) => Promise<readonly AuditRow[]>;
  readonly all: () => Promise<readonly AuditRow[]>;
  readonly verify: () => Promise<ChainVerdict>;
};

const genesis = '0'.repeat(64);

/** The audit: rows are only ever added, and each carries the hash of the one before it. */
export function createAudit(database: Storage, clock: Clock): Audit {
  const all = () => database.selectFrom('audit').selectAll().orderBy('sequence').execute();
  return {
    record: async (entry) => {
      await database
        .transaction()
        .execute((transaction) => appendAudit(transaction, clock.now(), entry));
    },
    latest: (limit) =>
      database.selectFrom('audit').selectAll().orderBy('sequence', 'desc').limit(limit).execute(),
    all,
    verify: async () => verifyChain(await all()),
  };
}

/** Adds one row inside a transaction of the caller's, so that deed and audit are one. */
export async function appendAudit(
  transaction: Transaction<Tables>,
  at: number,
  entry: AuditEntry,
): Promise<void> {
  const last = await transaction
    .selectFrom('audit')
    .select(['sequence', 'hash'])
    .orderBy('sequence', 'desc')
    .limit(1)
    .executeTakeFirst();
  const row = {
    sequence: (last?.sequence ?? 0) + 1,
    at,
    telegramId: entry.telegramId ?? null,
    chatId: entry.chatId ?? null,
    action: entry.action,
    details: JSON.stringify(entry.details ?? {}),
    outcome: entry.outcome,
    durationMs: entry.durationMs ?? null,
    previousHash: last?.hash ?? genesis,
  };
  await transaction
    .insertInto('audit')
    .values({ ...row, hash: hashOf(row) })
    .execute();
}

/** Walks the rows in order; the first whose number, link or hash is wrong breaks the chain. */
export function verifyChain(rows: readonly AuditRow[]): ChainVerdict {
  let previousHash = genesis;
  for (const [index, row] of rows.entries()) {
    const isWhole =
      row.sequence === index + 1 && row.previousHash === previousHash && row.hash === hashOf(row);
    if (!isWhole) return { type: 'broken', sequence: row.sequence };
    previousHash = row.hash;
  }
  return { type: 'whole', rows: rows.length, head: previousHash };
}

function hashOf(row: Omit<AuditRow, 'hash'>): string {
  const fields = [
    row.previousHash,
    row.sequence,
    row.at,
    row.telegramId,
    row.chatId,
    row.action,
    row.details,
    row.outcome,
    row.durationMs,
  ];
  return createHash('sha256').update(JSON.stringify(fields)).digest('hex');
}
