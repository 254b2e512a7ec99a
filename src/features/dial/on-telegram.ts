import { z } from 'zod';
import type { Screen, TelegramDoor, Visit } from '../../telegram/door.ts';
import { dialAction } from '../../telephony/place-call.ts';
import type { DialDeps } from './dial-deps.ts';
import { againAction, againButtons, ringingScreen, type Dialling } from './dial-screen.ts';
import type { EndWatch } from './watch-ends.ts';

/** Source: Bot API, answerCallbackQuery. */
const longestToast = 200;

const numberArgs = z.object({ number: z.string() });

/** `/dial 90 942 92 71`: the operator's phone rings, then the customer's. */
export function dialOnTelegram(deps: DialDeps, follow: EndWatch['follow']): TelegramDoor {
  return {
    commands: [
      {
        command: 'dial',
        minimumRole: 'operator',
        descriptionKey: 'dial-command',
        where: 'both',
        handle: async (visit) => {
          const number = visit.argument.trim();
          if (number === '') await visit.show({ text: visit.words('dial-how') });
          else await dialHere(deps, follow, visit, number);
        },
      },
    ],
    buttons: {
      [againAction]: {
        minimumRole: 'operator',
        handle: (visit, args) => dialHere(deps, follow, visit, numberArgs.parse(args).number),
      },
      [dialAction]: {
        minimumRole: 'operator',
        handle: (visit, args) => dialBeside(deps, visit, numberArgs.parse(args).number),
      },
    },
  };
}

/** Its message is about this call alone, to its end. */
async function dialHere(
  deps: DialDeps,
  follow: EndWatch['follow'],
  visit: Visit,
  number: string,
): Promise<void> {
  const { screen, placed } = await dial(deps, visit, number);
  const { chatId, member } = visit;
  await visit.show(screen);
  const messageId = visit.shownId();
  if (placed && messageId !== undefined) {
    await follow({ ...placed, chatId, messageId, locale: member.locale });
  }
}

/** Pressed below something else, which stays. */
async function dialBeside(deps: DialDeps, visit: Visit, number: string): Promise<void> {
  const { screen } = await dial(deps, visit, number);
  if (screen.text.length <= longestToast) await visit.toast(screen.text);
  else await visit.send(screen);
}

type Dialled = {
  readonly screen: Screen;
  readonly placed?: Dialling & { readonly callId: string };
};

async function dial(
  deps: DialDeps,
  { words, member, updateId }: Visit,
  number: string,
): Promise<Dialled> {
  const person = await deps.people.byTelegramId(member.telegramId);
  if (person?.extension === undefined) return { screen: { text: words('dial-no-extension') } };
  const { extension, personId } = person;
  const buttons = againButtons(words, number);
  // Before anything rings: killed after that, the next life must not ring the phone again.
  if (!(await deps.store.begin(updateId, deps.clock.now()))) {
    return { screen: { text: words('dial-begun'), buttons } };
  }
  const placed = await deps.placeCall({
    ...{ extension, number, purpose: 'dial', requestedBy: personId },
  });
  if (placed.type === 'refused') {
    // The same number will not get better by itself; a phone or Asterisk may.
    const isPassing = !['badNumber', 'prefixNotAllowed', 'noTrunk'].includes(placed.because);
    const text = words(`place-call-refused-${placed.because}`);
    return { screen: { text, ...(isPassing && { buttons }) } };
  }
  const dialling = { extension, number };
  return {
    screen: ringingScreen(words, dialling),
    placed: { ...dialling, callId: placed.callId },
  };
}
