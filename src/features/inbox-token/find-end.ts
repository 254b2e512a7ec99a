import type { Secret } from '../../lib/secret.ts';
import { printOf } from '../../lib/secret-print.ts';
import type { TokenStore } from './store.ts';
import { endOf } from './token-life.ts';

/** The latest at which a token ends. Undefined: it was never seen here. */
export async function findEnd(
  { find }: Pick<TokenStore, 'find'>,
  token: Secret,
): Promise<number | undefined> {
  const known = await find();
  return known?.print === printOf(known?.salt ?? '', token) ? endOf(known) : undefined;
}
