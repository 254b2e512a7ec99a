import { createOwnerClaiming, type ClaimDeps } from './claim-owner.ts';
import type { InviteDeps } from './invite-person.ts';
import type { ManageDeps } from './manage-person.ts';
import { accessOnTelegram } from './on-telegram.ts';
import type { AccessStore } from './store.ts';
import type { Audit } from '../../storage/audit.ts';
import type { People } from '../../storage/people.ts';
import type { TelegramDoor } from '../../telegram/door.ts';

export { createAccessStore } from './store.ts';

export type AccessDeps = Omit<ClaimDeps, 'store' | 'audit'> &
  Omit<InviteDeps, 'store' | 'audit'> &
  Omit<ManageDeps, 'store' | 'audit' | 'people'> & {
    readonly store: AccessStore;
    readonly audit: Audit;
    readonly people: People;
    /** Without @; known once the bot has started. */
    readonly botUsername: () => string;
    readonly timeZone: string;
  };

export type Access = {
  readonly telegram: TelegramDoor;
  /** Prints the owner's code while nobody owns the place. */
  readonly start: () => Promise<void>;
};

/** Who may do what, and how people come in. */
export function createAccess(deps: AccessDeps): Access {
  const claiming = createOwnerClaiming(deps);
  return { telegram: accessOnTelegram(deps, claiming), start: claiming.open };
}
