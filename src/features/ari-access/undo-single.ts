import type { FileEdit } from '../../change/plan.ts';
import { readFileState, sha256 } from '../../files/edit-files.ts';
import { Conflict, NotFound } from '../../lib/error.ts';
import { applyStep, type StepOutcome } from './apply-step.ts';
import type { AriAccessDeps } from './ari-access-deps.ts';
import type { Rotation } from './rotation.ts';
import { openedBy, rotationEffect, type RotationEffect } from './store.ts';

/** A rotation's first change is among the newest: nothing else is changed while it runs for long. */
const searchedChanges = 100;

/**
 * Puts ari.conf and `.env` back as they were before the one change of a `single` rotation, from the
 * snapshots of the engine. Throws Conflict when somebody edited one of them since.
 */
export async function undoSingle(deps: AriAccessDeps, rotation: Rotation): Promise<StepOutcome> {
  const { journal, snapshots } = deps.change;
  const changes = await journal.list(searchedChanges);
  const first = changes.find(({ effect }) => openedBy(effect) === rotation.rotationId);
  if (!first) throw new NotFound('The change that began this rotation is not in the history.');
  const edits: FileEdit[] = [];
  for (const { path, before, after } of first.files) {
    const today = (await readFileState(path))?.text;
    if (today === undefined || before === undefined || sha256(today) !== after) {
      throw new Conflict(`${path} was changed by somebody else since.`);
    }
    edits.push({ path, before: today, after: await snapshots.read(before), isKeptByUndo: true });
  }
  const effect: RotationEffect = {
    type: 'move',
    rotationId: rotation.rotationId,
    state: 'wentBack',
  };
  return await applyStep(
    deps,
    {
      title: { key: 'change-ari-switch-back', args: { user: rotation.previousUser } },
      edits,
      reload: ['res_ari.so'],
      proof: { kind: 'ariAccess', subject: [rotation.previousUser] },
      effect: { kind: rotationEffect, data: effect },
    },
    rotation.telegramId,
  );
}
