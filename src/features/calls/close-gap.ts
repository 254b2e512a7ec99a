import type { CdrRecord } from '../../asterisk/cdr-record.ts';
import type { Call, Leg } from '../../telephony/call.ts';
import { callFromCdr, endedByCdr, endsOf, groupCdr, idsOf } from '../../telephony/cdr-call.ts';
import { indexCdr, noRecords } from '../../telephony/cdr-index.ts';
import type { CallTracker } from './call-tracker.ts';
import type { CallsDeps } from './calls-deps.ts';

type GapDeps = Pick<CallsDeps, 'cdr' | 'store' | 'log'> & {
  readonly tracker: Pick<CallTracker, 'callOf' | 'close' | 'live'>;
  readonly isExtension: (endpoint: string) => boolean;
};

export type Gap = {
  /** Channels that were going on and that Asterisk does not have any more. */
  readonly gone: readonly string[];
  /** Ids of the channels that Asterisk has. */
  readonly there: ReadonlySet<string>;
  /** Closed earlier without a record: it may have come meanwhile. */
  readonly unresolved: readonly Call[];
  /** They went on through a gap and have ended: something in their middle may be missing. */
  readonly ended: readonly Call[];
  /** Of those, the ones for which no more records are waited for: what has come must do. */
  readonly overdue: ReadonlySet<Call>;
  /** All that wait for their records now, those that ended meanwhile too. */
  readonly awaited: () => Iterable<Call>;
  /** Within it calls may have begun and ended unseen. */
  readonly blind: { readonly from: number; readonly to: number } | undefined;
  readonly at: number;
};

export type GapEnd = {
  readonly changed: readonly Call[];
  readonly merged: ReturnType<CallTracker['close']>['merged'];
  /** Their end is in no record, so far. */
  readonly unresolved: readonly Call[];
  /** Of those that went through the gap and have ended: their records have not all come, so far. */
  readonly unrecorded: ReadonlySet<Call>;
};

/** Records of whole seconds, and clocks that jump a little. */
const slackMs = 2_000;

/**
 * Closes what ended unseen, as Asterisk's records tell it: when, and who talked until when. Calls that
 * began and ended unseen are added from them too. Where they know nothing a call ends now, and is
 * marked as one whose end was not seen.
 */
export async function closeGap(deps: GapDeps, gap: Gap): Promise<GapEnd> {
  const { tracker } = deps;
  const { gone, unresolved, ended, at } = gap;
  const groups = await readGroups(deps, gap);
  const written = await deps.store.findKnown(groups.flatMap(idsOf));
  // From here on nothing is waited for: what is closed is told, whatever fails.
  const recordsOf = indexCdr(groups);

  const isGone = new Set(gone);
  const resolvable = new Set<Call>();
  for (const call of callsOf(tracker, gone)) {
    const legs = [...call.legs.values()].filter(({ channelId }) => isGone.has(channelId));
    if (isEndKnown(legs, endsOf(recordsOf(call)))) resolvable.add(call);
  }
  const endOf = (leg: Leg): number => {
    const call = tracker.callOf(leg.channelId);
    if (!call) return at;
    const ends = endsOf(recordsOf(call));
    const last = resolvable.has(call) ? Math.max(...ends.values()) : at;
    return Math.max(leg.startedAt, leg.connectedSince ?? 0, ends.get(leg.channelName) ?? last);
  };
  const { changed, merged } = tracker.close(gone, endOf);

  const told: Call[] = [];
  const open: Call[] = [];
  for (const call of changed) {
    if (call.endedAt === undefined || resolvable.has(call)) told.push(call);
    else open.push(call);
  }
  for (const call of unresolved) {
    const guessed = [...call.legs.values()].filter((leg) => leg.endedAt === call.endedAt);
    const ends = endsOf(recordsOf(call));
    if (isEndKnown(guessed, ends)) told.push(endedAsKnown(call, ends));
    else open.push(call);
  }
  // What records tell of a call may have been seen as several, of which some are not over yet.
  const isDue = new Set(ended);
  const fresh = [...gap.awaited()].filter((call) => !isDue.has(call));
  const unfinished = new Set([noRecords, ...[...tracker.live(), ...fresh].map(recordsOf)]);
  const isComplete = (call: Call): boolean =>
    gap.overdue.has(call) || areAllTold(call, endsOf(recordsOf(call)));
  const unrecorded = new Set(
    ended.filter((call) => unfinished.has(recordsOf(call)) || !isComplete(call)),
  );
  told.push(...ended.filter((call) => !unrecorded.has(call)));
  const going = told.filter((call) => call.endedAt === undefined);
  const over = new Set(told.filter((call) => call.endedAt !== undefined));
  const completed = completeByGroup(deps, over, { recordsOf, written });
  const heard = [...tracker.live(), ...fresh, ...ended, ...unresolved, ...changed];
  const strangers = new Set(groups).difference(new Set(heard.map(recordsOf)));
  const added = findUnseen(deps, gap, { groups: [...strangers], written });
  return {
    changed: [...going, ...open, ...completed.calls, ...added],
    merged: [...merged, ...completed.merged],
    unresolved: open,
    unrecorded,
  };
}

