import { reasonText } from '../../change/reasons.ts';
import { Stop } from '../../lib/error.ts';
import { readAri } from '../../pbx/read-ari.ts';
import type { StepOutcome } from './apply-step.ts';
import type { AriAccessDeps } from './ari-access-deps.ts';
import { changePair } from './change-pair.ts';
import { closeSessions } from './close-sessions.ts';
import { mendPair } from './mend-pair.ts';
import { restartDependants } from './restart-dependants.ts';
import { retireUser } from './retire-user.ts';
import { isOpen, sideOf, type EnvSide, type Rotation } from './rotation.ts';
import { undoSwitch } from './undo-switch.ts';

/**
 * `moved`: one step was taken. `waiting`: for its time, or, with a sentence that says so, for a trouble
 * to pass; ask again later.
 */
type Advance =
  { readonly type: 'moved' } | { readonly type: 'waiting'; readonly because: string | undefined };

const moved: Advance = { type: 'moved' };
const waiting: Advance = { type: 'waiting', because: undefined };

/**
 * Takes a rotation one step towards its end. Every step may be taken again after a crash: what is true
 * is asked of the files first, and the journal may be a step behind them. Until `.env` names the next
 * user an interrupted rotation goes back, afterwards it goes on; at no instant does `.env` name a pair
 * that Asterisk would not take.
 * `isInterrupted`: nobody waits for it any more; the process that began it is gone.
 */
export async function advanceRotation(
  deps: AriAccessDeps,
  rotation: Rotation,
  isInterrupted: boolean,
): Promise<Advance> {
  try {
    return await takeStep(deps, rotation, isInterrupted);
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    // A disk, a right, a file edited by hand: both passwords are good, and a person must look.
    if (rotation.state === 'prepared') return await abort(deps, rotation, error.message);
    return await park(deps, rotation, error.message);
  }
}

async function takeStep(
  deps: AriAccessDeps,
  rotation: Rotation,
  isInterrupted: boolean,
): Promise<Advance> {
  const { pair } = await readAri(deps.folder);
  const side = sideOf(rotation, pair);
  // A pair that somebody wrote into .env is theirs to finish; one of ours must be good.
  const mended = side === 'elsewhere' ? undefined : await mendPair(deps, rotation);
  if (mended !== undefined) return await park(deps, rotation, mended);
  switch (rotation.state) {
    case 'prepared':
      if (side === 'next') return await move(deps, rotation, 'switched');
      if (isInterrupted) return await abort(deps, rotation, reasonText('interrupted', {}));
      return await switchOver(deps, rotation);
    case 'switched':
      if (side !== 'next') return await handEdited(deps, rotation, side);
      return await afterSwitch(deps, rotation);
    case 'grace':
      if (side !== 'next') return await handEdited(deps, rotation, side);
      if (isInGrace(deps, rotation)) return waiting;
      return await retirePrevious(deps, rotation);
    case 'retired':
      return await finish(deps, rotation);
    case 'aborting':
      return await throwAway(deps, rotation);
    case 'goingBack':
      if (side === 'previous') return await move(deps, rotation, 'wentBack');
      return await goBack(deps, rotation);
    case 'wentBack':
      return await afterWayBack(deps, rotation);
    case 'done':
    case 'putBack':
    case 'stuck':
      return waiting;
  }
}

/** A clock that was set back must not stretch the grace: it is never longer than the policy's. */
function isInGrace({ clock, policy }: AriAccessDeps, { graceUntil = 0 }: Rotation): boolean {
  const left = graceUntil - clock.now();
  return left > 0 && left <= policy.graceMs;
}

/** The commit: one rename of `.env`. */
async function switchOver(deps: AriAccessDeps, rotation: Rotation): Promise<Advance> {
  await deps.store.setSessions(rotation.rotationId, await listSessions(deps));
  const outcome = await changePair(deps, rotation);
  if (outcome.type === 'done') return moved;
  return await abort(deps, rotation, outcome.because);
}

async function afterSwitch(deps: AriAccessDeps, rotation: Rotation): Promise<Advance> {
  await follow(deps);
  if (rotation.kind === 'leaked') return await retirePrevious(deps, rotation);
  const restarted = await restartDependants(deps);
  if (restarted.type === 'failed') {
    await deps.store.addRemark(rotation.rotationId, restarted.because);
    return await move(deps, rotation, 'goingBack');
  }
  if (rotation.kind === 'single') return await move(deps, rotation, 'retired');
  const graceUntil = deps.clock.now() + deps.policy.graceMs;
  await deps.store.move(rotation, 'switched', { state: 'grace', graceUntil });
  return moved;
}

