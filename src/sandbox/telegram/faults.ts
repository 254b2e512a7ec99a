import type { JsonObject } from './json.ts';

/** Trouble on demand. "After" means: the call took effect, only its answer is spoilt. */
export type Fault =
  /** 429. Without `retryAfterSeconds` the answer has no `parameters`. */
  | { readonly type: 'tooManyRequests'; readonly retryAfterSeconds?: number }
  /** A JSON answer of 500 (or another status), before any effect. */
  | { readonly type: 'serverError'; readonly status?: number }
  /** A gateway's HTML page with 502 (or another status), before any effect. */
  | { readonly type: 'htmlPage'; readonly status?: number }
  | { readonly type: 'resetBefore' }
  | { readonly type: 'resetAfter' }
  /** After: a JSON text cut in the middle; a file, too. */
  | { readonly type: 'halfJson' }
  /** After: the answer comes late. */
  | { readonly type: 'delay'; readonly ms: number }
  /** After: the answer comes when that is over. */
  | { readonly type: 'hold'; readonly until: Promise<unknown> }
  /** Status 200 with `ok: false`, before any effect. */
  | { readonly type: 'notOk' }
  /** Any refusal in Telegram's words, before any effect. */
  | {
      readonly type: 'error';
      readonly code: number;
      readonly description: string;
      readonly parameters?: JsonObject;
    };

/**
 * The switchboard of troubles. `'*'` means every method but getUpdates, which must be named; `'file'`
 * is the download of a file.
 */
export type Faults = {
  /** The next `times` calls of the method meet this fault. */
  readonly next: (method: string, fault: Fault, times?: number) => void;
  /** From now on each call meets one of `kinds` with this probability; the same seed, the same luck. */
  readonly rate: (probability: number, kinds: readonly Fault[], seed: number) => void;
  /** Every connection is cut until `clear` or `unreachable(false)`. */
  readonly unreachable: (isUnreachable: boolean) => void;
  readonly clear: () => void;
  /** Used by the server. */
  readonly draw: (method: string) => Fault | undefined;
  readonly isUnreachable: () => boolean;
};

export function createFaults(): Faults {
  let planned: { readonly method: string; readonly fault: Fault; left: number }[] = [];
  let luck: { probability: number; kinds: readonly Fault[]; random: () => number } | undefined;
  let isUnreachable = false;
  const fits = (pattern: string, method: string): boolean =>
    pattern === method || (pattern === '*' && method !== 'getUpdates');
  return {
    next: (method, fault, times = 1) => {
      planned.push({ method, fault, left: times });
    },
    rate: (probability, kinds, seed) => {
      luck = probability === 0 ? undefined : { probability, kinds, random: mulberry32(seed) };
    },
    unreachable: (value) => {
      isUnreachable = value;
    },
    clear: () => {
      planned = [];
      luck = undefined;
      isUnreachable = false;
    },
    draw: (method) => {
      const plan = planned.find((one) => fits(one.method, method));
      if (plan !== undefined) {
        plan.left -= 1;
        planned = planned.filter(({ left }) => left > 0);
        return plan.fault;
      }
      if (luck === undefined || method === 'getUpdates') return undefined;
      if (luck.random() >= luck.probability) return undefined;
      return luck.kinds[Math.floor(luck.random() * luck.kinds.length)];
    },
    isUnreachable: () => isUnreachable,
  };
}

/** A small repeatable source of numbers in [0, 1). Source: Tommy Ettinger's mulberry32, public domain. */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d_2b_79_f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
