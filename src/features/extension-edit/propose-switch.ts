import { refusal, type Proposal } from '../../change/confirm-change.ts';
import { disableExtension, enableExtension } from '../../pbx/edit-extension.ts';
import { explainPlan } from '../../pbx/explain-plan.ts';
import { shownName } from '../../pbx/extension.ts';
import { planExtensionEdit } from '../../pbx/plan-extension-edit.ts';
import type { Words } from '../../telegram/door.ts';
import type { ExtensionEditDeps } from './edit-deps.ts';
import { findExtension } from './find-extension.ts';

/** A plan to switch one of our extensions off or on again, or the reason why it cannot be. */
export async function proposeSwitch(
  deps: ExtensionEditDeps,
  words: Words,
  { number, to }: { readonly number: string; readonly to: 'off' | 'on' },
): Promise<Proposal> {
  const endpoints = await deps.ari.listEndpoints();
  const found = await findExtension(deps, number);
  if (!found) return refusal(words('extension-edit-not-ours', { number }));
  const { pbx, extension } = found;
  if (extension.isDisabled === (to === 'off')) {
    return refusal(words(`extension-edit-already-${to}`, { number }));
  }
  const planned = await planExtensionEdit(pbx, number, {
    edit: (document) =>
      to === 'off' ? disableExtension(document, number) : enableExtension(document, number),
    title: {
      key: to === 'off' ? 'change-extension-disable' : 'change-extension-enable',
      args: { number, name: shownName(extension) },
    },
  });
  const isTalking = endpoints.some(
    ({ resource, channelIds }) => resource === number && channelIds.length > 0,
  );
  const notes = [
    words(`extension-edit-note-${to}`),
    ...(to === 'off' && isTalking ? [words('extension-edit-talking')] : []),
  ];
  return explainPlan(words, planned, { notes });
}
