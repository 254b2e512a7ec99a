import type { Selectable } from 'kysely';
import { z } from 'zod';
import type { Effect } from '../../change/plan.ts';
import type { EffectRunner } from '../../change/store.ts';
import type { Storage } from '../../storage/database.ts';
import type { Tables } from '../../storage/tables.ts';
import { renewalDueAt, type TokenLife } from './token-life.ts';

export type TokenStore = {
  readonly find: () => Promise<TokenLife | undefined>;
  /** Another one is there: what was known of the one before is forgotten. */
  readonly see: (token: Pick<TokenLife, 'salt' | 'print' | 'seenAt' | 'tryAt'>) => Promise<void>;
  /** Meta gave the same one again. */
  readonly noteRenewed: (renewed: RenewedToken) => Promise<void>;
  readonly noteTrouble: (
    trouble: Pick<TokenLife, 'tryAt' | 'tries'> & { readonly because: string },
  ) => Promise<void>;
};

const RenewedToken = z.object({
  salt: z.string(),
  print: z.string(),
  renewedAt: z.number(),
  endsAt: z.number(),
});

type RenewedToken = z.output<typeof RenewedToken>;

const account = 'instagramLogin';

/** The kind of effect that ends a change of the token. */
export const tokenEffect = 'inboxToken';

export function renewedEffect(renewed: RenewedToken): Effect {
  return { kind: tokenEffect, data: renewed };
}

/** Writes down that the token was renewed, in the transaction that ends the change. */
export function createTokenEffect(): EffectRunner {
  return async (transaction, data) => {
    const row = rowOf(RenewedToken.parse(data));
    await transaction
      .insertInto('inboxTokens')
      .values(row)
      .onConflict((conflict) => conflict.column('account').doUpdateSet(row))
      .execute();
  };
}

/** Knows tokens by their salted prints only. */
export function createTokenStore(database: Storage): TokenStore {
  const put = async (row: ReturnType<typeof rowOf>): Promise<void> => {
    await database
      .insertInto('inboxTokens')
      .values(row)
      .onConflict((conflict) => conflict.column('account').doUpdateSet(row))
      .execute();
  };
  return {
    find: async () => {
      const row = await database
        .selectFrom('inboxTokens')
        .selectAll()
        .where('account', '=', account)
        .executeTakeFirst();
      return row && lifeOf(row);
    },
    see: (token) =>
      put({ ...token, account, renewedAt: null, endsAt: null, tries: 0, trouble: null }),
    noteRenewed: (renewed) => put(rowOf(renewed)),
    noteTrouble: async ({ tryAt, tries, because }) => {
      await database
        .updateTable('inboxTokens')
        .set({ tryAt, tries, trouble: because })
        .where('account', '=', account)
        .execute();
    },
  };
}

function rowOf({
  salt,
  print,
  renewedAt,
  endsAt,
}: RenewedToken): Selectable<Tables['inboxTokens']> {
  return {
    ...{ account, salt, print, seenAt: renewedAt, renewedAt, endsAt },
    ...{ tryAt: renewalDueAt(renewedAt, endsAt), tries: 0, trouble: null },
  };
}

function lifeOf(row: Selectable<Tables['inboxTokens']>): TokenLife {
  const { salt, print, seenAt, tryAt, tries } = row;
  return {
    ...{ salt, print, seenAt, tryAt, tries },
    renewedAt: row.renewedAt ?? undefined,
    endsAt: row.endsAt ?? undefined,
  };
}
