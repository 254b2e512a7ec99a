import { refusal, type Proposal } from '../../change/confirm-change.ts';
import type { Words } from '../../telegram/door.ts';
import type { ExtensionsDeps } from './extension-deps.ts';
import { removeExtension } from '../../pbx/edit-extension.ts';
import { shownName } from '../../pbx/extension.ts';
import { findManaged } from '../../pbx/pbx.ts';
import { planExtensionEdit } from '../../pbx/plan-extension-edit.ts';
import { explainPlan } from '../../pbx/explain-plan.ts';
import { readPbx } from '../../pbx/read-pbx.ts';
import { tieEffect, type Tie } from '../../pbx/tie.ts';

/** A plan to remove one of our extensions and free its operator, or the reason why it cannot be. */
export async function proposeDeletion(
  deps: ExtensionsDeps,
  words: Words,
  number: string,
): Promise<Proposal> {
  await deps.ari.ping();
  const pbx = await readPbx(deps.folder);
  const extension = findManaged(pbx, number);
  if (!extension) return refusal(words('extensions-not-ours', { number }));
  const person = (await deps.people.list()).find((one) => one.extension === number);
  const tie: Tie = {
    number,
    isTied: false,
    personId: person?.personId,
    personName: person?.name ?? '',
  };
  const planned = await planExtensionEdit(pbx, number, {
    edit: (document) => removeExtension(document, number),
    title: { key: 'change-extension-delete', args: { number, name: shownName(extension) } },
    effect: { kind: tieEffect, data: [tie] },
  });
  return explainPlan(words, planned);
}
