import type { Storage } from '../../storage/database.ts';
import { WatchedCard } from './watched-card.ts';

export type PhoneCardStore = {
  /** In place of an earlier card of the same number. */
  readonly put: (card: WatchedCard) => Promise<void>;
  readonly remove: (number: string) => Promise<void>;
  /** Those that an older version wrote and this one cannot read are left out. */
  readonly list: () => Promise<readonly WatchedCard[]>;
};

/** The cards that wait for their phone, over restarts: this feature's table. */
export function createPhoneCardStore(database: Storage): PhoneCardStore {
  return {
    put: async (card) => {
      const row = { sentAt: card.sentAt, card: JSON.stringify(card) };
      await database
        .insertInto('phoneCards')
        .values({ number: card.number, ...row })
        .onConflict((conflict) => conflict.column('number').doUpdateSet(row))
        .execute();
    },
    remove: async (number) => {
      await database.deleteFrom('phoneCards').where('number', '=', number).execute();
    },
    list: async () => {
      const rows = await database.selectFrom('phoneCards').selectAll().orderBy('sentAt').execute();
      return rows.flatMap(({ card }) => WatchedCard.safeParse(JSON.parse(card)).data ?? []);
    },
  };
}
