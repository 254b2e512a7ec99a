import { messageOf } from '../../lib/error.ts';
import { stateOf, type Call } from '../../telephony/call.ts';
import { readCallEvent } from '../../telephony/call-event.ts';
import { createCallFold } from './call-fold.ts';
import { createCallTracker, type Advance } from './call-tracker.ts';
import type { CallsDeps } from './calls-deps.ts';
import { watchGaps } from './watch-gaps.ts';
import { writeCalls } from './write-calls.ts';

export type CallTracking = {
  /** Oldest first. */
  readonly live: () => readonly Call[];
  /** These are told anew: what is known of them has changed. */
  readonly retell: (isMeant: (call: Call) => boolean) => void;
  /** Writes down what is not written yet. */
  readonly stop: () => Promise<void>;
};

/** A staff phone's endpoint is its number; a trunk has a name. */
const extensionNumber = /^[1-9][0-9]{1,5}$/;

/**
 * Follows every call by Asterisk's events and keeps it in the database, through a restart of either.
 * What ended unseen is closed by Asterisk's records of calls, or as such.
 */
export async function trackCalls(deps: CallsDeps): Promise<CallTracking> {
  const { events, store, log } = deps;
  const isExtension = (endpoint: string): boolean => extensionNumber.test(endpoint);
  const tracker = createCallTracker(isExtension);
  tracker.restore(await store.listOpen());
  /** What the database does not know yet. */
  const unsaved = new Map<string, Call>();
  const gone = new Set<string>();
  const savedAs = new Map<string, string>();
  const fold = createCallFold();
  let saving: Promise<void> | undefined;

  const take = ({ changed, merged }: Advance): void => {
    for (const { from } of merged) {
      gone.add(from);
      unsaved.delete(from);
      savedAs.delete(from);
    }
    for (const call of changed) {
      if (call.endedAt === undefined) {
        const shown = looksOf(call);
        if (savedAs.get(call.callId) === shown && merged.length === 0) continue;
        savedAs.set(call.callId, shown);
      } else savedAs.delete(call.callId);
      unsaved.set(call.callId, call);
    }
    if (hasUnsaved()) saving ??= saveSoon();
  };
  /** What comes in one turn of the loop is written in one transaction. */
  const saveSoon = async (): Promise<void> => {
    do {
      await new Promise(setImmediate);
      const [calls, ids] = [[...unsaved.values()], [...gone]];
      unsaved.clear();
      gone.clear();
      try {
        await writeCalls({ ...deps, fold }, calls, ids);
      } catch (error) {
        // The next event, or the next reconciling, tries them again.
        log.error({ cause: messageOf(error), calls: calls.length }, 'calls could not be written');
        for (const call of calls) if (!unsaved.has(call.callId)) unsaved.set(call.callId, call);
        for (const id of ids) gone.add(id);
        break;
      }
    } while (hasUnsaved());
    saving = undefined;
  };
  const hasUnsaved = (): boolean => unsaved.size > 0 || gone.size > 0;

  const gaps = watchGaps(deps, { tracker, isExtension, take });
  const stopListening = events.listen((event) => {
    const read = readCallEvent(event);
    if (!read) return;
    const advance = tracker.advance(read);
    take(advance);
    gaps.hear(advance.changed);
  });
  await gaps.start();
  return {
    live: tracker.live,
    retell: (isMeant) => {
      for (const call of tracker.live()) if (isMeant(call)) unsaved.set(call.callId, call);
      if (hasUnsaved()) saving ??= saveSoon();
    },
    stop: async () => {
      stopListening();
      await gaps.stop();
      await saving;
    },
  };
}

/** Of a call that goes on: what its row and its card would tell. */
function looksOf(call: Call): string {
  const state = stateOf(call);
  const who = 'extensions' in state ? state.extensions.join(' ') : '';
  return `${state.type} ${'since' in state ? state.since : ''} ${who} ${call.legs.size}`;
}
