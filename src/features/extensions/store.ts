import { z } from 'zod';
import type { Effect } from '../../change/plan.ts';
import type { EffectRunner } from '../../change/store.ts';

/** Whose extension it is: an existing person, or a new operator by name. */
export type Tie = {
  readonly number: string;
  readonly isTied: boolean;
  readonly personId: number | undefined;
  readonly personName: string;
};

const tieSchema = z.object({
  number: z.string(),
  isTied: z.boolean(),
  personId: z.number().optional(),
  personName: z.string(),
});

/**
 * Writes whose extension it is, in the same transaction that closes the change. A new operator is
 * entered by name; a person who left meanwhile stays left and the name is entered again.
 */
export function createTieExtension(now: () => number): EffectRunner {
  return async (transaction, data) => {
    const tie = tieSchema.parse(data);
    await transaction
      .updateTable('people')
      .set({ extension: null })
      .where('extension', '=', tie.number)
      .execute();
    if (!tie.isTied) return;
    const tied =
      tie.personId === undefined
        ? undefined
        : await transaction
            .updateTable('people')
            .set({ extension: tie.number })
            .where('personId', '=', tie.personId)
            .returning('personId')
            .executeTakeFirst();
    if (tied) return;
    const waiting = await transaction
      .selectFrom('people')
      .select('personId')
      .where('name', '=', tie.personName)
      .where('telegramId', 'is', null)
      .where('extension', 'is', null)
      .orderBy('personId')
      .executeTakeFirst();
    if (waiting) {
      await transaction
        .updateTable('people')
        .set({ extension: tie.number })
        .where('personId', '=', waiting.personId)
        .execute();
      return;
    }
    await transaction
      .insertInto('people')
      .values({
        telegramId: null,
        name: tie.personName,
        role: 'operator',
        locale: 'uz',
        extension: tie.number,
        createdAt: now(),
      })
      .execute();
  };
}

/** What undoing a change must write instead. */
export function reverseTie(effect: Effect): Effect {
  const tie = tieSchema.parse(effect.data);
  return { ...effect, data: { ...tie, isTied: !tie.isTied } };
}
