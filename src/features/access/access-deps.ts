import type { Audit } from '../../storage/audit.ts';
import type { People } from '../../storage/people.ts';
import type { DoorCommand } from '../../telegram/door.ts';
import type { ClaimDeps } from './owner-claim.ts';
import type { InviteDeps } from './invite-person.ts';
import type { ManageDeps } from './manage-person.ts';
import type { AccessStore } from './store.ts';

/** Everything this feature works with. */
export type AccessDeps = Omit<ClaimDeps, 'store' | 'audit'> &
  Omit<InviteDeps, 'store' | 'audit'> &
  Omit<ManageDeps, 'store' | 'audit' | 'people'> & {
    readonly store: AccessStore;
    readonly audit: Audit;
    readonly people: People;
    /** Without @; known once the bot has started. */
    readonly botUsername: () => string;
    /** All commands of the house, in the order of the help. */
    readonly listCommands: () => readonly DoorCommand[];
    readonly timeZone: string;
  };
