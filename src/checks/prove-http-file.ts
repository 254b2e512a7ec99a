import type { ProofResult } from '../change/change-deps.ts';
import { Secret } from '../lib/secret.ts';
import type { AskPair } from '../pbx/prove-ari.ts';
import { judgeHttpFile } from './check-http-file.ts';

/**
 * Whether ARI answers where http.conf says it should and the bot looks for it. A file that says
 * otherwise proves nothing, and putting one back is putting back what was there.
 */
export async function proveHttpFile({
  configFolder,
  url,
  ask,
}: {
  readonly configFolder: string;
  readonly url: string;
  readonly ask: AskPair;
}): Promise<ProofResult> {
  const found = await judgeHttpFile({ configFolder, ariUrl: () => url });
  if (found.some(({ level }) => level === 'bad')) return { type: 'agrees' };
  // Any answer will do, a refusal too: who may come in is another question.
  const verdict = await ask({ username: 'nobody', password: new Secret('') });
  if (verdict.type !== 'unreachable') return { type: 'agrees' };
  return { type: 'differs', what: `Asterisk's web server does not answer at ${url}.` };
}
