import path from 'node:path';
import { readFileState } from '../files/edit-files.ts';
import { changedSections } from './changed-sections.ts';
import { revertChange } from './line-diff.ts';
import type { Preflight } from './change-deps.ts';
import {
  faultName,
  type Effect,
  type FileEdit,
  type Plan,
  type PlanFault,
  type Title,
} from './plan.ts';
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

/**
 * A new plan, against today's files, that takes the lines of an earlier change back and leaves all
 * later edits. What the change wrote last goes first, so that what moved never stands twice.
 */
export async function planUndo(deps: UndoDeps, change: ChangeRecord): Promise<UndoPlan> {
  const reverted: Reverted[] = [];
  for (const file of change.files.filter((one) => !one.isKeptByUndo).toReversed()) {
    const today = (await readFileState(file.path))?.text;
    const before = file.before === undefined ? undefined : await deps.snapshots.read(file.before);
    const after = file.after === undefined ? '' : await deps.snapshots.read(file.after);
    reverted.push({ path: file.path, before, after, today, wanted: revert(before, after, today) });
  }
  const edits: FileEdit[] = [];
  for (const file of reverted) {
    const wanted = await keepInclude(file, reverted);
    if (!wanted) return { type: 'conflict', path: file.path };
    const { path: at, today } = file;
    if (wanted.text !== today) edits.push({ path: at, before: today, after: wanted.text });
  }
  const isOfFiles = change.files.length > 0;
  if (edits.length === 0 && (isOfFiles || !change.effect)) return { type: 'nothingToUndo' };
  const preflight = isOfFiles ? deps.preflights[change.proof.kind] : undefined;
  const found = (await preflight?.(edits)) ?? [];
  const forgives = found.length > 0 ? await findMended(preflight, reverted) : [];
  const faults = found.filter((fault) => !forgives.includes(faultName(fault)));
  if (faults.length > 0) return { type: 'unsafe', faults };
  return {
    type: 'planned',
    plan: {
      title: undoTitle(change),
      edits,
      reload: change.reload,
      proof: change.proof,
      undoes: change.changeId,
      ...(forgives.length > 0 && { forgives }),
      ...(change.effect && { effect: deps.reverseEffect(change.effect) }),
    },
  };
}

/**
 * What the change itself put right comes back with its undo. Only the loss of single objects: what
 * would empty the PBX is never brought back.
 */
async function findMended(
  preflight: Preflight | undefined,
  reverted: readonly Reverted[],
): Promise<readonly string[]> {
  const edits = reverted.map(({ path: file, today, before }) => ({
    ...{ path: file, before: today, after: before },
  }));
  const faults = (await preflight?.(edits)) ?? [];
  return faults.filter(({ severity }) => severity === 'object').map(faultName);
}

type Reverted = {
  readonly path: string;
  /** What the change found and what it left. */
  readonly before: string | undefined;
  readonly after: string;
  readonly today: string | undefined;
  readonly wanted: Wanted;
};

/** Undefined: a conflict. A text that is undefined: no such file. */
type Wanted = { readonly text: string | undefined } | undefined;

function revert(before: string | undefined, after: string, today: string | undefined): Wanted {
  const reverted = revertChange(before ?? '', after, today ?? '');
  const allowed = changedSections(before ?? '', after);
  if (reverted === undefined || !touchesOnly(allowed, today ?? '', reverted)) {
    return undefined;
  }
  return { text: before === undefined && reverted === '' ? undefined : reverted };
}

/** A line by which the change included a file stays while there is something in that file. */
async function keepInclude(file: Reverted, others: readonly Reverted[]): Promise<Wanted> {
  const line = /\r?\n#tryinclude ([^\r\n]+)\r?\n$/.exec(file.after);
  const name = line?.[1];
  const isNew = name !== undefined && !file.before?.includes(`#tryinclude ${name}`);
  if (!line || !isNew) return file.wanted;
  const included = path.join(path.dirname(file.path), name);
  const other = others.find((one) => one.path === included);
  const text = other ? other.wanted?.text : (await readFileState(included))?.text;
  // A section may be there and be switched off.
  if (text === undefined || !/^(?:;~)?\[/m.test(text)) return file.wanted;
  const before = file.before ?? '';
  const gap = before === '' || before.endsWith('\n') ? '' : '\n';
  return revert(before + gap + line[0], file.after, file.today);
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
