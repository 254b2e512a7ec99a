import type { Transaction } from 'kysely';
import type { Effect } from '../../change/plan.ts';
import type { EffectRunner } from '../../change/store.ts';
import { tiesSchema, type Tie } from '../../pbx/tie.ts';
import type { Tables } from '../../storage/tables.ts';

/**
 * Writes whose extensions they are, in the same transaction that closes the change. A new operator is
 * entered by name; a person who left meanwhile stays left and the name is entered again.
 */
export function createTieExtensions(now: () => number): EffectRunner {
  return async (transaction, data) => {
    for (const tie of tiesSchema.parse(data)) {
      await writeTie(transaction, { ...tie, personId: tie.personId }, now());
    }
  };
}

async function writeTie(transaction: Transaction<Tables>, tie: Tie, at: number): Promise<void> {
  if (!tie.isTied && tie.personId === undefined) await forgetByName(transaction, tie.number);
  await transaction
    .updateTable('people')
    .set({ extension: null })
    .where('extension', '=', tie.number)
    .execute();
  const isNobodys = tie.personId === undefined && tie.personName === '';
  if (!tie.isTied || isNobodys) return;
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
      createdAt: at,
    })
    .execute();
}

/** An operator whom the change that is undone entered by name leaves with it, unless they joined or are invited. */
async function forgetByName(transaction: Transaction<Tables>, number: string): Promise<void> {
  await transaction
    .deleteFrom('people')
    .where('extension', '=', number)
    .where('telegramId', 'is', null)
    .where((is) =>
      is.not(
        is.exists(
          is
            .selectFrom('invites')
            .select('tokenHash')
            .whereRef('invites.personId', '=', 'people.personId'),
        ),
      ),
    )
    .execute();
}

/** What undoing a change must write instead: the last first, as a number that went from one to another goes back. */
export function reverseTies(effect: Effect): Effect {
  const ties = tiesSchema.parse(effect.data);
  return { ...effect, data: ties.map((tie) => ({ ...tie, isTied: !tie.isTied })).toReversed() };
}
