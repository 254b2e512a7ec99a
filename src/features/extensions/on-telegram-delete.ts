import { confirmChange, confirmedText } from '../../change/confirm-change.ts';
import { undoAction } from '../../change/undo-action.ts';
import type { ScreenButton, Talk } from '../../telegram/door.ts';
import type { ExtensionsDeps } from './extension-deps.ts';
import { backToList } from './on-telegram-list.ts';
import { proposeDeletion } from './propose-deletion.ts';

/** Deletes an extension: plan → tap. */
export async function guideDeletion(
  deps: ExtensionsDeps,
  talk: Talk,
  number: string,
): Promise<void> {
  const { words } = talk;
  const confirmed = await confirmChange(talk, deps, {
    propose: () => proposeDeletion(deps, words, number),
    applyLabel: words('extensions-delete-now'),
    applyStyle: 'danger',
  });
  if (confirmed.type === 'refused') {
    await talk.finish({ text: confirmed.text, buttons: [[backToList(words)]] });
  } else if (confirmed.type === 'ended') {
    const undo: readonly ScreenButton[] =
      confirmed.end.type === 'done'
        ? [
            {
              label: words('extensions-undo'),
              action: undoAction,
              args: { changeId: confirmed.end.changeId },
            },
          ]
        : [];
    await talk.finish({
      text: confirmedText(talk, confirmed),
      buttons: [undo, [backToList(words)]],
    });
  } else {
    await talk.finish({
      text: words('extensions-kept', { number }),
      buttons: [[backToList(words)]],
    });
  }
}