/** What the records tell of one call may have been seen as several: their joining was not. */
function completeByGroup(
  { tracker, isExtension }: GapDeps,
  over: ReadonlySet<Call>,
  {
    recordsOf,
    written,
  }: {
    readonly recordsOf: (call: Call) => readonly CdrRecord[];
    readonly written: ReadonlySet<string>;
  },
): Pick<GapEnd, 'merged'> & { readonly calls: readonly Call[] } {
  const parts = Map.groupBy(over, recordsOf);
  const live = new Set(tracker.live().map(({ callId }) => callId));
  const calls: Call[] = [];
  const merged: GapEnd['merged'][number][] = [];
  for (const [group, seen] of parts) {
    const [first, ...others] = seen.toSorted((a, b) => a.startedAt - b.startedAt);
    if (!first) continue;
    const call = endedByCdr(joined(first, others), group, isExtension);
    const ids = [
      ...seen.map(({ callId }) => callId),
      ...idsOf(group).filter((id) => written.has(id)),
    ];
    const known = [...new Set(ids)].filter((id) => !live.has(id));
    const callId = idsOf(group).find((id) => known.includes(id)) ?? idsOf(group)[0] ?? first.callId;
    calls.push({ ...call, callId, isRecordAwaited: false });
    merged.push(...known.filter((id) => id !== callId).map((from) => ({ from, into: callId })));
  }
  return { calls, merged };
}

function joined(first: Call, others: readonly Call[]): Call {
  if (others.length === 0) return first;
  const all = [first, ...others];
  return {
    ...first,
    endedAt: Math.max(...all.map(({ endedAt }) => endedAt ?? 0)),
    legs: new Map(all.flatMap(({ legs }) => [...legs])),
    talks: all.flatMap(({ talks }) => talks),
  };
}

async function readGroups(
  { cdr, log, tracker }: GapDeps,
  gap: Gap,
): Promise<readonly (readonly CdrRecord[])[]> {
  const since = sinceOf(gap, tracker);
  if (since === undefined) return [];
  const reading = await cdr.listSince(since);
  if (reading.type === 'trouble') {
    const { file, because } = reading;
    log.warn({ file, because }, "Asterisk's call records could not be read");
  }
  return reading.type === 'read' ? groupCdr(reading.records) : [];
}

function sinceOf(
  { gone, unresolved, ended, blind }: Gap,
  tracker: GapDeps['tracker'],
): number | undefined {
  const calls = [...callsOf(tracker, gone), ...unresolved, ...ended];
  const moments = [...calls.map(({ startedAt }) => startedAt), ...(blind ? [blind.from] : [])];
  return moments.length === 0 ? undefined : Math.min(...moments) - slackMs;
}

function callsOf(tracker: GapDeps['tracker'], channelIds: readonly string[]): ReadonlySet<Call> {
  return new Set(channelIds.flatMap((id) => tracker.callOf(id) ?? []));
}

/** Whether the records have the end of each of these legs: those of a killed Asterisk have not. */
function isEndKnown(legs: readonly Leg[], ends: ReadonlyMap<string, number>): boolean {
  return (
    ends.size > 0 &&
    legs.every(
      ({ isLocal, channelName, startedAt }) =>
        isLocal || (ends.get(channelName) ?? 0) >= startedAt - slackMs,
    )
  );
}

/** Of a call with several records some may come minutes before the others. */
function areAllTold({ legs, endedAt = 0 }: Call, ends: ReadonlyMap<string, number>): boolean {
  return isEndKnown([...legs.values()], ends) && Math.max(...ends.values()) >= endedAt - slackMs;
}

/** A call that was closed at a guessed moment gets the true one. */
function endedAsKnown(call: Call, ends: ReadonlyMap<string, number>): Call {
  const guessed = call.endedAt;
  const legs = [...call.legs.values()].map((leg) => {
    const endedAt = leg.endedAt === guessed ? (ends.get(leg.channelName) ?? guessed) : leg.endedAt;
    return { ...leg, endedAt };
  });
  const talks = call.talks.map((talk) => {
    if (talk.to !== guessed) return talk;
    const leg = legs.find(({ extension }) => extension === talk.extension);
    return { ...talk, to: Math.max(talk.from, leg?.endedAt ?? talk.to ?? talk.from) };
  });
  return {
    ...call,
    endedAt: Math.max(...ends.values()),
    legs: new Map(legs.map((leg) => [leg.channelId, leg])),
    talks,
  };
}

/** Calls of which not a single event came. */
function findUnseen(
  { tracker, isExtension }: GapDeps,
  { there, gone, blind }: Gap,
  {
    groups,
    written,
  }: {
    readonly groups: readonly (readonly CdrRecord[])[];
    readonly written: ReadonlySet<string>;
  },
): readonly Call[] {
  const inGap = groups.filter((group) =>
    group.every(
      ({ startedAt }) => blind && startedAt >= blind.from - slackMs && startedAt <= blind.to,
    ),
  );
  const followed = new Set(gone);
  const isKnown = (id: string): boolean =>
    written.has(id) || followed.has(id) || there.has(id) || tracker.callOf(id) !== undefined;
  return inGap
    .filter((group) => !idsOf(group).some(isKnown))
    .flatMap((group) => callFromCdr(group, isExtension) ?? []);
}
