import type { Storage } from '../../storage/database.ts';
import type { CannedReply } from './canned-reply.ts';

export type CannedStore = {
  /** By title. */
  readonly list: () => Promise<readonly CannedReply[]>;
  readonly find: (cannedId: number) => Promise<CannedReply | undefined>;
  readonly add: (reply: {
    readonly title: string;
    readonly text: string;
    readonly at: number;
  }) => Promise<number>;
  /** False: it was removed meanwhile. */
  readonly change: (
    cannedId: number,
    change: { readonly title?: string; readonly text?: string; readonly changedAt: number },
  ) => Promise<boolean>;
  readonly remove: (cannedId: number) => Promise<void>;
};

/** The answers that are given often. An id that was removed is given to no other. */
export function createCannedStore(database: Storage): CannedStore {
  const rows = () => database.selectFrom('cannedReplies').select(['cannedId', 'title', 'text']);
  return {
    list: async () => {
      const replies = await rows().execute();
      const { compare } = new Intl.Collator('uz');
      return replies.sort((one, other) => compare(one.title, other.title));
    },
    find: (cannedId) => rows().where('cannedId', '=', cannedId).executeTakeFirst(),
    add: async ({ title, text, at }) => {
      const { cannedId } = await database
        .insertInto('cannedReplies')
        .values({ title, text, changedAt: at })
        .returning('cannedId')
        .executeTakeFirstOrThrow();
      return cannedId;
    },
    change: async (cannedId, change) => {
      const { numUpdatedRows } = await database
        .updateTable('cannedReplies')
        .set(change)
        .where('cannedId', '=', cannedId)
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },
    remove: async (cannedId) => {
      await database.deleteFrom('cannedReplies').where('cannedId', '=', cannedId).execute();
    },
  };
}
