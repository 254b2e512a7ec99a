import { refusal, type Proposal } from '../../change/confirm-change.ts';
import type { Words } from '../../telegram/door.ts';
import { choosePassword } from './choose-password.ts';
import type { ExtensionsDeps } from './extension-deps.ts';
import { setPassword } from '../../pbx/edit-extension.ts';
import { findManaged } from '../../pbx/pbx.ts';
import { planExtensionEdit } from '../../pbx/plan-extension-edit.ts';
import { explainPlan } from '../../pbx/explain-plan.ts';
import { readPbx } from '../../pbx/read-pbx.ts';

/** A plan to give one of our extensions a new password, or the reason why it cannot be. */
export async function proposePassword(
  deps: ExtensionsDeps,
  words: Words,
  request: { readonly number: string; readonly passwordHandle: string | undefined },
): Promise<Proposal> {
  await deps.ari.ping();
  const { number, passwordHandle } = request;
  const pbx = await readPbx(deps.folder);
  const extension = findManaged(pbx, number);
  if (!extension) return refusal(words('extensions-not-ours', { number }));
  if (extension.isDisabled) return refusal(words('extensions-password-disabled', { number }));
  const { name } = extension;
  const chosen = choosePassword(deps, { number, personName: name, passwordHandle });
  if (chosen.type === 'refused') return refusal(words(chosen.because));
  const planned = await planExtensionEdit(pbx, number, {
    edit: (document) => setPassword(document, number, chosen.password.reveal()),
    title: { key: 'change-extension-password', args: { number, name } },
  });
  return explainPlan(words, planned, { secret: chosen.password });
}
