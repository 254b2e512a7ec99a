import type { Storage } from './database.ts';

/** The running guided flows; the shape is `telegram/flow-store.ts`. */
export function createFlowStore(database: Storage) {
  return {
    read: async (key: string) => {
      const row = await database
        .selectFrom('flows')
        .select('value')
        .where('key', '=', key)
        .executeTakeFirst();
      return row?.value;
    },
    write: async (key: string, value: string, touchedAt: number) => {
      await database
        .insertInto('flows')
        .values({ key, value, touchedAt })
        .onConflict((conflict) => conflict.column('key').doUpdateSet({ value, touchedAt }))
        .execute();
    },
    delete: async (key: string) => {
      await database.deleteFrom('flows').where('key', '=', key).execute();
    },
    listQuietSince: (at: number) =>
      database
        .selectFrom('flows')
        .select(['key', 'value'])
        .where('touchedAt', '<', at)
        .orderBy('touchedAt')
        .execute(),
    voidFor: async (telegramId: number) => {
      await database.deleteFrom('flows').where('key', 'like', `%:${telegramId}`).execute();
    },
  };
}

/** Private chats that wait for a secret; the shape is `telegram/secret-prompt-store.ts`. */
export function createSecretPromptStore(database: Storage) {
  return {
    set: async (chatId: number, at: number) => {
      await database
        .insertInto('secretPrompts')
        .values({ chatId, createdAt: at })
        .onConflict((conflict) => conflict.column('chatId').doUpdateSet({ createdAt: at }))
        .execute();
    },
    clear: async (chatId: number) => {
      await database.deleteFrom('secretPrompts').where('chatId', '=', chatId).execute();
    },
    list: async () => {
      const rows = await database.selectFrom('secretPrompts').select('chatId').execute();
      return rows.map((row) => row.chatId);
    },
  };
}
