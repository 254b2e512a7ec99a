import type { Locale } from '../../lib/locale.ts';
import type { Screen, Words } from '../../telegram/door.ts';

export type PhoneServer = {
  readonly server: string;
  readonly domain: string;
  readonly port: number;
};

/** Everything this feature works with. */
export type PhoneCardDeps = {
  readonly phone: PhoneServer;
  /** Sends a message that deletes itself after the given time, over restarts too. */
  readonly sendVanishing: (chatId: number, screen: Screen, afterMs: number) => Promise<void>;
  readonly words: (locale: Locale) => Words;
};
