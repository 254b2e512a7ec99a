import type { Transaction } from 'kysely';
import type { Storage } from './database.ts';
import type { Tables } from './tables.ts';

/** The head of the customer's topic should show something else. Give it the transaction that changes the truth. */
export async function wantTopicHead(
  database: Storage | Transaction<Tables>,
  talkId: number,
): Promise<void> {
  await database
    .updateTable('customerTopics')
    .set((row) => ({ headWanted: row('headWanted', '+', 1) }))
    .where('talkId', '=', talkId)
    .execute();
}

/** The same for all customers whom this person has taken on. */
export async function wantClaimedHeads(
  transaction: Transaction<Tables>,
  personId: number,
): Promise<void> {
  await transaction
    .updateTable('customerTopics')
    .set((row) => ({ headWanted: row('headWanted', '+', 1) }))
    .where('talkId', 'in', (from) =>
      from.selectFrom('deskTalks').select('talkId').where('claimedBy', '=', personId),
    )
    .execute();
}
