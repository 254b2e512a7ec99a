import type { Clock } from '../../lib/clock.ts';
import type { Role } from '../../lib/role.ts';
import type { Audit } from '../../storage/audit.ts';
import { hashToken } from './invite-token.ts';
import { invitableRoles } from './permission.ts';
import type { AccessStore, InvitableRole } from './store.ts';

export const inviteLifetimeMs = 24 * 3_600_000;

export type InviteDeps = {
  readonly store: Pick<AccessStore, 'addInvite'>;
  readonly audit: Pick<Audit, 'record'>;
  readonly clock: Clock;
  /** 128 bits or more of randomness in `A-Za-z0-9_-`. */
  readonly newToken: () => string;
};

export type InviteOutcome =
  { readonly type: 'invited'; readonly token: string } | { readonly type: 'denied' };

/** Makes a single-use invite, good for 24 hours. The database keeps only the token's hash. */
export async function invitePerson(
  { store, audit, clock, newToken }: InviteDeps,
  inviter: { readonly telegramId: number; readonly role: Role },
  invite: { readonly role: InvitableRole; readonly personId?: number | undefined },
): Promise<InviteOutcome> {
  const isAllowed = invitableRoles(inviter.role).includes(invite.role);
  const token = newToken();
  if (isAllowed) {
    await store.addInvite({
      tokenHash: hashToken(token),
      role: invite.role,
      personId: invite.personId,
      createdBy: inviter.telegramId,
      expiresAt: clock.now() + inviteLifetimeMs,
    });
  }
  await audit.record({
    telegramId: inviter.telegramId,
    action: 'access.invite',
    details: { role: invite.role, personId: invite.personId },
    outcome: isAllowed ? 'invited' : 'denied',
  });
  return isAllowed ? { type: 'invited', token } : { type: 'denied' };
}
