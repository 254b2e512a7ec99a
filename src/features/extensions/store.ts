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
  if (tie.personId !== undefined && (await isThere(transaction, tie.personId))) {
    // Who got another number meanwhile keeps it: this one is then nobody's.
    await give(transaction, tie.personId, tie.number);
    return;
  }
  const waiting = await transaction
    .selectFrom('people')
    .select('personId')
    .where('name', '=', tie.personName)
    .where('telegramId', 'is', null)
    .where('extension', 'is', null)
    .orderBy('personId')
    .executeTakeFirst();
  if (waiting) {
    await give(transaction, waiting.personId, tie.number);
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

async function isThere(transaction: Transaction<Tables>, personId: number): Promise<boolean> {
  const found = await transaction
    .selectFrom('people')
    .select('personId')
    .where('personId', '=', personId)
    .executeTakeFirst();
  return found !== undefined;
}

async function give(
  transaction: Transaction<Tables>,
  personId: number,
  number: string,
): Promise<void> {
  await transaction
    .updateTable('people')
    .set({ extension: number })
    .where('personId', '=', personId)
    .where('extension', 'is', null)
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
