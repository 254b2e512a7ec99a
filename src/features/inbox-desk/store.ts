import { sql } from 'kysely';
import type { Storage } from '../../storage/database.ts';
import type { Tables } from '../../storage/tables.ts';

export type DeskRow = {
  readonly claimedBy: number | undefined;
  readonly claimedAt: number | undefined;
  /** Who closed the topic, and when: another time than the topic's own is of an earlier close. */
  readonly closed: { readonly personId: number; readonly at: number } | undefined;
};

export type DeskStore = {
  readonly find: (talkId: number) => Promise<DeskRow>;
  readonly setClaim: (
    talkId: number,
    claim: { readonly personId: number; readonly at: number } | undefined,
  ) => Promise<void>;
  readonly setClosed: (
    talkId: number,
    closed: { readonly personId: number; readonly at: number },
  ) => Promise<void>;
  /** Whether this person was told of this claim. */
  readonly isTold: (talkId: number, personId: number, claimedAt: number) => Promise<boolean>;
  readonly noteTold: (talkId: number, personId: number, claimedAt: number) => Promise<void>;
  /**
   * Who was told of a claim that began before `at` and is over is forgotten, some hundred at once; false:
   * there may be more.
   */
  readonly forgetTold: (at: number) => Promise<boolean>;
};

/** Each statement holds up the loop; so many rows are some milliseconds. */
const forgottenAtOnce = 500;

/** Who answers which customer. */
export function createDeskStore(database: Storage): DeskStore {
  const set = async (
    talkId: number,
    row: Partial<Omit<Tables['deskTalks'], 'talkId'>>,
  ): Promise<void> => {
    await database
      .insertInto('deskTalks')
      .values({
        ...{ talkId, claimedBy: null, claimedAt: null, closedBy: null, closedAt: null },
        ...row,
      })
      .onConflict((conflict) => conflict.column('talkId').doUpdateSet(row))
      .execute();
  };
  return {
    find: async (talkId) => {
      const row = await database
        .selectFrom('deskTalks')
        .selectAll()
        .where('talkId', '=', talkId)
        .executeTakeFirst();
      return {
        claimedBy: row?.claimedBy ?? undefined,
        claimedAt: row?.claimedAt ?? undefined,
        closed: closedOf(row),
      };
    },
    setClaim: (talkId, claim) =>
      set(talkId, { claimedBy: claim?.personId ?? null, claimedAt: claim?.at ?? null }),
    setClosed: (talkId, { personId, at }) => set(talkId, { closedBy: personId, closedAt: at }),
    isTold: async (talkId, personId, claimedAt) => {
      const row = await database
        .selectFrom('deskNotes')
        .select('claimedAt')
        .where('talkId', '=', talkId)
        .where('personId', '=', personId)
        .executeTakeFirst();
      return row?.claimedAt === claimedAt;
    },
    noteTold: async (talkId, personId, claimedAt) => {
      await database
        .insertInto('deskNotes')
        .values({ talkId, personId, claimedAt })
        .onConflict((conflict) =>
          conflict.columns(['talkId', 'personId']).doUpdateSet({ claimedAt }),
        )
        .execute();
    },
    forgetTold: async (at) => {
      const { numAffectedRows = 0n } = await sql`
        delete from deskNotes where rowid in (
          select deskNotes.rowid from deskNotes
          left join deskTalks on deskTalks.talkId = deskNotes.talkId
          where deskNotes.claimedAt < ${at} and deskTalks.claimedAt is not deskNotes.claimedAt
          limit ${forgottenAtOnce})`.execute(database);
      return numAffectedRows < forgottenAtOnce;
    },
  };
}

function closedOf(row: Tables['deskTalks'] | undefined): DeskRow['closed'] {
  const { closedBy = null, closedAt = null } = row ?? {};
  return closedBy === null || closedAt === null ? undefined : { personId: closedBy, at: closedAt };
}
