import { refusal, type Proposal } from '../../change/confirm-change.ts';
import type { Effect } from '../../change/plan.ts';
import { renameExtension } from '../../pbx/edit-extension.ts';
import { explainPlan } from '../../pbx/explain-plan.ts';
import { shownName } from '../../pbx/extension.ts';
import { planExtensionEdit } from '../../pbx/plan-extension-edit.ts';
import { renameEffect, type Rename } from '../../pbx/rename.ts';
import type { Person } from '../../storage/people.ts';
import type { Words } from '../../telegram/door.ts';
import type { ExtensionEditDeps } from './edit-deps.ts';
import { findExtension } from './find-extension.ts';

/**
 * A plan to give one of our extensions another name. An operator who was entered by name only is
 * renamed with it; who joined in Telegram has a name of their own.
 */
export async function proposeName(
  deps: ExtensionEditDeps,
  words: Words,
  { number, name }: { readonly number: string; readonly name: string },
): Promise<Proposal> {
  await deps.ari.ping();
  const found = await findExtension(deps, number);
  if (!found) return refusal(words('extension-edit-not-ours', { number }));
  const { pbx, extension, operator } = found;
  if (extension.name === name) {
    return refusal(words('extension-edit-same-name', { number, name }));
  }
  const planned = await planExtensionEdit(pbx, number, {
    edit: (document) => renameExtension(document, number, name),
    title: {
      key: 'change-extension-rename',
      args: { number, from: shownName(extension), to: name },
    },
    ...effectOn(operator, name),
  });
  const notes =
    operator === undefined
      ? []
      : [
          words(
            operator.telegramId === undefined
              ? 'extension-edit-operator-renamed'
              : 'extension-edit-operator-keeps-name',
            { operator: operator.name },
          ),
        ];
  return explainPlan(words, planned, { notes });
}

function effectOn(operator: Person | undefined, to: string): { readonly effect?: Effect } {
  if (operator?.telegramId !== undefined || operator === undefined) return {};
  const data: Rename = { personId: operator.personId, from: operator.name, to };
  return { effect: { kind: renameEffect, data } };
}
