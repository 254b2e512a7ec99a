import path from 'node:path';
import type { ProofResult } from '../change/change-deps.ts';
import { decodeConfText } from '../files/conf-document.ts';
import { confTreeFromDisk, readConfTree } from '../files/conf-tree.ts';
import { preflightAri } from '../files/preflight.ts';
import { Unreachable } from '../lib/error.ts';
import { Secret } from '../lib/secret.ts';
import { ariUsersOf } from '../pbx/ari-user.ts';
import type { AskPair } from '../pbx/prove-ari.ts';

/** More users than this are not tried: each costs an exchange with ARI. */
const mostUsers = 10;

/**
 * Whether the running ARI takes every user of ari.conf with the password that stands there. A file
 * that Asterisk cannot read proves nothing, and nothing is asked of it: the pre-flight keeps a change
 * from leaving one, and putting one back is putting back what was there.
 * Throws Unreachable when ARI does not answer.
 */
export async function proveAriFile({
  configFolder,
  ask,
}: {
  readonly configFolder: string;
  readonly ask: AskPair;
}): Promise<ProofResult> {
  const ariConf = path.join(configFolder, 'ari.conf');
  const tree = await readConfTree(confTreeFromDisk, ariConf, configFolder);
  const problems = preflightAri(tree).filter(({ severity }) => severity !== 'warning');
  if (problems.some(({ severity }) => severity === 'fatal')) return { type: 'agrees' };
  const faulty = new Set(problems.map(({ file, line }) => `${file} ${line}`));
  const sound = ariUsersOf(tree).filter(
    ({ file, line, isHashed }) => !isHashed && !faulty.has(`${file} ${line}`),
  );
  for (const { name, password } of sound.slice(0, mostUsers)) {
    const text = new Secret(decodeConfText(password.reveal()));
    const verdict = await ask({ username: name, password: text });
    if (verdict.type === 'unreachable') throw new Unreachable(verdict.sentence);
    // 403: an access list that keeps this machine out, which is not about the password.
    if (verdict.type === 'refused' && verdict.status !== 403) {
      return { type: 'differs', what: `ARI answers ${verdict.status} to user ${name}.` };
    }
  }
  return { type: 'agrees' };
}
