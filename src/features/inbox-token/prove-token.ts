import type { ProofResult } from '../../change/change-deps.ts';
import { reasonText } from '../../change/reasons.ts';
import type { Secret } from '../../lib/secret.ts';
import { printOf } from '../../lib/secret-print.ts';
import type { AccountAnswer } from './renew-token.ts';
import { readToken } from './read-token.ts';

/**
 * Whether `.env` names the new token and Meta takes it, or names the one before, after it was put back.
 * `subject`: salt, print of the new one, print of the one before. Meta took the new one before it was
 * written, so silence of Meta says nothing against it; nor may it hold up the changes of others.
 */
export async function proveToken(
  {
    envFile,
    ask,
  }: {
    readonly envFile: string;
    readonly ask: (token: Secret) => Promise<AccountAnswer>;
  },
  [salt = '', next, previous]: readonly string[],
): Promise<ProofResult> {
  const standing = await readToken(envFile);
  const print = standing && printOf(salt, standing.token);
  if (print !== undefined && print === previous) return { type: 'agrees' };
  if (!standing || print !== next) {
    return { type: 'differs', what: reasonText('env-by-hand', { file: envFile }) };
  }
  const account = await ask(standing.token);
  return account.type === 'tokenDead'
    ? { type: 'differs', what: reasonText('token-refused', {}) }
    : { type: 'agrees' };
}
