import type { Role } from '../../lib/role.ts';
import type { Audit } from '../../storage/audit.ts';
import type { People, Person } from '../../storage/people.ts';
import { mayManage } from './permission.ts';
import type { AccessStore } from './store.ts';

export type ManageDeps = {
  readonly store: Pick<AccessStore, 'setRole' | 'removePerson'>;
  readonly people: Pick<People, 'byId'>;
  readonly audit: Pick<Audit, 'record'>;
  /** Voids the person's buttons and guided flows at once. */
  readonly voidSession: (telegramId: number) => Promise<void>;
  /** Shows the person the command menu of their role. */
  readonly refreshMenu: (telegramId: number) => Promise<void>;
  /** What showed their name may have to show something else. */
  readonly onRemoved: () => void;
};

export type Manager = { readonly telegramId: number; readonly role: Role };

/** A new role, or `remove`. */
export type Treatment = Role | 'remove';

export type ManageOutcome =
  | { readonly type: 'done'; readonly person: Person }
  | { readonly type: 'denied' | 'unknown' | 'lastOwner' };

/** Gives somebody another role, or removes them with everything they could still press. */
export async function managePerson(
  deps: ManageDeps,
  manager: Manager,
  { personId, treatment }: { readonly personId: number; readonly treatment: Treatment },
): Promise<ManageOutcome> {
  const outcome = await treat(deps, manager, personId, treatment);
  if (outcome.type === 'done' && outcome.person.telegramId !== undefined) {
    await deps.voidSession(outcome.person.telegramId);
    await deps.refreshMenu(outcome.person.telegramId);
  }
  if (outcome.type === 'done' && treatment === 'remove') deps.onRemoved();
  await deps.audit.record({
    telegramId: manager.telegramId,
    action: treatment === 'remove' ? 'access.remove' : 'access.setRole',
    details: { personId, treatment },
    outcome: outcome.type,
  });
  return outcome;
}

async function treat(
  { store, people }: ManageDeps,
  manager: Manager,
  personId: number,
  treatment: Treatment,
): Promise<ManageOutcome> {
  const person = await people.byId(personId);
  if (!person) return { type: 'unknown' };
  const needsOwner = treatment === 'owner' || treatment === 'admin';
  if (!mayManage(manager, person) || (needsOwner && manager.role !== 'owner')) {
    return { type: 'denied' };
  }
  if (treatment === 'remove') {
    const removed = await store.removePerson(personId);
    return removed.type === 'removed' ? { type: 'done', person } : { type: removed.type };
  }
  const set = await store.setRole(personId, treatment);
  return set === 'set' ? { type: 'done', person: { ...person, role: treatment } } : { type: set };
}
