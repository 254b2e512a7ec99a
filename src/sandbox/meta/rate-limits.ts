import type { Clock } from '../../lib/clock.ts';
import { graphErrors } from './graph-error.ts';

export type LimitName = 'send' | 'conversations';

/** Calls a second. Source: Messenger Platform, "Rate Limiting": Send 300/s, Conversations 2/s, each account. */
const usual: Readonly<Record<LimitName, number>> = { send: 300, conversations: 2 };

export type RateLimits = {
  /** Throws 613 when that account's second is used up. */
  readonly spend: (name: LimitName, ownerId: string) => void;
  readonly set: (name: LimitName, perSecond: number) => void;
  /** How often a call was refused. */
  readonly refused: () => number;
};

export function createRateLimits(clock: Clock): RateLimits {
  const limits = { ...usual };
  const spent = new Map<string, number[]>();
  let refused = 0;
  return {
    spend: (name, ownerId) => {
      const key = `${name} ${ownerId}`;
      const recent = (spent.get(key) ?? []).filter((at) => clock.now() - at < 1000);
      spent.set(key, recent);
      if (recent.length >= limits[name]) {
        refused += 1;
        throw graphErrors.tooManyCalls();
      }
      recent.push(clock.now());
    },
    set: (name, perSecond) => {
      limits[name] = perSecond;
    },
    refused: () => refused,
  };
}
