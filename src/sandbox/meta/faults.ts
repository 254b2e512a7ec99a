import { createLuck } from './luck.ts';

/** Trouble on demand. "After" means: the call took effect, only its answer is spoilt. */
export type Fault =
  /** A refusal in Meta's shape, before any effect. */
  | {
      readonly type: 'error';
      readonly code: number;
      readonly subcode?: number;
      readonly status?: number;
      readonly message?: string;
    }
  /** A gateway's page with 502, before or after the effect. */
  | { readonly type: 'htmlBefore' | 'htmlAfter' }
  /** The connection is cut, before or after the effect. */
  | { readonly type: 'dropBefore' | 'dropAfter' }
  /** After: a JSON text cut in the middle. */
  | { readonly type: 'halfJson' }
  /** After: the answer comes late. */
  | { readonly type: 'delay'; readonly ms: number }
  /** After: the answer comes when that is over. */
  | { readonly type: 'hold'; readonly until: Promise<unknown> };

/** What can be troubled: the calls of `graph-calls.ts`, by their names. */
export type CallName =
  | 'send'
  | 'upload'
  | 'profile'
  | 'conversations'
  | 'messages'
  | 'message'
  | 'debugToken'
  | 'subscribedApps'
  | 'account'
  | 'refreshToken';

export type Faults = {
  /** The next `times` calls of that name (or any, `'*'`) meet this fault. */
  readonly next: (name: CallName | '*', fault: Fault, times?: number) => void;
  /** From now on each call of that name meets one of `kinds` with this probability. */
  readonly rate: (
    name: CallName | '*',
    probability: number,
    kinds: readonly Fault[],
    seed: number,
  ) => void;
  /** Every connection is cut until it is reachable again. */
  readonly unreachable: (isUnreachable: boolean) => void;
  readonly clear: () => void;
  /** Used by the server. */
  readonly draw: (name: CallName) => Fault | undefined;
  readonly isUnreachable: () => boolean;
};

export function createFaults(): Faults {
  let planned: { readonly name: CallName | '*'; readonly fault: Fault; left: number }[] = [];
  let chance:
    | { name: CallName | '*'; probability: number; kinds: readonly Fault[]; luck: () => number }
    | undefined;
  let isUnreachable = false;
  const fits = (pattern: CallName | '*', name: CallName) => pattern === '*' || pattern === name;
  return {
    next: (name, fault, times = 1) => {
      planned.push({ name, fault, left: times });
    },
    rate: (name, probability, kinds, seed) => {
      chance = { name, probability, kinds, luck: createLuck(seed) };
    },
    unreachable: (value) => {
      isUnreachable = value;
    },
    clear: () => {
      planned = [];
      chance = undefined;
      isUnreachable = false;
    },
    draw: (name) => {
      const plan = planned.find((one) => fits(one.name, name));
      if (plan) {
        plan.left -= 1;
        planned = planned.filter(({ left }) => left > 0);
        return plan.fault;
      }
      if (!chance || !fits(chance.name, name) || chance.luck() >= chance.probability)
        return undefined;
      return chance.kinds[Math.floor(chance.luck() * chance.kinds.length)];
    },
    isUnreachable: () => isUnreachable,
  };
}
