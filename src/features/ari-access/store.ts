import type { Selectable } from 'kysely';
import { z } from 'zod';
import type { Effect } from '../../change/plan.ts';
import type { EffectRunner } from '../../change/store.ts';
import type { Clock } from '../../lib/clock.ts';
import { appendAudit } from '../../storage/audit.ts';
import type { Storage } from '../../storage/database.ts';
import type { Tables } from '../../storage/tables.ts';
import {
  isOpen,
  rotationStates,
  type Remark,
  type Rotation,
  type RotationState,
} from './rotation.ts';

/** What a finished change of the engine means for the journal of rotations: one transaction for both. */
export const rotationEffect = 'rotation';

const remarks = z.array(
  z.object({ key: z.string(), args: z.record(z.string(), z.union([z.string(), z.number()])) }),
);
const kinds = z.enum(['alternating', 'leaked', 'single']);
const states = z.enum(rotationStates);

const opening = z.object({
  type: z.literal('open'),
  rotationId: z.string(),
  kind: kinds,
  state: states,
  telegramId: z.number(),
  previousUser: z.string(),
  nextUser: z.string(),
  salt: z.string(),
  previousPrint: z.string(),
  nextPrint: z.string(),
});
const moving = z.object({ type: z.literal('move'), rotationId: z.string(), state: states });
const effectData = z.discriminatedUnion('type', [opening, moving]);

export type RotationEffect = z.infer<typeof effectData>;

/** The rotation for which a change moved `.env` over to the next user, if it did. */
export function switchedBy(effect: Effect | undefined): string | undefined {
  if (effect?.kind !== rotationEffect) return undefined;
  const { data } = effectData.safeParse(effect.data);
  return data?.state === 'switched' ? data.rotationId : undefined;
}

export type RotationStore = {
  readonly find: (rotationId: string) => Promise<Rotation | undefined>;
  readonly findOpen: () => Promise<Rotation | undefined>;
  /** Those that ended without anybody having been told. */
  readonly listUntold: () => Promise<readonly Rotation[]>;
  /** False when it is no longer in the state `from`: of two who press at once, one wins. */
  readonly move: (
    rotation: Pick<Rotation, 'rotationId'>,
    from: RotationState,
    to: {
      readonly state: RotationState;
      readonly because?: string;
      readonly graceUntil?: number;
    },
  ) => Promise<boolean>;
  readonly setMessage: (rotationId: string, messageId: number) => Promise<void>;
  readonly setSessions: (rotationId: string, sessions: readonly string[]) => Promise<void>;
  readonly addRemark: (rotationId: string, remark: Remark) => Promise<void>;
  readonly markTold: (rotationId: string) => Promise<void>;
};

/** The journal of rotations. At most one is open. */
export function createRotationStore(database: Storage, clock: Clock): RotationStore {
  const find = async (rotationId: string) => {
    const row = await database
      .selectFrom('rotations')
      .selectAll()
      .where('rotationId', '=', rotationId)
      .executeTakeFirst();
    return row && toRotation(row);
  };
  const update = async (
    rotationId: string,
    values: Partial<Pick<Tables['rotations'], 'messageId' | 'sessions' | 'remarks' | 'toldAt'>>,
  ) => {
    await database
      .updateTable('rotations')
      .set(values)
      .where('rotationId', '=', rotationId)
      .execute();
  };
  return {
    find,
    findOpen: async () => {
      const row = await database
        .selectFrom('rotations')
        .selectAll()
        .where('isOpen', '=', 1)
        .executeTakeFirst();
      return row && toRotation(row);
    },
    listUntold: async () => {
      const rows = await database
        .selectFrom('rotations')
        .selectAll()
        .where('toldAt', 'is', null)
        .where('isOpen', 'is', null)
        .orderBy('startedAt')
        .execute();
      return rows.map(toRotation);
    },
    move: ({ rotationId }, from, to) =>
      database.transaction().execute(async (transaction) => {
        const row = await transaction
          .updateTable('rotations')
          .set({
            ...closing(to.state, clock.now()),
            ...(to.because !== undefined && { because: to.because }),
            ...(to.graceUntil !== undefined && { graceUntil: to.graceUntil }),
          })
          .where('rotationId', '=', rotationId)
          .where('state', '=', from)
          .returningAll()
          .executeTakeFirst();
        if (row && !isOpen(toRotation(row))) await auditEnd(transaction, toRotation(row));
        return row !== undefined;
      }),
    setMessage: (rotationId, messageId) => update(rotationId, { messageId }),
    setSessions: (rotationId, sessions) =>
      update(rotationId, { sessions: JSON.stringify(sessions) }),
    addRemark: async (rotationId, remark) => {
      const rotation = await find(rotationId);
      if (!rotation || rotation.remarks.some(({ key }) => key === remark.key)) return;
      await update(rotationId, { remarks: JSON.stringify([...rotation.remarks, remark]) });
    },
    markTold: (rotationId) => update(rotationId, { toldAt: clock.now() }),
  };
}

/** Opens a rotation, or moves it on, in the transaction that closes the change it comes with. */
export function createRotationEffect(now: () => number): EffectRunner {
  return async (transaction, data) => {
    const effect = effectData.parse(data);
    if (effect.type === 'open') {
      await transaction
        .insertInto('rotations')
        .values({
          ...rowOf(effect),
          startedAt: now(),
          ...{ finishedAt: null, messageId: null, graceUntil: null, because: null, toldAt: null },
          ...{ sessions: '[]', remarks: '[]', isOpen: 1 },
        })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      return;
    }
    const row = await transaction
      .updateTable('rotations')
      .set(closing(effect.state, now()))
      .where('rotationId', '=', effect.rotationId)
      .where('isOpen', '=', 1)
      .returningAll()
      .executeTakeFirst();
    if (row && !isOpen(toRotation(row))) await auditEnd(transaction, toRotation(row));
  };
}

function rowOf(opened: z.infer<typeof opening>) {
  const { rotationId, kind, state, telegramId } = opened;
  const { previousUser, nextUser, salt, previousPrint, nextPrint } = opened;
  return {
    ...{ rotationId, kind, state, telegramId, previousUser, nextUser },
    ...{ salt, previousPrint, nextPrint },
  };
}

function closing(to: RotationState, at: number) {
  return { state: to, ...(!isOpen({ state: to }) && { isOpen: null, finishedAt: at }) };
}

async function auditEnd(
  transaction: Parameters<EffectRunner>[0],
  rotation: Rotation,
): Promise<void> {
  const { rotationId, previousUser, nextUser, startedAt, finishedAt = startedAt } = rotation;
  await appendAudit(transaction, finishedAt, {
    telegramId: rotation.telegramId,
    action: 'ari.rotation',
    details: { rotationId, kind: rotation.kind, previousUser, nextUser },
    outcome: rotation.state,
    durationMs: finishedAt - startedAt,
  });
}

function toRotation(row: Selectable<Tables['rotations']>): Rotation {
  return {
    ...row,
    kind: kinds.parse(row.kind),
    state: states.parse(row.state),
    finishedAt: row.finishedAt ?? undefined,
    messageId: row.messageId ?? undefined,
    graceUntil: row.graceUntil ?? undefined,
    because: row.because ?? undefined,
    sessions: z.array(z.string()).parse(JSON.parse(row.sessions)),
    remarks: remarks.parse(JSON.parse(row.remarks)),
  };
}
