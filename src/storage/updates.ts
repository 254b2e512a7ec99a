import type { Storage } from './database.ts';

/** The inbox of Telegram updates; the shape is `telegram/update-store.ts`. */
export function createUpdateStore(database: Storage) {
  return {
    add: (
      updates: readonly {
        readonly updateId: number;
        readonly chatKey: string;
        readonly body: string;
      }[],
      at: number,
    ) =>
      database.transaction().execute(async (transaction) => {
        const added: { updateId: number; chatKey: string; body: string; attempts: number }[] = [];
        for (const update of updates) {
          const row = await transaction
            .insertInto('telegramUpdates')
            .values({ ...update, receivedAt: at, state: 'new', error: null })
            .onConflict((conflict) => conflict.column('updateId').doNothing())
            .returning(['updateId', 'chatKey', 'body', 'attempts'])
            .executeTakeFirst();
          if (row) added.push(row);
        }
        return added;
      }),
    listNew: () =>
      database
        .selectFrom('telegramUpdates')
        .select(['updateId', 'chatKey', 'body', 'attempts'])
        .where('state', '=', 'new')
        .orderBy('sequence')
        .execute(),
    begin: async (updateId: number) => {
      await database
        .updateTable('telegramUpdates')
        .set((row) => ({ attempts: row('attempts', '+', 1) }))
        .where('updateId', '=', updateId)
        .execute();
    },
    finish: async (updateId: number, state: 'done' | 'failed', error?: string) => {
      await database
        .updateTable('telegramUpdates')
        .set({ state, error: error ?? null, body: '' })
        .where('updateId', '=', updateId)
        .execute();
    },
    prune: async (at: number) => {
      await database
        .deleteFrom('telegramUpdates')
        .where('state', '!=', 'new')
        .where('receivedAt', '<', at)
        .execute();
    },
  };
}
