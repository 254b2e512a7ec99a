import { z } from 'zod';
import { confirmChange, confirmedText } from '../../change/confirm-change.ts';
import { undoAction } from '../../change/undo-action.ts';
import { adoptAction } from '../../pbx/hand-written.ts';
import type { ScreenButton, Talk, TelegramDoor, Words } from '../../telegram/door.ts';
import type { AdoptionDeps } from './adoption-deps.ts';
import { findWeakPasswords } from './find-weak-passwords.ts';
import { proposeAdoption } from './propose-adoption.ts';

/** Without a number all that can be adopted. */
const adoptArgs = z.object({ number: z.string().optional() });

/** From the card of a hand-written extension, or from the list for all of them. */
export function adoptionOnTelegram(deps: AdoptionDeps): TelegramDoor {
  return {
    buttons: {
      [adoptAction]: {
        minimumRole: 'admin',
        handle: (visit, args) => {
          const { number } = adoptArgs.parse(args);
          return visit.startFlow('adoptExtensions', number === undefined ? {} : { number });
        },
      },
    },
    flows: {
      adoptExtensions: {
        minimumRole: 'admin',
        run: (talk, start) => guideAdoption(deps, talk, adoptArgs.parse(start).number),
        wayOn: (words, start) => backButton(words, adoptArgs.parse(start).number),
      },
    },
  };
}

async function guideAdoption(
  deps: AdoptionDeps,
  talk: Talk,
  number: string | undefined,
): Promise<void> {
  const { words } = talk;
  const weak = await talk.once(() => findWeakPasswords(deps, number));
  const confirmed = await confirmChange(talk, deps, {
    propose: () => proposeAdoption(deps, words, number),
    applyLabel: words('adoption-now'),
  });
  const back = backButton(words, number);
  if (confirmed.type === 'refused') {
    await talk.finish({ text: confirmed.text, buttons: [[back]] });
  } else if (confirmed.type !== 'ended') {
    await talk.finish({ text: words('adoption-kept'), buttons: [[back]] });
  } else {
    const { end } = confirmed;
    const isDone = end.type === 'done';
    const undo: readonly ScreenButton[] = isDone
      ? [{ label: words('adoption-undo'), action: undoAction, args: { changeId: end.changeId } }]
      : [];
    const isWeak = isDone && weak.length > 0;
    const renew: readonly ScreenButton[] =
      isWeak && number !== undefined
        ? [{ label: words('adoption-renew'), action: 'extensions.password', args: { number } }]
        : [];
    const note = isWeak
      ? `\n\n${words('adoption-weak', { numbers: weak.slice(0, 20).join(', ') })}`
      : '';
    await talk.finish({
      text: confirmedText(talk, confirmed) + note,
      buttons: [renew, [...undo, back]],
    });
  }
}

function backButton(words: Words, number: string | undefined): ScreenButton {
  return number === undefined
    ? { label: words('adoption-to-list'), action: 'extensions.list', args: { page: 0 } }
    : { label: words('adoption-to-card', { number }), action: 'extensions.show', args: { number } };
}
