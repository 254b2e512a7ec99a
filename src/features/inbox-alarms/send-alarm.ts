import { messageOf, Stop } from '../../lib/error.ts';
import { isAtLeast } from '../../lib/role.ts';
import type { Screen } from '../../telegram/door.ts';
import type { AlarmDeps } from './alarm-deps.ts';
import type { OpenAlarm } from './store.ts';

/** Tells the admins of a trouble, or that it is over. False: nobody could be reached; it can be tried again. */
export async function sendAlarm(
  { people, chat, wordsOf, isQuiet, clock, log }: AlarmDeps,
  { name, args, isOver }: OpenAlarm,
): Promise<boolean> {
  const silent = isQuiet(clock.now());
  let [told, unreached] = [0, 0];
  for (const { telegramId, role, locale } of await people.list()) {
    if (telegramId === undefined || !isAtLeast(role, 'admin')) continue;
    const words = wordsOf(locale);
    const screen: Screen = {
      text: words(`alarm-${name}${isOver ? '-over' : ''}`, args),
      ...(name === 'unsubscribed' &&
        !isOver && {
          buttons: [
            [
              {
                label: words('alarm-subscribe'),
                action: 'inbox.subscribe',
                args: { account: args['account'] ?? '' },
              },
            ],
          ],
        }),
    };
    try {
      await chat.sendMessage(telegramId, screen, { silent });
      told += 1;
    } catch (error) {
      log.warn({ telegramId, cause: messageOf(error) }, 'an admin could not be told');
      if (error instanceof Stop && error.code === 'Unreachable') unreached += 1;
    }
  }
  return told > 0 || unreached === 0;
}
