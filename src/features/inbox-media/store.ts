import { sql } from 'kysely';
import type { Storage } from '../../storage/database.ts';

export type LinkStore = {
  readonly add: (link: {
    readonly linkId: string;
    /** Of the message that it came with. */
    readonly mid: string | undefined;
    readonly url: string;
    readonly createdAt: number;
  }) => Promise<void>;
  readonly find: (linkId: string) => Promise<string | undefined>;
  /** Its customer took the message back. */
  readonly revoke: (mid: string) => Promise<void>;
  /** Those made before `at` are forgotten, some hundred at once; false: there may be more. */
  readonly forget: (at: number) => Promise<boolean>;
};

/** Each statement holds up the loop; so many rows are some milliseconds. */
const forgottenAtOnce = 500;

/** Where Meta keeps what customers sent, by links of our own. */
export function createLinkStore(database: Storage): LinkStore {
  return {
    add: async ({ mid, ...link }) => {
      await database
        .insertInto('mediaLinks')
        .values({ ...link, mid: mid ?? null })
        .execute();
    },
    find: async (linkId) => {
      const row = await database
        .selectFrom('mediaLinks')
        .select('url')
        .where('linkId', '=', linkId)
        .executeTakeFirst();
      return row?.url;
    },
    revoke: async (mid) => {
      await database.deleteFrom('mediaLinks').where('mid', '=', mid).execute();
    },
    forget: async (at) => {
      const { numAffectedRows = 0n } = await sql`
        delete from mediaLinks where linkId in (
          select linkId from mediaLinks where createdAt < ${at} limit ${forgottenAtOnce})`.execute(
        database,
      );
      return numAffectedRows < forgottenAtOnce;
    },
  };
}
