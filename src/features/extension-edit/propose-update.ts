import { refusal, type Proposal } from '../../change/confirm-change.ts';
import { updateAuthType } from '../../pbx/edit-extension.ts';
import { explainPlan } from '../../pbx/explain-plan.ts';
import { isAuthOutdated, shownName } from '../../pbx/extension.ts';
import { planExtensionEdit } from '../../pbx/plan-extension-edit.ts';
import type { Words } from '../../telegram/door.ts';
import type { ExtensionEditDeps } from './edit-deps.ts';
import { findExtension } from './find-extension.ts';

/** A plan to write one of our extensions as the Asterisk of today reads it. */
export async function proposeUpdate(
  deps: ExtensionEditDeps,
  words: Words,
  number: string,
): Promise<Proposal> {
  const { version } = await deps.ari.info();
  const found = await findExtension(deps, number);
  if (!found) return refusal(words('extension-edit-not-ours', { number }));
  const { pbx, extension } = found;
  if (!isAuthOutdated(extension, version)) {
    return refusal(words('extension-edit-up-to-date', { number }));
  }
  const planned = await planExtensionEdit(pbx, number, {
    edit: (document) => updateAuthType(document, number, version),
    title: { key: 'change-extension-update', args: { number, name: shownName(extension) } },
  });
  return explainPlan(words, planned);
}
