import { z } from 'zod';
import type { TelegramDoor } from '../../telegram/door.ts';
import type { AlarmDeps } from './alarm-deps.ts';
import { mendSubscription } from './mend-subscription.ts';

const Args = z.object({ account: z.enum(['page', 'instagramLogin']) });

/** The button under an alarm, and of the doctor, by which Meta is told to tell us again. */
export function alarmsOnTelegram(
  deps: Pick<AlarmDeps, 'graph' | 'accesses' | 'onMended'>,
): TelegramDoor {
  return {
    buttons: {
      'inbox.subscribe': {
        minimumRole: 'admin',
        handle: async ({ words, show }, args) => {
          const mended = await mendSubscription(deps, Args.parse(args).account);
          const because = mended.type === 'failed' ? mended.because : '';
          await show({ text: words(`alarm-subscribe-${mended.type}`, { because }) });
        },
      },
    },
  };
}
