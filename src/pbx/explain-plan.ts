import { faultsText } from '../change/change-words.ts';
import type { Proposal } from '../change/confirm-change.ts';
import type { Secret } from '../lib/secret.ts';
import type { Words } from '../telegram/door.ts';
import type { PlannedEdit } from './plan-edit.ts';

/** A planned edit as the person sees it, with `notes` (HTML lines) below; what Asterisk would trip over is named with file and line. */
export function explainPlan(
  words: Words,
  planned: PlannedEdit,
  { secret, notes = [] }: { readonly secret?: Secret; readonly notes?: readonly string[] } = {},
): Proposal {
  if (planned.type === 'refused')
    return { type: 'refused', text: faultsText(words, planned.faults) };
  return {
    type: 'planned',
    plan: planned.plan,
    ...(secret && { secret }),
    ...(notes.length > 0 && { note: notes.join('\n') }),
  };
}
