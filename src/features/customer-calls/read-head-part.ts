import type { Words } from '../../telegram/door.ts';
import type { CustomerCallsDeps } from './customer-calls-deps.ts';
import { headPart } from './number-card.ts';

/** What the head of a customer's topic says of their numbers. */
export async function readHeadPart(
  { store }: Pick<CustomerCallsDeps, 'store'>,
  talkId: number,
  words: Words,
): Promise<ReturnType<typeof headPart>> {
  const tied = (await store.listTies(talkId)).filter(({ state }) => state === 'tied');
  const numbers = tied.map(({ number }) => number);
  return headPart(talkId, numbers, words);
}
