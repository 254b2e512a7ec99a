import type { TelegramDoor } from '../../telegram/door.ts';
import type { DialDeps } from './dial-deps.ts';
import { dialOnTelegram } from './on-telegram.ts';

export type { DialDeps } from './dial-deps.ts';
export { createDialStore } from './store.ts';

export type Dial = { readonly telegram: TelegramDoor };

/** A number written in the chat is called from the operator's own phone. */
export function createDial(deps: DialDeps): Dial {
  return { telegram: dialOnTelegram(deps) };
}
