import { confirmChange, confirmedText, type Confirmation } from '../../change/confirm-change.ts';
import { undoAction } from '../../change/undo-action.ts';
import type { ScreenButton, Talk, Words } from '../../telegram/door.ts';
import type { ExtensionEditDeps } from './edit-deps.ts';

/** Shows the plan, applies it on the tap and tells how it ended, with Undo. `back`: nothing was done. */
export async function confirmEdit(
  deps: ExtensionEditDeps,
  talk: Talk,
  number: string,
  confirmation: Confirmation,
): Promise<'back' | 'finished'> {
  const { words } = talk;
  const confirmed = await confirmChange(talk, deps, confirmation);
  switch (confirmed.type) {
    case 'back':
    case 'pressed':
      return 'back';
    case 'refused':
      await talk.finish({ text: confirmed.text, buttons: [[toCard(words, number)]] });
      return 'finished';
    case 'ended': {
      const { end } = confirmed;
      const undo: readonly ScreenButton[] =
        end.type === 'done'
          ? [
              {
                label: words('extension-edit-undo'),
                action: undoAction,
                args: { changeId: end.changeId },
              },
            ]
          : [];
      await talk.finish({
        text: confirmedText(talk, confirmed),
        buttons: [[...undo, toCard(words, number)]],
      });
      return 'finished';
    }
  }
}

/** The end of a flow that was left by Back. */
export async function keepAsItIs(talk: Talk, number: string): Promise<void> {
  const { words } = talk;
  await talk.finish({
    text: words('extension-edit-kept', { number }),
    buttons: [[toCard(words, number)]],
  });
}

function toCard(words: Words, number: string): ScreenButton {
  return {
    label: words('extension-edit-to-card', { number }),
    action: 'extensions.show',
    args: { number },
  };
}
