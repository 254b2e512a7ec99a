import type { AriVerdict } from '../asterisk/ari-probe.ts';
import { waitOut } from '../asterisk/wait-out.ts';
import type { ProofResult } from '../change/change-deps.ts';
import { Refused, Stop, Unreachable } from '../lib/error.ts';
import type { AriPair, AriUser } from './ari-user.ts';
import { readAri, type AriFolder } from './read-ari.ts';

/** Asks the running Asterisk what it says to a pair. */
export type AskPair = (pair: AriPair) => Promise<AriVerdict>;

export type ProveAriDeps = {
  readonly folder: AriFolder;
  readonly ask: AskPair;
  /** Names of the users that the running Asterisk has; from its console. */
  readonly listRunning: () => Promise<readonly string[]>;
};

/**
 * Whether Asterisk takes the named users, and always the pair of `.env`, as the files have them.
 * Asterisk calls every reload a success, so a sign-in is the only proof; that a user is gone only the
 * console can tell, and without it that is not looked at. Throws Unreachable or Refused when ARI
 * itself does not answer.
 */
export async function proveAri(deps: ProveAriDeps, names: readonly string[]): Promise<ProofResult> {
  const { users, pair } = await readAri(deps.folder);
  for (const name of new Set(names)) {
    const user = users.find((one) => one.name === name);
    if (!user && (await isRunning(deps, name))) {
      return { type: 'differs', what: `Asterisk still has the ARI user ${name}.` };
    }
    if (!user || user.isHashed) continue;
    const trouble = await findTrouble(deps, { username: name, password: user.password }, user);
    if (trouble !== undefined) return { type: 'differs', what: trouble };
  }
  if (!pair) return { type: 'agrees' };
  const own = users.find((one) => one.name === pair.username);
  const trouble = await findTrouble(deps, pair, own);
  return trouble === undefined ? { type: 'agrees' } : { type: 'differs', what: trouble };
}

async function isRunning({ listRunning }: ProveAriDeps, name: string): Promise<boolean> {
  try {
    return (await listRunning()).includes(name);
  } catch (error) {
    if (error instanceof Stop) return false;
    throw error;
  }
}

/** While Asterisk boots it refuses for a moment what it will take; a second and a half is plenty. */
const patience = { deadlineMs: 1500, isPassing: (error: unknown) => error instanceof NotTaken };

class NotTaken extends Error {}

async function findTrouble(
  { ask }: ProveAriDeps,
  pair: AriPair,
  user: Pick<AriUser, 'isReadOnly'> | undefined,
): Promise<string | undefined> {
  try {
    const mayWrite = await waitOut(patience, async () => {
      const verdict = await ask(pair);
      if (verdict.type === 'accepted') return verdict.mayWrite;
      if (verdict.type === 'refused' && verdict.status === 401) throw new NotTaken();
      throw verdict.type === 'refused'
        ? new Refused(verdict.sentence, { status: verdict.status })
        : new Unreachable(verdict.sentence);
    });
    const isAsWritten = user === undefined || mayWrite === !user.isReadOnly;
    if (isAsWritten) return undefined;
    return `Asterisk lets the ARI user ${pair.username} do other things than ari.conf says.`;
  } catch (error) {
    if (!(error instanceof NotTaken)) throw error;
    return `Asterisk does not take the password that the files have for the ARI user ${pair.username}.`;
  }
}
