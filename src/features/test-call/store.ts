import { defaultLocale, locales, type Locale } from '../../lib/locale.ts';
import type { Storage } from '../../storage/database.ts';

/** A test that is going on, and the message that shows it: what a next life of the process must end. */
export type OpenTest = {
  readonly callId: string;
  /** Of the tap or command that asked for it: a crash brings the same one again. */
  readonly orderKey: string;
  readonly chatId: number;
  readonly messageId: number;
  readonly locale: Locale;
  readonly fromNumber: string;
  readonly toNumber: string;
};

export type TestCallStore = {
  readonly add: (test: OpenTest, at: number) => Promise<void>;
  readonly remove: (callId: string) => Promise<void>;
  readonly list: () => Promise<readonly OpenTest[]>;
};

export function createTestCallStore(database: Storage): TestCallStore {
  return {
    add: async (test, at) => {
      await database
        .insertInto('testCalls')
        .values({ ...test, startedAt: at })
        .execute();
    },
    remove: async (callId) => {
      await database.deleteFrom('testCalls').where('callId', '=', callId).execute();
    },
    list: async () => {
      const rows = await database.selectFrom('testCalls').selectAll().execute();
      return rows.map(({ callId, orderKey, chatId, messageId, locale, fromNumber, toNumber }) => ({
        ...{ callId, orderKey, chatId, messageId, fromNumber, toNumber },
        locale: locales.find((one) => one === locale) ?? defaultLocale,
      }));
    },
  };
}
