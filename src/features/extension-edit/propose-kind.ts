import { refusal, type Proposal } from '../../change/confirm-change.ts';
import { changeKind } from '../../pbx/edit-extension.ts';
import { explainPlan } from '../../pbx/explain-plan.ts';
import { shownName, type PhoneKind } from '../../pbx/extension.ts';
import { planExtensionEdit } from '../../pbx/plan-extension-edit.ts';
import type { Words } from '../../telegram/door.ts';
import type { ExtensionEditDeps } from './edit-deps.ts';
import { findExtension } from './find-extension.ts';

/** A plan to give one of our extensions the settings of another kind of phone. */
export async function proposeKind(
  deps: ExtensionEditDeps,
  words: Words,
  { number, kind }: { readonly number: string; readonly kind: PhoneKind },
): Promise<Proposal> {
  await deps.ari.ping();
  const found = await findExtension(deps, number);
  if (!found) return refusal(words('extension-edit-not-ours', { number }));
  const { pbx, extension } = found;
  const { tlsTransport } = pbx;
  if (extension.kind === kind) return refusal(words('extension-edit-same-kind', { number }));
  if (kind === 'tls' && tlsTransport === undefined) return refusal(words('extension-edit-no-tls'));
  const planned = await planExtensionEdit(pbx, number, {
    edit: (document) => changeKind(document, number, { kind, policy: deps.policy, tlsTransport }),
    title: { key: `change-extension-kind-${kind}`, args: { number, name: shownName(extension) } },
  });
  return explainPlan(words, planned, { notes: [words(`extension-edit-note-${kind}`)] });
}
