import { readFileState } from '../../files/edit-files.ts';
import { preflightAri } from '../../files/preflight.ts';
import { Stop } from '../../lib/error.ts';
import type { PlanFault } from '../../change/plan.ts';
import { ariPairKeys } from '../../pbx/ari-pair.ts';
import { isPlainUser, twinOf, type AriPair, type AriUser } from '../../pbx/ari-user.ts';
import { readAri, type AriFiles } from '../../pbx/read-ari.ts';
import type { AriAccessDeps } from './ari-access-deps.ts';
import { findClosedFolder } from './find-closed-folder.ts';
import type { RotationKind } from './rotation.ts';
import { rotationEffect } from './store.ts';

/** All a rotation needs to know before it changes anything. */
export type ReadyToRotate = {
  readonly type: 'ready';
  readonly files: AriFiles;
  readonly envText: string;
  readonly pair: AriPair;
  readonly user: AriUser;
  /** The text of the file in which the user stands. */
  readonly userText: string;
  /** The user whose turn it is: the same one with `single`. */
  readonly nextUser: string;
  /** The next user, if ari.conf has it already. */
  readonly twin: AriUser | undefined;
};

/** `because`: a key of words with its values. `broken`: what Asterisk trips over in ari.conf today. */
export type NotReady =
  | {
      readonly type: 'notReady';
      readonly because: string;
      readonly args: Readonly<Record<string, string | number>>;
    }
  | { readonly type: 'broken'; readonly faults: readonly PlanFault[] };

/**
 * Looks, without changing anything, whether the password can be rotated: every reason against it is
 * told apart. The present pair must be good, or a rotation would hide another trouble.
 */
export async function checkRotation(
  deps: AriAccessDeps,
  kind: RotationKind,
): Promise<ReadyToRotate | NotReady> {
  const files = await readAri(deps.folder);
  // After the reading: what another rotation has written by then is seen to be its own.
  const running = await findRunning(deps);
  if (running !== undefined) return notReady('ari-running', { user: running });
  const { pair, envText } = files;
  if (envText === undefined || !pair) return notReady('ari-no-env', { file: files.envPath });
  const fixed = ariPairKeys.find((key) => deps.policy.fixedByEnvironment.includes(key));
  if (fixed !== undefined) return notReady('ari-fixed-by-environment', { key: fixed });

  const fatal = preflightAri(files.tree).filter(({ severity }) => severity === 'fatal');
  if (fatal.length > 0) return { type: 'broken', faults: fatal };
  const user = files.users.find(({ name }) => name === pair.username);
  const mismatch = findMismatch(user, pair);
  if (!user || mismatch) return mismatch ?? notReady('ari-user-missing', { user: pair.username });
  const userText = (await readFileState(user.file))?.text ?? '';
  if (!isPlainUser(userText, user.name)) return notReady('ari-user-shared', { user: user.name });

  const nextUser = kind === 'single' ? user.name : twinOf(user.name);
  const twin = files.users.find(({ name }) => name === nextUser);
  const ready = {
    type: 'ready' as const,
    ...{ files, envText, pair, user, userText, nextUser, twin },
  };
  return (
    (twin && kind !== 'single' ? findTwinTrouble(ready, twin) : undefined) ??
    (await findLoginTrouble(deps, pair)) ??
    (await findFolderTrouble(deps, [files.envPath, user.file])) ??
    (await findDependantTrouble(deps)) ??
    ready
  );
}

/** The next user of a rotation that runs, or that is just being opened. */
async function findRunning({ store, change }: AriAccessDeps): Promise<string | undefined> {
  const opening = await change.journal.findOpen();
  if (opening?.effect?.kind === rotationEffect) return opening.proof.subject[0] ?? '';
  return (await store.findOpen())?.nextUser;
}

function findMismatch(user: AriUser | undefined, pair: AriPair): NotReady | undefined {
  if (!user) return notReady('ari-user-missing', { user: pair.username });
  if (user.isHashed) return notReady('ari-user-hashed', { user: user.name });
  if (!user.password.equals(pair.password)) return notReady('ari-mismatch', { user: user.name });
  return undefined;
}

/** The other user must be one of ours in all but its password. */
function findTwinTrouble(ready: ReadyToRotate, twin: AriUser): NotReady | undefined {
  const { user, userText } = ready;
  const isFit =
    twin.file === user.file &&
    !twin.isReadOnly &&
    !twin.isHashed &&
    JSON.stringify(twin.limits) === JSON.stringify(user.limits) &&
    isPlainUser(userText, twin.name);
  return isFit
    ? undefined
    : notReady('ari-twin-unfit', { user: twin.name, line: String(twin.line) });
}

async function findLoginTrouble(
  { ask }: AriAccessDeps,
  pair: AriPair,
): Promise<NotReady | undefined> {
  const verdict = await ask(pair);
  if (verdict.type === 'unreachable') return notReady('ari-away', { why: verdict.sentence });
  if (verdict.type === 'refused') {
    const known = [401, 403, 404, 503].includes(verdict.status);
    return known
      ? notReady(`ari-refused-${verdict.status}`, { user: pair.username })
      : notReady('ari-away', { why: verdict.sentence });
  }
  return verdict.mayWrite ? undefined : notReady('ari-read-only', { user: pair.username });
}

async function findFolderTrouble(
  deps: AriAccessDeps,
  files: readonly string[],
): Promise<NotReady | undefined> {
  const closed = await findClosedFolder(deps, files);
  if (!closed) return undefined;
  const { folder, what } = closed;
  return notReady(what === 'full' ? 'ari-disk-full' : 'ari-folder-closed', { folder });
}

async function findDependantTrouble(deps: AriAccessDeps): Promise<NotReady | undefined> {
  const { dependants } = deps.policy;
  if (dependants.length === 0) return undefined;
  try {
    const processes = await deps.processes.list();
    for (const name of dependants) {
      const own = processes.filter((one) => one.name === name);
      if (own.length === 0) return notReady('ari-dependant-unknown', { name });
      if (own.some(({ isOnline }) => !isOnline)) return notReady('ari-dependant-down', { name });
      const key = ariPairKeys.find((one) => own.some(({ variables }) => variables.has(one)));
      if (key !== undefined) return notReady('ari-dependant-shadowed', { name, key });
    }
    return undefined;
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    return notReady('ari-dependant-pm2', { why: error.message });
  }
}

function notReady(
  because: string,
  args: Readonly<Record<string, string | number>>,
): Extract<NotReady, { type: 'notReady' }> {
  return { type: 'notReady', because, args };
}
