import type { Storage } from './database.ts';
import type { Tables } from './tables.ts';
import type { Selectable } from 'kysely';

type ButtonRow = Selectable<Tables['buttons']>;

/** The standing buttons; the shape is `telegram/button-store.ts`. */
export function createButtonStore(database: Storage) {
  return {
    put: async (
      rows: readonly ButtonRow[],
      replacing?: { readonly chatId: number; readonly messageId: number },
    ) => {
      await database.transaction().execute(async (transaction) => {
        if (replacing) {
          await transaction
            .deleteFrom('buttons')
            .where('chatId', '=', replacing.chatId)
            .where('messageId', '=', replacing.messageId)
            .where('isShared', '=', 0)
            .execute();
        }
        if (rows.length > 0) {
          await transaction
            .insertInto('buttons')
            .values([...rows])
            .execute();
        }
      });
    },
    bind: async (nonces: readonly string[], messageId: number) => {
      if (nonces.length === 0) return;
      await database
        .updateTable('buttons')
        .set({ messageId })
        .where('nonce', 'in', [...nonces])
        .execute();
    },
    find: (nonce: string) =>
      database.selectFrom('buttons').selectAll().where('nonce', '=', nonce).executeTakeFirst(),
    listShared: (chatId: number, messageId: number) =>
      database
        .selectFrom('buttons')
        .selectAll()
        .where('chatId', '=', chatId)
        .where('messageId', '=', messageId)
        .where('isShared', '=', 1)
        .execute(),
    claim: (press: {
      readonly nonce: string;
      readonly updateId: number;
      readonly chatId: number;
      readonly messageId: number;
      readonly at: number;
    }) =>
      database.transaction().execute(async (transaction) => {
        const claimed = await transaction
          .updateTable('buttons')
          .set({ usedAt: press.at, usedByUpdateId: press.updateId })
          .where('nonce', '=', press.nonce)
          .where((where) =>
            where.or([where('usedAt', 'is', null), where('usedByUpdateId', '=', press.updateId)]),
          )
          .returning('nonce')
          .executeTakeFirst();
        if (!claimed) return false;
        await transaction
          .deleteFrom('buttons')
          .where('chatId', '=', press.chatId)
          .where('messageId', '=', press.messageId)
          .where('nonce', '!=', press.nonce)
          .where('isShared', '=', 0)
          .execute();
        return true;
      }),
    voidFor: async (telegramId: number) => {
      await database.deleteFrom('buttons').where('telegramId', '=', telegramId).execute();
    },
    prune: async (at: number) => {
      await database.deleteFrom('buttons').where('expiresAt', '<', at).execute();
    },
  };
}