async function retirePrevious(deps: AriAccessDeps, rotation: Rotation): Promise<Advance> {
  const { previousUser: username } = rotation;
  return await settle(
    deps,
    rotation,
    await retireUser(deps, rotation, { username, state: 'retired' }),
  );
}

async function finish(deps: AriAccessDeps, rotation: Rotation): Promise<Advance> {
  await follow(deps);
  await closeSessions(deps, rotation);
  const isUnproven = rotation.remarks.some(({ key }) => key === 'ari-remark-old-still-works');
  if (isUnproven) return await move(deps, rotation, 'stuck');
  if (rotation.kind !== 'leaked') return await move(deps, rotation, 'done');
  const restarted = await restartDependants(deps);
  if (restarted.type === 'running') return await move(deps, rotation, 'done');
  // There is no way back to a password that leaked.
  await deps.store.addRemark(rotation.rotationId, restarted.because);
  return await move(deps, rotation, 'stuck');
}

/** Before the commit nobody has the new password yet: it is thrown away, and all is as it was. */
async function throwAway(deps: AriAccessDeps, rotation: Rotation): Promise<Advance> {
  const { nextUser: username } = rotation;
  return await settle(
    deps,
    rotation,
    await retireUser(deps, rotation, { username, state: 'putBack' }),
  );
}

async function goBack(deps: AriAccessDeps, rotation: Rotation): Promise<Advance> {
  return await settle(deps, rotation, await undoSwitch(deps, rotation));
}

async function afterWayBack(deps: AriAccessDeps, rotation: Rotation): Promise<Advance> {
  await follow(deps);
  const restarted = await restartDependants(deps);
  if (restarted.type === 'failed') {
    const { name = '' } = restarted.because.args;
    await deps.store.addRemark(rotation.rotationId, {
      key: 'ari-remark-still-down',
      args: { name },
    });
  }
  return await move(deps, rotation, rotation.kind === 'single' ? 'putBack' : 'aborting');
}

async function handEdited(
  deps: AriAccessDeps,
  rotation: Rotation,
  side: EnvSide,
): Promise<Advance> {
  const because = reasonText('env-by-hand', { file: '.env' });
  if (side !== 'previous') return await park(deps, rotation, because);
  await deps.store.move(rotation, rotation.state, { state: 'wentBack', because });
  return moved;
}

/** Whatever of ours signs in takes the pair that `.env` names now. */
async function follow({ folder, links }: AriAccessDeps): Promise<void> {
  const { pair } = await readAri(folder);
  if (!pair) return;
  for (const link of links) await link.changeCredentials(pair);
}

async function listSessions({ cli }: AriAccessDeps): Promise<readonly string[]> {
  try {
    return (await cli.showAriSessions()).map(({ id }) => id);
  } catch (error) {
    // Without the console none can be cut either, and that is told at the end.
    if (error instanceof Stop) return [];
    throw error;
  }
}

async function settle(
  deps: AriAccessDeps,
  rotation: Rotation,
  outcome: StepOutcome,
): Promise<Advance> {
  if (outcome.type === 'done') return moved;
  if (outcome.type === 'failed') return await park(deps, rotation, outcome.because);
  deps.log.warn({ because: outcome.because }, 'a step of a rotation waits');
  return { type: 'waiting', because: outcome.because };
}

async function abort(deps: AriAccessDeps, rotation: Rotation, because: string): Promise<Advance> {
  await deps.store.move(rotation, 'prepared', { state: 'aborting', because });
  return moved;
}

/** Left as it is: what `.env` names is good, the rest is told to a person. */
async function park(deps: AriAccessDeps, rotation: Rotation, because: string): Promise<Advance> {
  if (!isOpen(rotation)) return waiting;
  await deps.store.move(rotation, rotation.state, {
    state: 'stuck',
    because: rotation.because === undefined ? because : `${rotation.because} ${because}`,
  });
  return moved;
}

async function move(
  { store }: AriAccessDeps,
  rotation: Rotation,
  state: Rotation['state'],
): Promise<Advance> {
  await store.move(rotation, rotation.state, { state });
  return moved;
}
