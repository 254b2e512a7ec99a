import { readFileState, removeFile, replaceFile } from '../files/edit-files.ts';
import { messageOf } from '../lib/error.ts';
import type { ChangeDeps, ChangeEnd } from './change-deps.ts';
import { faultName, type FileEdit, type Plan, type PlanFault } from './plan.ts';
import { finishChange, restoreChange, type ChangeStep } from './settle-change.ts';
import type { ChangeRecord, JournalFile } from './store.ts';

export type ApplyStep = 'writing' | ChangeStep;

/**
 * `stale`: a file is no longer what the plan was made for. `unsafe`: another file changed so that
 * Asterisk would not load the result as meant. `busy`: an earlier change is not finished yet.
 */
export type ApplyOutcome =
  | ChangeEnd
  | { readonly type: 'stale'; readonly path: string }
  | { readonly type: 'unsafe'; readonly faults: readonly PlanFault[] }
  | { readonly type: 'busy'; readonly running: ChangeRecord | undefined };

export type ApplyRequest = {
  readonly plan: Plan;
  /** Who confirmed it. */
  readonly telegramId: number | undefined;
  /** The same when a tap is handled again after a crash; the journal finds the change by it. */
  readonly requestKey?: string;
  readonly onStep?: (step: ApplyStep) => void;
};

/**
 * Applies a plan whole or not at all: snapshot → journal → write → reload → proof → commit, or
 * everything put back. Killed at any instant, `recoverChange` at the next start brings it to one of
 * the same ends. Changes wait for each other.
 */
export function applyChange(deps: ChangeDeps, request: ApplyRequest): Promise<ApplyOutcome> {
  return deps.mutex(async () => {
    const { plan, telegramId, requestKey, onStep = () => undefined } = request;
    const stale = await findStale(plan.edits);
    if (stale !== undefined) return { type: 'stale', path: stale };

    const preflight = plan.edits.length > 0 ? deps.preflights[plan.proof.kind] : undefined;
    const found = (await preflight?.(plan.edits)) ?? [];
    const faults = found.filter((fault) => !plan.forgives?.includes(faultName(fault)));
    if (faults.length > 0) return { type: 'unsafe', faults };

    const files = await keepSnapshots(deps, plan.edits);
    const at = deps.clock.now();
    const changeId = await deps.journal.open({ plan, files, telegramId, requestKey, at });
    const change = changeId === undefined ? undefined : await deps.journal.find(changeId);
    if (!change) return { type: 'busy', running: await deps.journal.findOpen() };

    onStep('writing');
    try {
      for (const [index, edit] of plan.edits.entries()) await writeEdit(edit, files[index]?.before);
    } catch (error) {
      return restoreChange(deps, change, messageOf(error));
    }
    return finishChange(deps, change, { whenUnknown: 'restore', onStep });
  });
}

async function findStale(edits: readonly FileEdit[]): Promise<string | undefined> {
  for (const edit of edits) {
    if ((await readFileState(edit.path))?.text !== edit.before) return edit.path;
  }
  return undefined;
}

async function keepSnapshots(
  deps: ChangeDeps,
  edits: readonly FileEdit[],
): Promise<readonly JournalFile[]> {
  const files: JournalFile[] = [];
  for (const { path, before, after, isKeptByUndo = false } of edits) {
    files.push({
      path,
      isKeptByUndo,
      before: before === undefined ? undefined : await deps.snapshots.keep(before),
      after: after === undefined ? undefined : await deps.snapshots.keep(after),
    });
  }
  return files;
}

async function writeEdit({ path, after }: FileEdit, expected: string | undefined): Promise<void> {
  if (after !== undefined) await replaceFile(path, { text: after, expected });
  else if (expected !== undefined) await removeFile(path, expected);
}
