import { directionOf, type Call } from '../../telephony/call.ts';

/** Decides which calls have a message of their own, and which stand on one board together. */
export type CallFold = {
  /** Takes note of calls as they stand now; those that get a message of their own again. */
  readonly note: (calls: readonly Call[], gone: readonly string[], at: number) => readonly Call[];
  readonly isFolded: (callId: string) => boolean;
  /** What the board shows, longest waiting first; none: it goes. Undefined: it is not there anyway. */
  readonly board: () => readonly Call[] | undefined;
  /** When a board that changed now may be shown: ever later would be never, while calls go on. */
  readonly boardDueAt: (at: number) => number;
};

/** A group takes about 20 sends and edits a minute, and a call needs three; missed ones one more. */
const foldAbove = 8;
/** Well below, so that it does not go to and fro. */
const unfoldAt = 4;
const minuteMs = 60_000;
/** So often the board changes, and so long it then stands first in the line: a full group takes one in three seconds. */
const boardEveryMs = 15_000;
const boardTurnMs = 3_500;

/**
 * Above what Telegram takes, new calls go to the board; those that have their message keep it. A few
 * calls a minute again, and each has its own. Times are milliseconds of one clock.
 */
export function createCallFold(): CallFold {
  const open = new Map<string, Call>();
  const folded = new Set<string>();
  /** When each ended, oldest first: it may be written once more. */
  const over = new Map<string, number>();
  let begun: number[] = [];
  let isFolding = false;
  /** An earlier life of the process may have left one. */
  let mayStand = true;
  let boardSlotAt = -Infinity;

  const forget = (callId: string): void => {
    open.delete(callId);
    folded.delete(callId);
  };
  const shared = (): readonly Call[] => [...folded].flatMap((callId) => open.get(callId) ?? []);
  const decide = (): boolean => begun.length > (isFolding ? unfoldAt : foldAbove);

  return {
    note: (calls, gone, at) => {
      for (const callId of gone) forget(callId);
      for (const [callId, endedAt] of over) {
        if (at - endedAt < minuteMs) break;
        over.delete(callId);
        forget(callId);
      }
      const outside = calls.filter((call) => directionOf(call) !== 'internal');
      const fresh = outside.filter(
        ({ callId, endedAt }) => endedAt === undefined && !open.has(callId),
      );
      // No more of them than the decision needs, however many calls there are.
      begun = [...begun, ...fresh.slice(-foldAbove - 1).map(() => at)].slice(-foldAbove - 1);
      begun = begun.filter((since) => at - since < minuteMs);
      isFolding = decide();
      for (const call of fresh) if (isFolding) folded.add(call.callId);
      for (const call of outside) {
        if (call.endedAt === undefined) open.set(call.callId, call);
        else if (open.delete(call.callId)) over.set(call.callId, at);
      }
      if (isFolding) return [];
      const released = shared();
      for (const { callId } of released) folded.delete(callId);
      return released;
    },
    isFolded: (callId) => folded.has(callId),
    board: () => {
      const shown = shared();
      const wasStanding = mayStand;
      mayStand = shown.length > 0;
      return mayStand || wasStanding ? shown.toSorted(byPatience) : undefined;
    },
    boardDueAt: (at) => {
      if (at >= boardSlotAt + boardEveryMs) boardSlotAt = at;
      return at < boardSlotAt + boardTurnMs ? boardSlotAt : boardSlotAt + boardEveryMs;
    },
  };
}

/** Who talks waits for nobody. */
function byPatience(one: Call, other: Call): number {
  const [isOne, isOther] = [one, other].map(({ talks }) => (talks.length > 0 ? 1 : 0));
  return (isOne ?? 0) - (isOther ?? 0) || one.startedAt - other.startedAt;
}
