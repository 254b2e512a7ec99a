import { reasonText } from '../../change/reasons.ts';
import { Conflict } from '../../lib/error.ts';
import { printOf } from '../../lib/secret-print.ts';
import { withAriPair } from '../../pbx/ari-pair.ts';
import { readAri } from '../../pbx/read-ari.ts';
import { applyStep, type StepOutcome } from './apply-step.ts';
import type { AriAccessDeps } from './ari-access-deps.ts';
import type { Rotation } from './rotation.ts';
import { rotationEffect, type RotationEffect } from './store.ts';

/**
 * Lets `.env` name the next user: one rename of one file, proven by a sign-in, and with it the
 * rotation's new state. The password is read from ari.conf; nothing else keeps it.
 * Throws Conflict when ari.conf has another password than the rotation knows of.
 */
export async function changePair(deps: AriAccessDeps, rotation: Rotation): Promise<StepOutcome> {
  const { users, envPath, envText = '' } = await readAri(deps.folder);
  const username = rotation.nextUser;
  const user = users.find(({ name }) => name === username);
  if (!user || printOf(rotation.salt, user.password) !== rotation.nextPrint) {
    throw new Conflict(reasonText('password-by-hand', { user: username }));
  }
  const after = withAriPair(envText, { username, password: user.password });
  const effect: RotationEffect = {
    type: 'move',
    rotationId: rotation.rotationId,
    state: 'switched',
  };
  return await applyStep(
    deps,
    {
      title: { key: 'change-ari-switch', args: { user: username } },
      // Undo by history knows nothing of the programs that moved over; the rotation has its own.
      edits: [{ path: envPath, before: envText, after, isKeptByUndo: true }],
      reload: [],
      proof: { kind: 'ariAccess', subject: [username] },
      effect: { kind: rotationEffect, data: effect },
    },
    rotation.telegramId,
  );
}
