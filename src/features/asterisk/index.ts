import type { TelegramDoor } from '../../telegram/door.ts';
import type { AsteriskDeps } from './asterisk-deps.ts';
import { asteriskOnTelegram } from './on-telegram.ts';
import { runRestarts } from './run-restarts.ts';

export type Asterisk = {
  readonly telegram: TelegramDoor;
  /** No longer watches for a restart that waits; Asterisk goes on waiting. */
  readonly stop: () => Promise<void>;
};

/** Asterisk itself: how it does, its files read again, its restart. */
export function createAsterisk(deps: AsteriskDeps): Asterisk {
  const restarts = runRestarts(deps);
  return { telegram: asteriskOnTelegram(deps, restarts), stop: restarts.stop };
}
