import type { TelegramDoor } from '../../telegram/door.ts';
import type { AsteriskDeps } from './asterisk-deps.ts';
import { asteriskOnTelegram } from './on-telegram.ts';
import { runRestarts } from './run-restarts.ts';

export { createRestartStore } from './store.ts';

export type Asterisk = {
  readonly telegram: TelegramDoor;
  /** Goes on watching for a restart that waits since an earlier process. */
  readonly start: () => Promise<void>;
  /** No longer watches for a restart that waits; Asterisk goes on waiting. */
  readonly stop: () => Promise<void>;
};

/** Asterisk itself: how it does, its files read again, its restart. */
export function createAsterisk(deps: AsteriskDeps): Asterisk {
  const restarts = runRestarts(deps);
  const { start, stop } = restarts;
  return { telegram: asteriskOnTelegram(deps, restarts), start, stop };
}
