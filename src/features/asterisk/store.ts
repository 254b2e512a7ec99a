import type { Storage } from '../../storage/database.ts';
import { defaultLocale, locales } from '../../lib/locale.ts';
import type { Waiter } from './restart.ts';

export type RestartStore = {
  /** In place of an earlier one. */
  readonly put: (waiter: Waiter) => Promise<void>;
  readonly find: () => Promise<Waiter | undefined>;
  /** Nobody waits any more for the end of that Asterisk. */
  readonly remove: (startedAt: number) => Promise<void>;
};

/** Who waits for a restart of Asterisk, over restarts of the bot: this feature's table. */
export function createRestartStore(database: Storage): RestartStore {
  return {
    put: async (waiter) => {
      await database
        .insertInto('waitingRestart')
        .values({ onlyOne: 1, ...waiter })
        .onConflict((conflict) => conflict.column('onlyOne').doUpdateSet(waiter))
        .execute();
    },
    find: async () => {
      const row = await database.selectFrom('waitingRestart').selectAll().executeTakeFirst();
      if (!row) return undefined;
      const { telegramId, startedAt } = row;
      const locale = locales.find((one) => one === row.locale) ?? defaultLocale;
      return { telegramId, startedAt, locale };
    },
    remove: async (startedAt) => {
      await database.deleteFrom('waitingRestart').where('startedAt', '=', startedAt).execute();
    },
  };
}
