import { defaultLocale, locales, type Locale } from '../../lib/locale.ts';
import type { Storage } from '../../storage/database.ts';

/** The message that says whose phone rings. */
export type DialMessage = {
  readonly callId: string;
  readonly chatId: number;
  readonly messageId: number;
  readonly locale: Locale;
  readonly extension: string;
  /** As the person wrote it. */
  readonly number: string;
};

export type DialStore = {
  /** Writes down that this Telegram update has a number called. False: it was written down before. */
  readonly begin: (updateId: number, at: number) => Promise<boolean>;
  /** A message is about its newest call. */
  readonly addMessage: (message: DialMessage, at: number) => Promise<void>;
  readonly findMessage: (callId: string) => Promise<DialMessage | undefined>;
  readonly removeMessage: (callId: string) => Promise<void>;
  /** Those whose calls are over, or were not heard of in two minutes: then they ended unseen. */
  readonly listOver: (at: number) => Promise<readonly DialMessage[]>;
};

/** Telegram keeps an update for a day; ours are handled again at the next start. */
const keptMs = 7 * 24 * 3600_000;

/** The calls of Asterisk are listed every half minute. */
const heardWithinMs = 2 * 60_000;

/** Which commands and presses had a number called, and the messages about those calls. */
export function createDialStore(database: Storage): DialStore {
  return {
    begin: (updateId, at) =>
      database.transaction().execute(async (transaction) => {
        await transaction
          .deleteFrom('dialOrders')
          .where('at', '<', at - keptMs)
          .execute();
        await transaction
          .deleteFrom('dialMessages')
          .where('at', '<', at - keptMs)
          .execute();
        const { numInsertedOrUpdatedRows } = await transaction
          .insertInto('dialOrders')
          .values({ updateId, at })
          .onConflict((conflict) => conflict.doNothing())
          .executeTakeFirstOrThrow();
        return numInsertedOrUpdatedRows === 1n;
      }),
    addMessage: async (message, at) => {
      const { chatId, messageId } = message;
      await database.transaction().execute(async (transaction) => {
        await transaction
          .deleteFrom('dialMessages')
          .where('chatId', '=', chatId)
          .where('messageId', '=', messageId)
          .execute();
        await transaction
          .insertInto('dialMessages')
          .values({ ...message, at })
          .execute();
      });
    },
    findMessage: async (callId) => {
      const row = await database
        .selectFrom('dialMessages')
        .selectAll()
        .where('callId', '=', callId)
        .executeTakeFirst();
      return row && toMessage(row);
    },
    removeMessage: async (callId) => {
      await database.deleteFrom('dialMessages').where('callId', '=', callId).execute();
    },
    listOver: async (at) => {
      const rows = await database
        .selectFrom('dialMessages')
        .leftJoin('calls', 'calls.callId', 'dialMessages.callId')
        .selectAll('dialMessages')
        .where((row) =>
          row.or([
            row('calls.endedAt', 'is not', null),
            row.and([
              row('calls.callId', 'is', null),
              row('dialMessages.at', '<', at - heardWithinMs),
            ]),
          ]),
        )
        .execute();
      return rows.map(toMessage);
    },
  };
}

function toMessage({
  locale,
  ...row
}: Omit<DialMessage, 'locale'> & { readonly locale: string }): DialMessage {
  const { callId, chatId, messageId, extension, number } = row;
  return {
    ...{ callId, chatId, messageId, extension, number },
    locale: locales.find((one) => one === locale) ?? defaultLocale,
  };
}
