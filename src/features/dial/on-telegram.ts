import { z } from 'zod';
import type { Screen, TelegramDoor, Visit } from '../../telegram/door.ts';
import { readDialled } from '../../telephony/dialled-number.ts';
import { dialAction } from '../../telephony/place-call.ts';
import { showNumber } from '../../telephony/phone-number.ts';
import type { DialDeps } from './dial-deps.ts';

const again = 'dial.again';

/** Source: Bot API, answerCallbackQuery. */
const longestToast = 200;

const numberArgs = z.object({ number: z.string() });

/** `/dial 90 942 92 71`: the operator's phone rings, then the customer's. */
export function dialOnTelegram(deps: DialDeps): TelegramDoor {
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
          else await dialHere(deps, visit, number);
        },
      },
    ],
    buttons: {
      [again]: {
        minimumRole: 'operator',
        handle: (visit, args) => dialHere(deps, visit, numberArgs.parse(args).number),
      },
      [dialAction]: {
        minimumRole: 'operator',
        handle: (visit, args) => dialBeside(deps, visit, numberArgs.parse(args).number),
      },
    },
  };
}

/** Its message is about this call alone. */
async function dialHere(deps: DialDeps, visit: Visit, number: string): Promise<void> {
  await visit.show(await dial(deps, visit, number));
}

/** Pressed below something else, which stays. */
async function dialBeside(deps: DialDeps, visit: Visit, number: string): Promise<void> {
  const screen = await dial(deps, visit, number);
  if (screen.text.length <= longestToast) await visit.toast(screen.text);
  else await visit.send(screen);
}

async function dial(
  deps: DialDeps,
  { words, member, updateId }: Visit,
  number: string,
): Promise<Screen> {
  const person = await deps.people.byTelegramId(member.telegramId);
  if (person?.extension === undefined) return { text: words('dial-no-extension') };
  const { extension, personId } = person;
  const repeat: Screen['buttons'] = [
    [{ label: words('dial-again'), action: again, args: { number } }],
  ];
  // Before anything rings: killed after that, the next life must not ring the phone again.
  if (!(await deps.store.begin(updateId, deps.clock.now()))) {
    return { text: words('dial-begun'), buttons: repeat };
  }
  const placed = await deps.placeCall({
    ...{ extension, number, purpose: 'dial', requestedBy: personId },
  });
  if (placed.type === 'refused') {
    // The same number will not get better by itself; a phone or Asterisk may.
    const isPassing = !['badNumber', 'prefixNotAllowed', 'noTrunk'].includes(placed.because);
    return {
      text: words(`place-call-refused-${placed.because}`),
      ...(isPassing && { buttons: repeat }),
    };
  }
  const dialled = readDialled(number)?.number ?? number;
  return {
    text: words('dial-ringing', { extension, number: showNumber(dialled) }),
    buttons: repeat,
  };
}
