import type { TelegramDoor } from '../../telegram/door.ts';
import type { DialDeps } from './dial-deps.ts';
import { dialOnTelegram } from './on-telegram.ts';
import { watchEnds, type EndWatch } from './watch-ends.ts';

export type { DialDeps } from './dial-deps.ts';
export { createDialStore } from './store.ts';

export type Dial = Omit<EndWatch, 'follow'> & { readonly telegram: TelegramDoor };

/** A number written in the chat is called from the operator's own phone. */
export function createDial(deps: DialDeps): Dial {
  const { follow, ...watch } = watchEnds(deps);
  return { telegram: dialOnTelegram(deps, follow), ...watch };
}
