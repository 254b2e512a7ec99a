import { z } from 'zod';
import type { TelegramDoor } from '../../telegram/door.ts';
import type { CardWatch } from './watch-cards.ts';

const numberArgs = z.object({ number: z.string() });

/** The buttons under a card that waits for its phone. */
export function phoneCardOnTelegram(watch: CardWatch): TelegramDoor {
  return {
    buttons: {
      'phoneCard.check': {
        minimumRole: 'admin',
        handle: async (visit, args) => {
          const outcome = await watch.check(numberArgs.parse(args).number);
          await visit.toast(visit.words(`phone-card-${outcome}`));
        },
      },
      'phoneCard.password': {
        minimumRole: 'admin',
        handle: async (visit, args) => {
          const { number } = numberArgs.parse(args);
          // The guided flow takes the message over; the phone may still register meanwhile.
          await watch.leave(number);
          await visit.startFlow('renewExtensionPassword', { number });
        },
      },
    },
  };
}
