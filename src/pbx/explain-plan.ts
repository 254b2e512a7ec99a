import { faultsText } from '../change/change-words.ts';
import type { Proposal } from '../change/confirm-change.ts';
import type { Secret } from '../lib/secret.ts';
import type { Words } from '../telegram/door.ts';
import type { PlannedEdit } from './plan-edit.ts';

/** A planned edit as the person sees it; what Asterisk would trip over is named with file and line. */
export function explainPlan(words: Words, planned: PlannedEdit, secret?: Secret): Proposal {
  if (planned.type === 'refused')
    return { type: 'refused', text: faultsText(words, planned.faults) };
  return { type: 'planned', plan: planned.plan, ...(secret && { secret }) };
}
