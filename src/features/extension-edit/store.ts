import type { Effect } from '../../change/plan.ts';
import type { EffectRunner } from '../../change/store.ts';
import { renameSchema } from '../../pbx/rename.ts';

/**
 * Writes the new name of an operator, in the transaction that closes the change. Somebody who joined
 * in Telegram meanwhile, or was renamed, keeps the name they have.
 */
export function createRenameOperator(): EffectRunner {
  return async (transaction, data) => {
    const { personId, from, to } = renameSchema.parse(data);
    await transaction
      .updateTable('people')
      .set({ name: to })
      .where('personId', '=', personId)
      .where('name', '=', from)
      .where('telegramId', 'is', null)
      .execute();
  };
}

/** What undoing the change must write instead. */
export function reverseRename(effect: Effect): Effect {
  const { personId, from, to } = renameSchema.parse(effect.data);
  return { ...effect, data: { personId, from: to, to: from } };
}
