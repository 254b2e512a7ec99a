import type { TelegramDoor } from '../../telegram/door.ts';
import type { AriUsersDeps } from './ari-users-deps.ts';
import { ariUsersOnTelegram } from './on-telegram.ts';

export type { AriUsersDeps } from './ari-users-deps.ts';

export type AriUsers = { readonly telegram: TelegramDoor };

/** The users of ARI that other programs sign in as. */
export function createAriUsers(deps: AriUsersDeps): AriUsers {
  return { telegram: ariUsersOnTelegram(deps) };
}
