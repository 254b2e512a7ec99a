import { readFileState } from '../files/edit-files.ts';
import { revertChange } from './line-diff.ts';
import type { Effect, FileEdit, Plan } from './plan.ts';
import type { Snapshots } from './snapshots.ts';
import type { ChangeRecord } from './store.ts';

/** `conflict`: the same lines were edited since; a person must decide. `nothingToUndo`: it is already as before. */
export type UndoPlan =
  | { readonly type: 'planned'; readonly plan: Plan }
  | { readonly type: 'conflict'; readonly path: string }
  | { readonly type: 'nothingToUndo' };

export type UndoDeps = {
  readonly snapshots: Snapshots;
  /** Turns each feature's effect around. */
  readonly reverseEffect: (effect: Effect) => Effect;
};

/** A new plan, against today's files, that takes the lines of an earlier change back and leaves all later edits. */
export async function planUndo(deps: UndoDeps, change: ChangeRecord): Promise<UndoPlan> {
  const edits: FileEdit[] = [];
  for (const file of change.files) {
    const today = (await readFileState(file.path))?.text;
    const before = file.before === undefined ? '' : await deps.snapshots.read(file.before);
    const after = file.after === undefined ? '' : await deps.snapshots.read(file.after);
    const reverted = revertChange(before, after, today ?? '');
    if (reverted === undefined) return { type: 'conflict', path: file.path };
    const isGoneAgain = file.before === undefined && reverted === '';
    const wanted = isGoneAgain ? undefined : reverted;
    if (wanted !== today) edits.push({ path: file.path, before: today, after: wanted });
  }
  if (edits.length === 0) return { type: 'nothingToUndo' };
  return {
    type: 'planned',
    plan: {
      title: { key: 'change-undo', args: { change: change.changeId } },
      edits,
      reload: change.reload,
      proof: change.proof,
      undoes: change.changeId,
      ...(change.effect && { effect: deps.reverseEffect(change.effect) }),
    },
  };
}
