import type { TelegramDoor } from '../../telegram/door.ts';
import type { AriAccessDeps } from './ari-access-deps.ts';
import { ariAccessOnTelegram } from './on-telegram.ts';
import { runRotations } from './run-rotations.ts';

export type { AriAccessDeps } from './ari-access-deps.ts';
export { createRotationEffect, createRotationStore, rotationEffect } from './store.ts';

export type AriAccess = {
  readonly telegram: TelegramDoor;
  /** Goes on with what an earlier process left. */
  readonly start: () => void;
  readonly stop: () => Promise<void>;
};

/** Who may speak to Asterisk's interface, and the password they do it with. */
export function createAriAccess(deps: AriAccessDeps): AriAccess {
  const rotations = runRotations(deps);
  return {
    telegram: ariAccessOnTelegram(deps, rotations),
    start: rotations.start,
    stop: rotations.stop,
  };
}
