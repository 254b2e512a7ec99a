import type { TelegramDoor } from '../../telegram/door.ts';
import type { CallsDeps } from './calls-deps.ts';
import { callsOnTelegram } from './on-telegram.ts';
import { trackCalls, type CallTracking } from './track-calls.ts';

export type { CallsDeps } from './calls-deps.ts';
export { createCallStore } from './store.ts';

export type Calls = {
  readonly telegram: TelegramDoor;
  /** Begins to follow the calls. */
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

/** Every call of the PBX, from its first ring to its end. */
export function createCalls(deps: CallsDeps): Calls {
  let tracking: CallTracking | undefined;
  return {
    telegram: callsOnTelegram(deps, () => tracking?.live() ?? []),
    start: async () => {
      tracking = await trackCalls(deps);
    },
    stop: async () => {
      await tracking?.stop();
    },
  };
}
