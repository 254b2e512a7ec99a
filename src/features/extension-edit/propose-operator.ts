import { refusal, type Proposal } from '../../change/confirm-change.ts';
import { renameExtension } from '../../pbx/edit-extension.ts';
import { explainPlan } from '../../pbx/explain-plan.ts';
import { callerNameOf } from '../../pbx/extension.ts';
import { planExtensionEdit } from '../../pbx/plan-extension-edit.ts';
import { tieEffect, type Tie } from '../../pbx/tie.ts';
import type { Words } from '../../telegram/door.ts';
import type { ExtensionEditDeps } from './edit-deps.ts';
import { findExtension } from './find-extension.ts';

/** A plan to give one of our extensions to an operator: the operator's name becomes its caller id. */
export async function proposeOperator(
  deps: ExtensionEditDeps,
  words: Words,
  request: {
    readonly number: string;
    /** Undefined for a new operator. */
    readonly personId: number | undefined;
    readonly personName: string;
  },
): Promise<Proposal> {
  await deps.ari.ping();
  const { number, personId, personName } = request;
  const found = await findExtension(deps, number);
  if (!found) return refusal(words('extension-edit-not-ours', { number }));
  const { pbx, operator } = found;
  const freed: readonly Tie[] = operator
    ? [{ number, isTied: false, personId: operator.personId, personName: operator.name }]
    : [];
  const tied: Tie = { number, isTied: true, personId, personName };
  const planned = await planExtensionEdit(pbx, number, {
    edit: (document) => renameExtension(document, number, callerNameOf(personName, number)),
    title: { key: 'change-extension-tie', args: { number, name: personName } },
    effect: { kind: tieEffect, data: [...freed, tied] },
  });
  const notes = [
    words('extension-edit-note-tied', { number, name: personName }),
    ...(operator ? [words('extension-edit-note-loses', { number, name: operator.name })] : []),
  ];
  return explainPlan(words, planned, { notes });
}
