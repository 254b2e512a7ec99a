import type { ChatTrouble } from '../../telegram/card-outbox.ts';
import type { TelegramDoor } from '../../telegram/door.ts';
import type { Call } from '../../telephony/call.ts';
import type { CallsDeps } from './calls-deps.ts';
import { changeRoute } from './change-route.ts';
import { callsOnTelegram } from './on-telegram.ts';
import { trackCalls, type CallTracking } from './track-calls.ts';
import { watchLink, type LinkWatch } from './watch-link.ts';

export type { CallsDeps } from './calls-deps.ts';
export { callRoute } from './route.ts';
export { createCallStore } from './store.ts';

export type Calls = {
  readonly telegram: TelegramDoor;
  /** Those that are going on, oldest first. */
  readonly live: () => readonly Call[];
  /** These are told anew: what is known of them has changed. */
  readonly retell: (isMeant: (call: Call) => boolean) => void;
  /** Begins to follow the calls. */
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
  /** What happened to a chat that cards went to. */
  readonly followChat: (trouble: ChatTrouble) => Promise<void>;
};

/** Every call of the PBX, from its first ring to its end. */
export function createCalls(deps: CallsDeps): Calls {
  let tracking: CallTracking | undefined;
  let link: LinkWatch | undefined;
  const live = (): readonly Call[] => tracking?.live() ?? [];
  return {
    telegram: callsOnTelegram(deps, live),
    live,
    retell: (isMeant) => tracking?.retell(isMeant),
    start: async () => {
      tracking = await trackCalls(deps);
      link = watchLink(deps);
    },
    stop: async () => {
      link?.stop();
      await tracking?.stop();
    },
    followChat: (trouble) => changeRoute(deps, trouble),
  };
}
