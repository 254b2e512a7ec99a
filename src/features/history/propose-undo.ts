import { faultsText } from '../../change/change-words.ts';
import type { Proposal } from '../../change/confirm-change.ts';
import { planUndo } from '../../change/plan-undo.ts';
import type { Words } from '../../telegram/door.ts';
import type { HistoryDeps } from './history-deps.ts';

/** A plan that takes a finished change back, or the reason, in the person's words, why it cannot be. */
export async function proposeUndo(
  deps: Pick<HistoryDeps, 'change' | 'undo'>,
  words: Words,
  changeId: number,
): Promise<Proposal> {
  const change = await deps.change.journal.find(changeId);
  if (!change) return { type: 'refused', text: words('history-unknown', { change: changeId }) };
  if (change.state !== 'done') {
    return { type: 'refused', text: words('history-not-undoable', { change: changeId }) };
  }
  if (await deps.change.journal.isUndone(changeId)) {
    return { type: 'refused', text: words('history-already-undone', { change: changeId }) };
  }
  const undo = await planUndo(deps.undo, change);
  switch (undo.type) {
    case 'planned':
      return undo;
    case 'conflict':
      return { type: 'refused', text: words('history-conflict', { file: undo.path }) };
    case 'unsafe':
      return { type: 'refused', text: faultsText(words, undo.faults) };
    case 'nothingToUndo':
      return { type: 'refused', text: words('history-already-undone', { change: changeId }) };
  }
}
