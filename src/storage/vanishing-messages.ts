import type { Storage } from './database.ts';

export type VanishingMessage = {
  readonly chatId: number;
  readonly messageId: number;
  /** Milliseconds since 1970. */
  readonly vanishAt: number;
};

export type VanishingMessageStore = {
  readonly add: (message: VanishingMessage) => Promise<void>;
  readonly remove: (message: Pick<VanishingMessage, 'chatId' | 'messageId'>) => Promise<void>;
  /** The soonest first. */
  readonly list: () => Promise<readonly VanishingMessage[]>;
};

/** Messages that must be deleted at a given time, remembered over restarts. */
export function createVanishingMessageStore(database: Storage): VanishingMessageStore {
  return {
    add: async (message) => {
      await database
        .insertInto('vanishingMessages')
        .values(message)
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },
    remove: async ({ chatId, messageId }) => {
      await database
        .deleteFrom('vanishingMessages')
        .where('chatId', '=', chatId)
        .where('messageId', '=', messageId)
        .execute();
    },
    list: () => database.selectFrom('vanishingMessages').selectAll().orderBy('vanishAt').execute(),
  };
}
