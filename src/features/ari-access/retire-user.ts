import { reasonText } from '../../change/reasons.ts';
import { parseConf, printConf, setSetting } from '../../files/conf-document.ts';
import { readFileState } from '../../files/edit-files.ts';
import { NotFound } from '../../lib/error.ts';
import { readAri } from '../../pbx/read-ari.ts';
import { applyStep, type StepOutcome } from './apply-step.ts';
import type { AriAccessDeps } from './ari-access-deps.ts';
import type { Rotation, RotationState } from './rotation.ts';
import { rotationEffect, type RotationEffect } from './store.ts';

/**
 * Gives a user a random password that nobody keeps, and with it the rotation its new state. Proven
 * twice: Asterisk takes what the file now has (which is the engine's proof), and no longer what it had.
 */
export async function retireUser(
  deps: AriAccessDeps,
  rotation: Rotation,
  { username, state }: { readonly username: string; readonly state: RotationState },
): Promise<StepOutcome> {
  const { users } = await readAri(deps.folder);
  const user = users.find(({ name }) => name === username);
  const before = user && (await readFileState(user.file))?.text;
  if (!user || before === undefined) {
    throw new NotFound(reasonText('user-gone', { user: username }));
  }
  const after = printConf(
    setSetting(parseConf(before), {
      section: { name: username, type: 'user' },
      key: 'password',
      value: deps.newPassword().reveal(),
    }),
  );
  const effect: RotationEffect = { type: 'move', rotationId: rotation.rotationId, state };
  const outcome = await applyStep(
    deps,
    {
      title: { key: 'change-ari-retire', args: { user: username } },
      // What was thrown away must not come back by an undo.
      edits: [{ path: user.file, before, after, isKeptByUndo: true }],
      reload: ['res_ari.so'],
      proof: { kind: 'ariAccess', subject: [username] },
      effect: { kind: rotationEffect, data: effect },
    },
    rotation.telegramId,
  );
  if (outcome.type !== 'done') return outcome;
  const verdict = await deps.ask({ username, password: user.password });
  if (verdict.type === 'accepted') {
    await deps.store.addRemark(rotation.rotationId, {
      key: 'ari-remark-old-still-works',
      args: { user: username },
    });
  }
  return outcome;
}
