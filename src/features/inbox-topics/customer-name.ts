import { cleanLine } from '../../lib/html.ts';

/** For one line; without a name, the last digits of the customer's id tell one from another. */
export function customerName(said: string | undefined, customerId: string): string {
  const name = cleanLine(said ?? '');
  return name === '' ? `Mijoz ${customerId.slice(-4)}` : name;
}
