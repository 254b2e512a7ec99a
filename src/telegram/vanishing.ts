import type { Clock } from '../lib/clock.ts';
import { messageOf } from '../lib/error.ts';
import type { Log } from '../lib/log.ts';
import type { Chat } from './chat.ts';
import type { Screen } from './door.ts';

type VanishingMessage = {
  readonly chatId: number;
  readonly messageId: number;
  readonly vanishAt: number;
};

export type VanishingDeps = {
  readonly chat: Pick<Chat, 'sendMessage' | 'deleteMessage'>;
  readonly store: {
    readonly add: (message: VanishingMessage) => Promise<void>;
    readonly remove: (message: Pick<VanishingMessage, 'chatId' | 'messageId'>) => Promise<void>;
    readonly list: () => Promise<readonly VanishingMessage[]>;
  };
  readonly clock: Clock;
  readonly log: Log;
  /** Telegram away: the deletion is tried again after this long, until it works; 10 s unless told. */
  readonly retryAfterMs?: number;
};

export type Vanishing = {
  /** Sends a message that is deleted after the given time, over restarts too. */
  readonly sendVanishing: (chatId: number, screen: Screen, afterMs: number) => Promise<void>;
  /** Deletes what is due now and waits for the rest. */
  readonly start: () => Promise<void>;
  readonly stop: () => void;
};

/** Messages that show a secret, and their end. */
export function createVanishing({
  chat,
  store,
  clock,
  log,
  retryAfterMs = 10_000,
}: VanishingDeps): Vanishing {
  const timers = new Set<NodeJS.Timeout>();
  let isStopped = false;

  const schedule = (message: VanishingMessage, delayMs: number): void => {
    if (isStopped) return;
    const timer = setTimeout(
      () => {
        timers.delete(timer);
        void vanish(message);
      },
      Math.max(0, delayMs),
    );
    timers.add(timer);
  };
  const vanish = async (message: VanishingMessage): Promise<void> => {
    try {
      await chat.deleteMessage(message.chatId, message.messageId);
      await store.remove(message);
    } catch (error) {
      log.warn({ cause: messageOf(error) }, 'a secret message could not be deleted yet');
      schedule(message, retryAfterMs);
    }
  };
  return {
    sendVanishing: async (chatId, screen, afterMs) => {
      const messageId = await chat.sendMessage(chatId, screen);
      const message = { chatId, messageId, vanishAt: clock.now() + afterMs };
      await store.add(message);
      schedule(message, afterMs);
    },
    start: async () => {
      for (const message of await store.list()) schedule(message, message.vanishAt - clock.now());
    },
    stop: () => {
      isStopped = true;
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
    },
  };
}
