import { readDialled } from '../../telephony/dialled-number.ts';
import type { KnownCustomer } from '../../telephony/known-customer.ts';
import type { CustomerCallsDeps } from './customer-calls-deps.ts';
import { toKnown } from './known.ts';

/** Who has these numbers, each as Asterisk told it or as it was dialled; as one question to the store. */
export async function findCustomers(
  { store, topicLink }: Pick<CustomerCallsDeps, 'store' | 'topicLink'>,
  given: readonly string[],
): Promise<(number: string) => readonly KnownCustomer[]> {
  const found = await store.listCustomers([...new Set(given.flatMap(full))]);
  return (number) => {
    const [wanted] = full(number);
    return found.filter((one) => one.number === wanted).map((one) => toKnown(one, topicLink));
  };
}

function full(number: string): readonly string[] {
  const party = readDialled(number);
  return party?.type === 'outside' ? [party.number] : [];
}
