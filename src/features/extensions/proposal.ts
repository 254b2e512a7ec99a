import type { Proposal } from '../../change/confirm-change.ts';
import { escapeHtml } from '../../lib/html.ts';
import type { Secret } from '../../lib/secret.ts';
import type { Words } from '../../telegram/door.ts';
import type { PlannedEdit } from './plan-edit.ts';

/** At most this many faults of the PBX's files are shown at once. */
const shownProblems = 5;

export function refusal(text: string): Proposal {
  return { type: 'refused', text };
}

/** A planned edit as the person sees it; what Asterisk would trip over is named with file and line. */
export function proposalOf(words: Words, planned: PlannedEdit, secret?: Secret): Proposal {
  if (planned.type === 'planned') {
    return { type: 'planned', plan: planned.plan, ...(secret && { secret }) };
  }
  const problems = planned.problems
    .slice(0, shownProblems)
    .map(
      ({ file, line, message }) =>
        `• <code>${escapeHtml(file)}:${line}</code> ${escapeHtml(message)}`,
    );
  return refusal(
    words('extensions-refused-by-preflight', { problems: { html: problems.join('\n') } }),
  );
}
