import type { TelegramDoor } from '../../telegram/door.ts';
import type { AccessDeps } from './access-deps.ts';
import { accessOnTelegram } from './on-telegram.ts';
import { openClaim } from './open-claim.ts';

export { createAccessStore } from './store.ts';

export type Access = {
  readonly telegram: TelegramDoor;
  /** Prints the owner's code while nobody owns the place. */
  readonly start: () => Promise<void>;
};

/** Who may do what, and how people come in. */
export function createAccess(deps: AccessDeps): Access {
  return { telegram: accessOnTelegram(deps), start: () => openClaim(deps) };
}
