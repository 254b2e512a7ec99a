import type { Clock } from '../lib/clock.ts';
import { messageOf } from '../lib/error.ts';
import type { Log } from '../lib/log.ts';
import type { ButtonStore } from './button-store.ts';
import type { Flows } from './flows.ts';
import type { Lanes } from './lanes.ts';
import type { UpdateStore } from './update-store.ts';

export type SweepDeps = {
  readonly stores: {
    readonly updates: Pick<UpdateStore, 'prune'>;
    readonly buttons: Pick<ButtonStore, 'prune'>;
  };
  readonly flows: Pick<Flows, 'listQuiet' | 'endQuiet'>;
  readonly lanes: Pick<Lanes, 'push'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly everyMs: number;
};

/** Telegram repeats an update for a day at most, and its ids may begin anew after a week. */
const updateMemoryMs = 3 * 24 * 3600_000;

/** Ends quiet flows and forgets what is over, now and then. */
export function createSweep({ stores, flows, lanes, clock, log, everyMs }: SweepDeps) {
  let timer: NodeJS.Timeout | undefined;

  const sweep = async (): Promise<void> => {
    try {
      for (const { chatId, telegramId } of await flows.listQuiet()) {
        // In the chat's own lane: the person may be answering this very moment.
        lanes.push(String(chatId), { run: () => end(chatId, telegramId) });
      }
      await stores.buttons.prune(clock.now());
      await stores.updates.prune(clock.now() - updateMemoryMs);
    } catch (error) {
      log.warn({ cause: messageOf(error) }, 'sweeping failed this time');
    }
  };
  const end = async (chatId: number, telegramId: number): Promise<void> => {
    try {
      await flows.endQuiet(chatId, telegramId);
    } catch (error) {
      log.warn({ cause: messageOf(error) }, 'a person could not be told that a flow timed out');
    }
  };
  return {
    start: (): void => {
      void sweep();
      timer = setInterval(() => void sweep(), everyMs);
    },
    stop: (): void => {
      clearInterval(timer);
    },
  };
}
