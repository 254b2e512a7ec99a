import { z } from 'zod';
import type { Screen, TelegramDoor, Visit } from '../../telegram/door.ts';
import { readDialled } from '../../telephony/dialled-number.ts';
import { showNumber } from '../../telephony/phone-number.ts';
import type { DialDeps } from './dial-deps.ts';

const again = 'dial.again';

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
          else await dial(deps, visit, number);
        },
      },
    ],
    buttons: {
      [again]: {
        minimumRole: 'operator',
        handle: (visit, args) => dial(deps, visit, numberArgs.parse(args).number),
      },
    },
  };
}

async function dial(deps: DialDeps, visit: Visit, number: string): Promise<void> {
  const { words, member } = visit;
  const person = await deps.people.byTelegramId(member.telegramId);
  if (person?.extension === undefined) {
    await visit.show({ text: words('dial-no-extension') });
    return;
  }
  const { extension, personId } = person;
  const repeat: Screen['buttons'] = [
    [{ label: words('dial-again'), action: again, args: { number } }],
  ];
  // Before anything rings: killed after that, the next life must not ring the phone again.
  if (!(await deps.store.begin(visit.updateId, deps.clock.now()))) {
    await visit.show({ text: words('dial-begun'), buttons: repeat });
    return;
  }
  const placed = await deps.placeCall({
    ...{ extension, number, purpose: 'dial', requestedBy: personId },
  });
  if (placed.type === 'refused') {
    // The same number will not get better by itself; a phone or Asterisk may.
    const isPassing = !['badNumber', 'prefixNotAllowed', 'noTrunk'].includes(placed.because);
    await visit.show({
      text: words(`place-call-refused-${placed.because}`),
      ...(isPassing && { buttons: repeat }),
    });
    return;
  }
  const dialled = readDialled(number)?.number ?? number;
  await visit.show({
    text: words('dial-ringing', { extension, number: showNumber(dialled) }),
    buttons: repeat,
  });
}
