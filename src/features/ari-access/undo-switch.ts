import { revertChange } from '../../change/line-diff.ts';
import type { FileEdit } from '../../change/plan.ts';
import { reasonText } from '../../change/reasons.ts';
import { readFileState } from '../../files/edit-files.ts';
import { Conflict, NotFound } from '../../lib/error.ts';
import { applyStep, type StepOutcome } from './apply-step.ts';
import type { AriAccessDeps } from './ari-access-deps.ts';
import type { Rotation } from './rotation.ts';
import { rotationEffect, switchedBy, type RotationEffect } from './store.ts';

/** The change is among the newest: a rotation lasts an hour at most. */
const searchedChanges = 200;

/**
 * Takes back the change by which `.env` came to name the next user, and with it the rotation its new
 * state. The lines themselves are put back, from the engine's snapshots: the previous password may
 * hold letters that nothing would write anew. Throws Conflict when somebody edited them since.
 */
export async function undoSwitch(deps: AriAccessDeps, rotation: Rotation): Promise<StepOutcome> {
  const { journal, snapshots } = deps.change;
  const changes = await journal.list(searchedChanges);
  const change = changes.find(({ effect }) => switchedBy(effect) === rotation.rotationId);
  if (!change) throw new NotFound(reasonText('way-back-lost', {}));
  const edits: FileEdit[] = [];
  for (const { path, before, after } of change.files) {
    const today = (await readFileState(path))?.text;
    const reverted =
      today === undefined || before === undefined || after === undefined
        ? undefined
        : revertChange(await snapshots.read(before), await snapshots.read(after), today);
    if (reverted === undefined) throw new Conflict(reasonText('file-changed', { file: path }));
    edits.push({ path, before: today, after: reverted, isKeptByUndo: true });
  }
  const { rotationId, previousUser: user } = rotation;
  const effect: RotationEffect = { type: 'move', rotationId, state: 'wentBack' };
  return await applyStep(
    deps,
    {
      title: { key: 'change-ari-switch-back', args: { user } },
      edits,
      reload: change.reload,
      proof: { kind: 'ariAccess', subject: [user] },
      effect: { kind: rotationEffect, data: effect },
    },
    rotation.telegramId,
  );
}
