import type { Clock } from '../../lib/clock.ts';
import type { Locale } from '../../lib/locale.ts';
import type { Role } from '../../lib/role.ts';
import { invitableRoles } from './permission.ts';
import type { Storage } from '../../storage/database.ts';
import { wantClaimedHeads } from '../../storage/topic-heads.ts';
import { toPerson, type Person } from '../../storage/people.ts';

export type Joiner = {
  readonly telegramId: number;
  readonly name: string;
  readonly locale: Locale;
};

export type InvitableRole = Exclude<Role, 'owner'>;

export type AcceptedInvite =
  | { readonly type: 'joined'; readonly person: Person }
  | { readonly type: 'unknown' | 'used' | 'expired' | 'alreadyIn' };

export type RemovedPerson =
  | { readonly type: 'removed'; readonly person: Person }
  | { readonly type: 'unknown' | 'lastOwner' };

export type AccessStore = {
  readonly hasOwner: () => Promise<boolean>;
  /** Makes the first owner. False when there is one already: of two who press at once, one wins. */
  readonly makeFirstOwner: (joiner: Joiner) => Promise<boolean>;
  readonly addInvite: (invite: {
    readonly tokenHash: string;
    readonly role: InvitableRole;
    readonly personId: number | undefined;
    readonly createdBy: number;
    readonly expiresAt: number;
  }) => Promise<void>;
  /** Uses an invite up and lets the person in, in one transaction. */
  readonly acceptInvite: (tokenHash: string, joiner: Joiner) => Promise<AcceptedInvite>;
  readonly setRole: (personId: number, role: Role) => Promise<'set' | 'unknown' | 'lastOwner'>;
  /** Removes a person with all invites they made. */
  readonly removePerson: (personId: number) => Promise<RemovedPerson>;
};

/** Who may come in and who is what: this feature's writes to `people` and `invites`. */
export function createAccessStore(database: Storage, clock: Clock): AccessStore {
  const countOwners = async (connection: Pick<Storage, 'selectFrom'>) => {
    const row = await connection
      .selectFrom('people')
      .select((select) => select.fn.countAll<number>().as('count'))
      .where('role', '=', 'owner')
      .executeTakeFirstOrThrow();
    return row.count;
  };
  return {
    hasOwner: async () => (await countOwners(database)) > 0,

    makeFirstOwner: (joiner) =>
      database.transaction().execute(async (transaction) => {
        if ((await countOwners(transaction)) > 0) return false;
        await transaction
          .insertInto('people')
          .values({ ...joiner, role: 'owner', extension: null, createdAt: clock.now() })
          .execute();
        return true;
      }),

    addInvite: async (invite) => {
      await database
        .insertInto('invites')
        .values({
          ...invite,
          personId: invite.personId ?? null,
          createdAt: clock.now(),
          usedAt: null,
          usedBy: null,
        })
        .execute();
    },

    acceptInvite: (tokenHash, joiner) =>
      database.transaction().execute(async (transaction): Promise<AcceptedInvite> => {
        const invite = await transaction
          .selectFrom('invites')
          .selectAll()
          .where('tokenHash', '=', tokenHash)
          .executeTakeFirst();
        if (!invite) return { type: 'unknown' };
        if (invite.usedAt !== null) return { type: 'used' };
        if (invite.expiresAt <= clock.now()) return { type: 'expired' };
        const inviter = await transaction
          .selectFrom('people')
          .selectAll()
          .where('telegramId', '=', invite.createdBy)
          .executeTakeFirst();
        // An invite is worth what its maker may do today.
        const mayInvite = inviter
          ? invitableRoles(toPerson(inviter).role).some((role) => role === invite.role)
          : false;
        if (!mayInvite) return { type: 'unknown' };
        const known = await transaction
          .selectFrom('people')
          .select('personId')
          .where('telegramId', '=', joiner.telegramId)
          .executeTakeFirst();
        if (known) return { type: 'alreadyIn' };
        await transaction
          .updateTable('invites')
          .set({ usedAt: clock.now(), usedBy: joiner.telegramId })
          .where('tokenHash', '=', tokenHash)
          .execute();
        const existing =
          invite.personId === null
            ? undefined
            : await transaction
                .updateTable('people')
                .set({
                  telegramId: joiner.telegramId,
                  locale: joiner.locale,
                  role: invite.role,
                })
                .where('personId', '=', invite.personId)
                .where('telegramId', 'is', null)
                .returningAll()
                .executeTakeFirst();
        // Meant for one person, who has come already or was removed: nobody else gets in by it.
        if (invite.personId !== null && !existing) return { type: 'used' };
        const row =
          existing ??
          (await transaction
            .insertInto('people')
            .values({ ...joiner, role: invite.role, extension: null, createdAt: clock.now() })
            .returningAll()
            .executeTakeFirstOrThrow());
        return { type: 'joined', person: toPerson(row) };
      }),

    setRole: (personId, role) =>
      database.transaction().execute(async (transaction) => {
        const person = await transaction
          .selectFrom('people')
          .select('role')
          .where('personId', '=', personId)
          .executeTakeFirst();
        if (!person) return 'unknown';
        const isLastOwner = person.role === 'owner' && (await countOwners(transaction)) === 1;
        if (isLastOwner && role !== 'owner') return 'lastOwner';
        await transaction
          .updateTable('people')
          .set({ role })
          .where('personId', '=', personId)
          .execute();
        return 'set';
      }),

    removePerson: (personId) =>
      database.transaction().execute(async (transaction): Promise<RemovedPerson> => {
        const row = await transaction
          .selectFrom('people')
          .selectAll()
          .where('personId', '=', personId)
          .executeTakeFirst();
        if (!row) return { type: 'unknown' };
        if (row.role === 'owner' && (await countOwners(transaction)) === 1) {
          return { type: 'lastOwner' };
        }
        if (row.telegramId !== null) {
          await transaction
            .deleteFrom('invites')
            .where('createdBy', '=', row.telegramId)
            .where('usedAt', 'is', null)
            .execute();
        }
        await wantClaimedHeads(transaction, personId);
        await transaction.deleteFrom('people').where('personId', '=', personId).execute();
        return { type: 'removed', person: toPerson(row) };
      }),
  };
}
