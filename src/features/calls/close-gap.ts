import type { CdrRecord } from '../../asterisk/cdr-record.ts';
import type { Call, Leg } from '../../telephony/call.ts';
import { callFromCdr, endedByCdr, endsOf, groupCdr, idsOf } from '../../telephony/cdr-call.ts';
import type { CallTracker } from './call-tracker.ts';
import type { CallsDeps } from './calls-deps.ts';

type GapDeps = Pick<CallsDeps, 'cdr' | 'store' | 'log'> & {
  readonly tracker: Pick<CallTracker, 'callOf' | 'close'>;
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
  /** Within it calls may have begun and ended unseen. */
  readonly blind: { readonly from: number; readonly to: number } | undefined;
  readonly at: number;
};

export type GapEnd = {
  readonly changed: readonly Call[];
  readonly merged: ReturnType<CallTracker['close']>['merged'];
  /** Their end is in no record, so far. */
  readonly unresolved: readonly Call[];
};

/** Records of whole seconds, and clocks that jump a little. */
const slackMs = 2_000;

/**
 * Closes what ended unseen, as Asterisk's records tell it: when, and who talked until when. Calls that
 * began and ended unseen are added from them too. Where they know nothing a call ends now, and is
 * marked as one whose end was not seen.
 */
export async function closeGap(deps: GapDeps, gap: Gap): Promise<GapEnd> {
  const { tracker, isExtension } = deps;
  const { gone, unresolved, ended, blind, at } = gap;
  const groups = await readGroups(deps, gap);
  const groupOf = new Map(
    groups.flatMap((group) => idsOf(group).map((id) => [id, group] as const)),
  );
  const recordsOf = (call: Call): readonly CdrRecord[] =>
    [call.callId, ...call.legs.keys()].map((id) => groupOf.get(id)).find(Boolean) ?? [];

  const resolvable = new Set<Call>();
  for (const call of callsOf(tracker, gone)) {
    if (isEndKnown(call, gone, endsOf(recordsOf(call)))) resolvable.add(call);
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
    if (call.endedAt === undefined) told.push(call);
    else if (resolvable.has(call)) told.push(endedByCdr(call, recordsOf(call), isExtension));
    else open.push(call);
  }
  const late = unresolved.map((call) => {
    const records = recordsOf(call);
    const guessed = [...call.legs.values()].filter(({ endedAt }) => endedAt === call.endedAt);
    const ids = guessed.map(({ channelId }) => channelId);
    const isTold = isEndKnown(call, ids, endsOf(records));
    return isTold ? settled(call, records, isExtension) : call;
  });
  const completed = ended
    .filter((call) => !call.isEndUnseen && recordsOf(call).length > 0)
    .map((call) => endedByCdr(call, recordsOf(call), isExtension));
  const added = blind ? await findUnseen(deps, gap, groups) : [];
  return {
    changed: [
      ...[...told, ...open, ...late.filter((call) => !call.isEndUnseen)],
      ...[...completed, ...added],
    ],
    merged,
    unresolved: [...open, ...late.filter((call) => call.isEndUnseen)],
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

/** Whether the records have the end of every leg that was still there: those of a killed Asterisk have not. */
function isEndKnown(
  call: Call,
  channelIds: readonly string[],
  ends: ReadonlyMap<string, number>,
): boolean {
  const legs = channelIds.flatMap((id) => call.legs.get(id) ?? []).filter((leg) => !leg.isLocal);
  return (
    legs.length > 0 &&
    legs.every((leg) => (ends.get(leg.channelName) ?? 0) >= leg.startedAt - slackMs)
  );
}

/** A call that was closed at a guessed moment gets the true one. */
function settled(
  call: Call,
  records: readonly CdrRecord[],
  isExtension: GapDeps['isExtension'],
): Call {
  const ends = endsOf(records);
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
  return endedByCdr(
    {
      ...call,
      endedAt: Math.max(...ends.values()),
      legs: new Map(legs.map((leg) => [leg.channelId, leg])),
      talks,
    },
    records,
    isExtension,
  );
}

/** Calls of which not a single event came. */
async function findUnseen(
  { tracker, store, isExtension }: GapDeps,
  { there, gone, blind }: Gap,
  groups: readonly (readonly CdrRecord[])[],
): Promise<readonly Call[]> {
  const inGap = groups.filter((group) =>
    group.every(
      ({ startedAt }) => blind && startedAt >= blind.from - slackMs && startedAt <= blind.to,
    ),
  );
  const written = await store.findKnown(inGap.flatMap(idsOf));
  const followed = new Set(gone);
  const isKnown = (id: string): boolean =>
    written.has(id) || followed.has(id) || there.has(id) || tracker.callOf(id) !== undefined;
  return inGap
    .filter((group) => !idsOf(group).some(isKnown))
    .flatMap((group) => callFromCdr(group, isExtension) ?? []);
}
