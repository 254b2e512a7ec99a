import { isAtLeast, type Role } from '../../lib/role.ts';

/** Roles that a person may invite to: an owner to all but owner, an admin to those below admin. */
export function invitableRoles(inviter: Role): readonly ('operator' | 'supervisor' | 'admin')[] {
  if (inviter === 'owner') return ['operator', 'supervisor', 'admin'];
  return isAtLeast(inviter, 'admin') ? ['operator', 'supervisor'] : [];
}

/** Whether `actor` may change the role of, or remove, somebody who is `target` now. Nobody does it to themselves. */
export function mayManage(
  actor: { readonly telegramId: number; readonly role: Role },
  target: { readonly telegramId: number | undefined; readonly role: Role },
): boolean {
  if (actor.telegramId === target.telegramId) return false;
  if (actor.role === 'owner') return true;
  return actor.role === 'admin' && !isAtLeast(target.role, 'admin');
}
