import type { Storage } from '../../storage/database.ts';

export type DialStore = {
  /** Writes down that this Telegram update has a number called. False: it was written down before. */
  readonly begin: (updateId: number, at: number) => Promise<boolean>;
};

/** Telegram keeps an update for a day; ours are handled again at the next start. */
const keptMs = 7 * 24 * 3600_000;

/** Which commands and presses had a number called. */
export function createDialStore(database: Storage): DialStore {
  return {
    begin: (updateId, at) =>
      database.transaction().execute(async (transaction) => {
        await transaction
          .deleteFrom('dialOrders')
          .where('at', '<', at - keptMs)
          .execute();
        const { numInsertedOrUpdatedRows } = await transaction
          .insertInto('dialOrders')
          .values({ updateId, at })
          .onConflict((conflict) => conflict.doNothing())
          .executeTakeFirstOrThrow();
        return numInsertedOrUpdatedRows === 1n;
      }),
  };
}
