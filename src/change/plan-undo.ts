import { readFileState } from '../files/edit-files.ts';
import { changedSections } from './changed-sections.ts';
import { revertChange } from './line-diff.ts';
import type { Preflight } from './change-deps.ts';
import type { Effect, FileEdit, Plan, PlanFault, Title } from './plan.ts';
import type { Snapshots } from './snapshots.ts';
import type { ChangeRecord } from './store.ts';

/**
 * `conflict`: the same lines, or lines between them, were edited since; a person must decide.
 * `unsafe`: with it Asterisk would not load its files as meant. `nothingToUndo`: it is already as before.
 */
export type UndoPlan =
  | { readonly type: 'planned'; readonly plan: Plan }
  | { readonly type: 'conflict'; readonly path: string }
  | { readonly type: 'unsafe'; readonly faults: readonly PlanFault[] }
  | { readonly type: 'nothingToUndo' };

export type UndoDeps = {
  readonly snapshots: Snapshots;
  readonly preflights: Readonly<Record<string, Preflight>>;
  /** Turns each feature's effect around. */
  readonly reverseEffect: (effect: Effect) => Effect;
};

/** A new plan, against today's files, that takes the lines of an earlier change back and leaves all later edits. */
export async function planUndo(deps: UndoDeps, change: ChangeRecord): Promise<UndoPlan> {
  const edits: FileEdit[] = [];
  for (const file of change.files.filter((one) => !one.isKeptByUndo)) {
    const today = (await readFileState(file.path))?.text;
    const before = file.before === undefined ? '' : await deps.snapshots.read(file.before);
    const after = file.after === undefined ? '' : await deps.snapshots.read(file.after);
    const reverted = revertChange(before, after, today ?? '');
    const isSafe =
      reverted !== undefined && touchesOnly(changedSections(before, after), today ?? '', reverted);
    if (!isSafe) return { type: 'conflict', path: file.path };
    const isGoneAgain = file.before === undefined && reverted === '';
    const wanted = isGoneAgain ? undefined : reverted;
    if (wanted !== today) edits.push({ path: file.path, before: today, after: wanted });
  }
  const isOfFiles = change.files.length > 0;
  if (edits.length === 0 && (isOfFiles || !change.effect)) return { type: 'nothingToUndo' };
  const preflight = isOfFiles ? deps.preflights[change.proof.kind] : undefined;
  const faults = (await preflight?.(edits)) ?? [];
  if (faults.length > 0) return { type: 'unsafe', faults };
  return {
    type: 'planned',
    plan: {
      title: undoTitle(change),
      edits,
      reload: change.reload,
      proof: change.proof,
      undoes: change.changeId,
      ...(change.effect && { effect: deps.reverseEffect(change.effect) }),
    },
  };
}

/** `of`: the key of what is taken back; its own values stand beside it. */
function undoTitle({ changeId, title, undoes }: ChangeRecord): Title {
  if (undoes !== undefined) return { key: 'change-redo', args: { change: undoes } };
  return { key: 'change-undo', args: { ...title.args, change: changeId, of: title.key } };
}

/** Undo changes no section that the change itself did not change: lines must not slip into a neighbour. */
function touchesOnly(allowed: ReadonlySet<string>, today: string, reverted: string): boolean {
  return changedSections(today, reverted).isSubsetOf(allowed);
}
