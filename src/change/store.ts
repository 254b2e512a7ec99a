import { z } from 'zod';
import { appendAudit } from '../storage/audit.ts';
import type { Storage } from '../storage/database.ts';
import type { Tables } from '../storage/tables.ts';
import type { Selectable, Transaction } from 'kysely';
import type { Effect, Plan, ProofRequest, ReloadTarget, Title } from './plan.ts';

/** `writing` and `restoring` are open: the next start goes on from there. */
export type ChangeState = 'writing' | 'restoring' | 'done' | 'putBack' | 'stuck' | 'byHand';

/** What the journal knows of a file: the SHA-256 of what it held and holds; undefined is "no such file". */
export type JournalFile = {
  readonly path: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
  readonly isKeptByUndo: boolean;
};

/** One row of the journal. It holds fingerprints and names, never the content of a file. */
export type ChangeRecord = {
  readonly changeId: number;
  readonly startedAt: number;
  readonly finishedAt: number | undefined;
  /** Who asked for it; undefined for a hand edit that was noticed. */
  readonly telegramId: number | undefined;
  readonly title: Title;
  readonly files: readonly JournalFile[];
  readonly reload: readonly ReloadTarget[];
  readonly proof: ProofRequest;
  readonly effect: Effect | undefined;
  readonly undoes: number | undefined;
  readonly state: ChangeState;
  readonly because: string | undefined;
};

export type EffectRunner = (transaction: Transaction<Tables>, data: unknown) => Promise<void>;

export type Journal = {
  /** Opens a change. Undefined when another one is still open. */
  readonly open: (entry: {
    readonly plan: Plan;
    readonly files: readonly JournalFile[];
    readonly telegramId: number | undefined;
    readonly requestKey: string | undefined;
    readonly at: number;
  }) => Promise<number | undefined>;
  /** The change that a tap made, when it was handled before. */
  readonly findByRequest: (requestKey: string) => Promise<ChangeRecord | undefined>;
  readonly markRestoring: (changeId: number, because: string) => Promise<void>;
  /** Ends a change, with its line of the audit and, when it is done, its effect in the same transaction. */
  readonly close: (
    changeId: number,
    end: {
      readonly state: 'done' | 'putBack' | 'stuck';
      readonly because?: string;
      readonly at: number;
    },
  ) => Promise<void>;
  /** Adds a row for what somebody changed by hand. */
  readonly recordHandEdit: (files: readonly JournalFile[], at: number) => Promise<number>;
  readonly findOpen: () => Promise<ChangeRecord | undefined>;
  readonly find: (changeId: number) => Promise<ChangeRecord | undefined>;
  /** Whether a change was taken back, and that not taken back in turn. */
  readonly isUndone: (changeId: number) => Promise<boolean>;
  /** Newest first. `before` pages on: rows with a smaller id. */
  readonly list: (limit: number, before?: number) => Promise<readonly ChangeRecord[]>;
  /** What the newest closed change left in each file that any change touched: path → SHA-256. */
  readonly lastKnownFiles: () => Promise<ReadonlyMap<string, string | undefined>>;
};

const filesSchema = z.array(
  z.object({
    path: z.string(),
    before: z.string().optional(),
    after: z.string().optional(),
    isKeptByUndo: z.boolean(),
  }),
);
const titleArgumentsSchema = z.record(z.string(), z.union([z.string(), z.number()]));
const reloadSchema = z.array(z.enum(['res_pjsip.so', 'res_ari.so', 'http']));
const proofSchema = z.object({ kind: z.string(), subject: z.array(z.string()) });
const effectSchema = z.object({ kind: z.string(), data: z.unknown() });
const stateSchema = z.enum(['writing', 'restoring', 'done', 'putBack', 'stuck', 'byHand']);

