import { normalizeName, shownName } from '../../pbx/extension.ts';
import type { Talk } from '../../telegram/door.ts';
import type { ExtensionEditDeps } from './edit-deps.ts';
import { findExtension } from './find-extension.ts';
import { confirmEdit, keepAsItIs } from './on-telegram-confirm.ts';
import { proposeName } from './propose-name.ts';

/** A new name: text → plan → tap. */
export async function guideNewName(
  deps: ExtensionEditDeps,
  talk: Talk,
  number: string,
): Promise<void> {
  const { words } = talk;
  const now = await talk.once(async () => {
    const found = await findExtension(deps, number);
    return found && shownName(found.extension);
  });
  let note = '';
  for (;;) {
    const text = words('extension-edit-ask-name', { number, name: now ?? '' });
    const answer = await talk.ask({ text: `${note}${text}` }, { accepts: 'text', back: true });
    if (answer.type === 'back') return keepAsItIs(talk, number);
    const name = answer.type === 'text' ? normalizeName(answer.text) : undefined;
    if (name === undefined) {
      note = `${words('extension-edit-bad-name')}\n\n`;
      continue;
    }
    note = '';
    const end = await confirmEdit(deps, talk, number, {
      propose: () => proposeName(deps, words, { number, name }),
      applyLabel: words('extension-edit-rename-now'),
    });
    if (end === 'finished') return;
  }
}
