import type { Audit } from '../../storage/audit.ts';
import { hashToken } from './invite-token.ts';
import type { AcceptedInvite, AccessStore, Joiner } from './store.ts';

export type AcceptDeps = {
  readonly store: Pick<AccessStore, 'acceptInvite'>;
  readonly audit: Pick<Audit, 'record'>;
};

/** Lets in whoever brings an unused invite in time. */
export async function acceptInvite(
  { store, audit }: AcceptDeps,
  joiner: Joiner,
  token: string,
): Promise<AcceptedInvite> {
  const outcome = await store.acceptInvite(hashToken(token), joiner);
  await audit.record({
    telegramId: joiner.telegramId,
    action: 'access.acceptInvite',
    outcome: outcome.type,
  });
  return outcome;
}
