import type { Json, JsonObject } from './json.ts';

/** One call of a bot, as it came and as it was answered. */
export type CallRecord = {
  readonly method: string;
  readonly parameters: JsonObject;
  /** Milliseconds since 1970, when the whole request was there. */
  readonly at: number;
  /** Undefined while it is under way. */
  answer: CallOutcome | undefined;
  /** The fault that was put in its way. */
  fault: string | undefined;
};

export type CallOutcome =
  | { readonly ok: true; readonly result: Json }
  | { readonly ok: false; readonly code: number; readonly description: string };

/** A call or an answer that the Bot API does not allow. Tests hold the list to be empty. */
export type Violation = {
  /** Who is to blame: the bot's call, or an answer or update of this emulator. */
  readonly kind: 'call' | 'answer' | 'update';
  readonly method: string;
  readonly problems: readonly string[];
  readonly parameters: JsonObject;
};

/** What was called since the start, oldest first. */
export type CallLog = {
  readonly all: readonly CallRecord[];
  readonly of: (method: string) => readonly CallRecord[];
  readonly violations: readonly Violation[];
  readonly add: (call: CallRecord) => void;
  readonly addViolation: (violation: Violation) => void;
  readonly clear: () => void;
};

export function createCallLog(): CallLog {
  const all: CallRecord[] = [];
  const violations: Violation[] = [];
  return {
    all,
    of: (method) => all.filter((call) => call.method === method),
    violations,
    add: (call) => {
      all.push(call);
      // A sandbox may run for weeks; the oldest calls go first.
      if (all.length > maxCalls) all.splice(0, all.length - maxCalls);
    },
    addViolation: (violation) => {
      if (violations.length < maxViolations) violations.push(violation);
    },
    clear: () => {
      all.length = 0;
      violations.length = 0;
    },
  };
}

const maxCalls = 50_000;
const maxViolations = 1000;
