import { refusal, type Proposal } from '../../change/confirm-change.ts';
import { tieEffect, type Tie } from '../../pbx/tie.ts';
import type { Words } from '../../telegram/door.ts';
import type { ExtensionEditDeps } from './edit-deps.ts';
import { findExtension } from './find-extension.ts';

/** A plan to take an extension from its operator. No file changes: the phone goes on working. */
export async function proposeFreeing(
  deps: Pick<ExtensionEditDeps, 'folder' | 'people'>,
  words: Words,
  number: string,
): Promise<Proposal> {
  const found = await findExtension(deps, number);
  if (!found) return refusal(words('extension-edit-not-ours', { number }));
  const { operator } = found;
  if (!operator) return refusal(words('extension-edit-nobodys', { number }));
  const { personId, name } = operator;
  const tie: Tie = { number, isTied: false, personId, personName: name };
  return {
    type: 'planned',
    plan: {
      title: { key: 'change-extension-free', args: { number, name } },
      edits: [],
      reload: [],
      proof: { kind: 'extensions', subject: [] },
      effect: { kind: tieEffect, data: [tie] },
    },
    note: words('extension-edit-note-freed', { number, name }),
  };
}
