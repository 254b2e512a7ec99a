import type { Clock } from '../lib/clock.ts';
import { messageOf } from '../lib/error.ts';
import type { Log } from '../lib/log.ts';
import type { Chat, Placement } from './chat.ts';
import type { Attachment, Screen } from './door.ts';

type VanishingMessage = {
  readonly chatId: number;
  readonly messageId: number;
  readonly vanishAt: number;
};

export type VanishingDeps = {
  readonly chat: Pick<Chat, 'sendMessage' | 'sendPhoto' | 'sendDocument' | 'deleteMessage'>;
  readonly store: {
    readonly add: (message: VanishingMessage) => Promise<void>;
    readonly remove: (message: Pick<VanishingMessage, 'chatId' | 'messageId'>) => Promise<void>;
    readonly list: () => Promise<readonly VanishingMessage[]>;
  };
  readonly clock: Clock;
  readonly log: Log;
  /**
   * Telegram away: the deletion is tried again after this long (10 s unless told), then after twice
   * that and so on up to a minute, until it works.
   */
  readonly retryAfterMs?: number;
};

/** What can vanish. */
export type VanishingContent =
  Screen | { readonly photo: Attachment } | { readonly document: Attachment };

export type Vanishing = {
  /**
   * Sends a message that is deleted after the given time, over restarts too. Its id is in the store
   * before anything of it can be seen: no death of the process leaves it standing. A text longer
   * than one message is cut. Resolves to the message's id; throws as `Chat` does, and then nothing
   * stays on the screen either.
   */
  readonly sendVanishing: (
    chatId: number,
    what: VanishingContent,
    afterMs: number,
  ) => Promise<number>;
  /**
   * Deletes it now and forgets it. One that is gone already is success; while Telegram is away it
   * is tried again like those whose time has come. Resolves after the first try.
   */
  readonly vanishNow: (chatId: number, messageId: number) => Promise<void>;
  /** Deletes what is due now and waits for the rest. */
  readonly start: () => Promise<void>;
  readonly stop: () => void;
};

/** How old a message Telegram lets a bot delete. Source: Bot API, deleteMessage. */
const deletableMs = 48 * 3600_000;

const longestRetryMs = 60_000;

/** Messages that show a secret, and their end. */
export function createVanishing({
  chat,
  store,
  clock,
  log,
  retryAfterMs = 10_000,
}: VanishingDeps): Vanishing {
  /** By chat and message. */
  const timers = new Map<string, NodeJS.Timeout>();
  let isStopped = false;

  const schedule = (message: VanishingMessage, delayMs: number, tries = 0): void => {
    unschedule(message);
    if (isStopped) return;
    const timer = setTimeout(() => void vanish(message, tries), Math.max(0, delayMs));
    timers.set(keyOf(message), timer);
  };
  const unschedule = (message: VanishingMessage): void => {
    clearTimeout(timers.get(keyOf(message)));
    timers.delete(keyOf(message));
  };
  const vanish = async (message: VanishingMessage, tries = 0): Promise<void> => {
    unschedule(message);
    try {
      if (clock.now() - message.vanishAt < deletableMs) {
        await chat.deleteMessage(message.chatId, message.messageId);
      } else log.error({ chatId: message.chatId }, 'a secret message was not deleted in time');
      await store.remove(message);
    } catch (error) {
      log.warn({ cause: messageOf(error) }, 'a secret message could not be deleted yet');
      schedule(message, Math.min(retryAfterMs * 2 ** tries, longestRetryMs), tries + 1);
    }
  };
  const send = (chatId: number, what: VanishingContent, placement: Placement): Promise<number> => {
    if ('photo' in what) return chat.sendPhoto(chatId, what.photo, placement);
    if ('document' in what) return chat.sendDocument(chatId, what.document, placement);
    return chat.sendMessage(chatId, what, placement);
  };
  return {
    sendVanishing: async (chatId, what, afterMs) => {
      let placed: VanishingMessage | undefined;
      const onPlaced = async (messageId: number): Promise<void> => {
        placed = { chatId, messageId, vanishAt: clock.now() + afterMs };
        await store.add(placed);
      };
      try {
        const messageId = await send(chatId, what, { onPlaced });
        // From now, for showing it may have taken a while.
        schedule({ chatId, messageId, vanishAt: clock.now() + afterMs }, afterMs);
        return messageId;
      } catch (error) {
        // The answer may have been lost and the secret be shown.
        if (placed) void vanish(placed);
        throw error;
      }
    },
    vanishNow: (chatId, messageId) => vanish({ chatId, messageId, vanishAt: clock.now() }),
    start: async () => {
      for (const message of await store.list()) schedule(message, message.vanishAt - clock.now());
    },
    stop: () => {
      isStopped = true;
      for (const timer of timers.values()) clearTimeout(timer);
      timers.clear();
    },
  };
}

function keyOf({ chatId, messageId }: VanishingMessage): string {
  return `${chatId}:${messageId}`;
}