/** The journal of changes. `effects` are the features' own writes that belong to a finished change. */
export function createJournal(
  database: Storage,
  effects: Readonly<Record<string, EffectRunner>>,
): Journal {
  const find = async (changeId: number) => {
    const row = await database
      .selectFrom('changes')
      .selectAll()
      .where('changeId', '=', changeId)
      .executeTakeFirst();
    return row && toRecord(row);
  };
  const findUndo = async (changeId: number): Promise<number | undefined> => {
    const row = await database
      .selectFrom('changes')
      .select('changeId')
      .where('undoes', '=', changeId)
      .where('state', '=', 'done')
      .orderBy('changeId', 'desc')
      .executeTakeFirst();
    return row?.changeId;
  };
  return {
    open: async ({ plan, files, telegramId, requestKey, at }) => {
      const inserted = await database
        .insertInto('changes')
        .values({
          startedAt: at,
          finishedAt: null,
          telegramId: telegramId ?? null,
          requestKey: requestKey ?? null,
          titleKey: plan.title.key,
          titleArguments: JSON.stringify(plan.title.args),
          files: JSON.stringify(files),
          reload: JSON.stringify(plan.reload),
          proof: JSON.stringify(plan.proof),
          effect: plan.effect ? JSON.stringify(plan.effect) : null,
          undoes: plan.undoes ?? null,
          state: 'writing',
          because: null,
          isOpen: 1,
        })
        .onConflict((conflict) => conflict.column('isOpen').doNothing())
        .returning('changeId')
        .executeTakeFirst();
      return inserted?.changeId;
    },
    markRestoring: async (changeId, because) => {
      await database
        .updateTable('changes')
        .set({ state: 'restoring', because })
        .where('changeId', '=', changeId)
        .execute();
    },
    close: async (changeId, { state, because, at }) => {
      await database.transaction().execute(async (transaction) => {
        const row = await transaction
          .updateTable('changes')
          .set({ state, because: because ?? null, finishedAt: at, isOpen: null })
          .where('changeId', '=', changeId)
          .where('isOpen', '=', 1)
          .returning(['effect', 'telegramId', 'titleKey', 'titleArguments', 'startedAt'])
          .executeTakeFirst();
        if (!row) return;
        await appendAudit(transaction, at, {
          telegramId: row.telegramId ?? undefined,
          action: row.titleKey,
          details: { changeId, ...titleArgumentsSchema.parse(JSON.parse(row.titleArguments)) },
          outcome: state,
          durationMs: at - row.startedAt,
        });
        if (state !== 'done' || !row.effect) return;
        const effect = effectSchema.parse(JSON.parse(row.effect));
        await effects[effect.kind]?.(transaction, effect.data);
      });
    },
    recordHandEdit: async (files, at) => {
      const { changeId } = await database
        .insertInto('changes')
        .values({
          startedAt: at,
          finishedAt: at,
          telegramId: null,
          requestKey: null,
          titleKey: 'change-by-hand',
          titleArguments: '{}',
          files: JSON.stringify(files),
          reload: '[]',
          proof: JSON.stringify({ kind: 'none', subject: [] }),
          effect: null,
          undoes: null,
          state: 'byHand',
          because: null,
          isOpen: null,
        })
        .returning('changeId')
        .executeTakeFirstOrThrow();
      return changeId;
    },
    findOpen: async () => {
      const row = await database
        .selectFrom('changes')
        .selectAll()
        .where('isOpen', '=', 1)
        .executeTakeFirst();
      return row && toRecord(row);
    },
    find,
    isUndone: async (changeId) => {
      let isUndone = false;
      let undo = await findUndo(changeId);
      while (undo !== undefined) {
        isUndone = !isUndone;
        undo = await findUndo(undo);
      }
      return isUndone;
    },
    findByRequest: async (requestKey) => {
      const row = await database
        .selectFrom('changes')
        .selectAll()
        .where('requestKey', '=', requestKey)
        .executeTakeFirst();
      return row && toRecord(row);
    },
    list: async (limit, before) => {
      const rows = await database
        .selectFrom('changes')
        .selectAll()
        .$if(before !== undefined, (query) => query.where('changeId', '<', before ?? 0))
        .orderBy('changeId', 'desc')
        .limit(limit)
        .execute();
      return rows.map(toRecord);
    },
    lastKnownFiles: async () => {
      const rows = await database
        .selectFrom('changes')
        .select(['files', 'state'])
        .where('state', 'in', ['done', 'putBack', 'byHand'])
        .orderBy('changeId')
        .execute();
      const known = new Map<string, string | undefined>();
      for (const row of rows) {
        for (const file of filesSchema.parse(JSON.parse(row.files))) {
          known.set(file.path, row.state === 'putBack' ? file.before : file.after);
        }
      }
      return known;
    },
  };
}

function toRecord(row: Selectable<Tables['changes']>): ChangeRecord {
  return {
    changeId: row.changeId,
    startedAt: row.startedAt,
    finishedAt: row.finishedAt ?? undefined,
    telegramId: row.telegramId ?? undefined,
    title: { key: row.titleKey, args: titleArgumentsSchema.parse(JSON.parse(row.titleArguments)) },
    files: filesSchema.parse(JSON.parse(row.files)).map((file) => ({
      path: file.path,
      before: file.before,
      after: file.after,
      isKeptByUndo: file.isKeptByUndo,
    })),
    reload: reloadSchema.parse(JSON.parse(row.reload)),
    proof: proofSchema.parse(JSON.parse(row.proof)),
    effect: row.effect === null ? undefined : effectSchema.parse(JSON.parse(row.effect)),
    undoes: row.undoes ?? undefined,
    state: stateSchema.parse(row.state),
    because: row.because ?? undefined,
  };
}
