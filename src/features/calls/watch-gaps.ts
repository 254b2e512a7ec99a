import { Stop, messageOf } from '../../lib/error.ts';
import type { ChannelFacts } from '../../telephony/call-event.ts';
import { isHidden, type Call } from '../../telephony/call.ts';
import type { Advance, CallTracker } from './call-tracker.ts';
import type { CallsDeps } from './calls-deps.ts';
import { closeGap } from './close-gap.ts';

type GapWatchDeps = Pick<CallsDeps, 'events' | 'ari' | 'cdr' | 'store' | 'clock' | 'log'>;

type Followed = {
  readonly tracker: CallTracker;
  readonly isExtension: (endpoint: string) => boolean;
  readonly take: (advance: Advance) => void;
};

/** Events may be lost without anybody noticing; Asterisk's own list of channels is not. */
const reconcileEveryMs = 30_000;

/** A link that says nothing any more is given up after 7.5 s: what came before that was seen. */
const noticedAfterMs = 15_000;

/** Records of a call that just ended are written a moment later; in a batch (cdr.conf), five minutes. */
const recordedAfterMs = 1_000;
const lookAgainMs = 3_000;
const lateRecordsMs = 6 * 60_000;

/** A bot that was away for longer does not read the records of all that time. */
const oldestGapMs = 7 * 24 * 3_600_000;

export type GapWatch = {
  /** Ends with the first comparison. */
  readonly start: () => Promise<void>;
  /** What an event changed. */
  readonly hear: (changed: readonly Call[]) => void;
  readonly stop: () => Promise<void>;
};

/**
 * Compares what events told with the channels that Asterisk has: at the start, whenever the event link is
 * up again, and every half minute; what is gone is closed by the records of calls.
 */
export function watchGaps(deps: GapWatchDeps, { tracker, isExtension, take }: Followed): GapWatch {
  const { events, store, clock, log } = deps;
  /** Closed without a record, and when. */
  const unresolved = new Map<Call, number>();
  /** They went on while nothing was seen. */
  const throughGap = new Set<Call>();
  /** Of those, whose end was seen, and when: something in their middle may be missing. */
  const incomplete = new Map<Call, number>();
  let seenUntil: number | undefined;
  let blind: { readonly from: number; readonly to: number } | undefined;
  /** How often the link was lost or found, and how often that was made up for. */
  let [turns, turnsMet] = [1, 0];

  const reconcile = async (): Promise<void> => {
    // Those that Asterisk could not be asked about for long.
    for (const [call, since] of incomplete) {
      if (clock.now() - since >= 2 * lateRecordsMs) incomplete.delete(call);
    }
    if (events.state().type !== 'up') return;
    // What begins while Asterisk is asked cannot be in its answer.
    const before = tracker.channelIds();
    const channels = await deps.ari.listChannels();
    const at = clock.now();
    const turn = turns;
    const isBlind = turn !== turnsMet;
    if (isBlind && seenUntil !== undefined) {
      blind = { from: Math.max(blind?.from ?? seenUntil, at - oldestGapMs), to: at };
    }
    for (const channel of byAge(channels)) {
      const createdAt = channel.createdAt.getTime();
      const facts = factsOf(channel);
      if (isBlind) take(tracker.meet(facts, createdAt, at));
      else take(tracker.advance({ type: 'seen', at: createdAt, channel: facts }));
    }
    if (isBlind) noteLive();
    const there = new Set(channels.map(({ id }) => id));
    await close(
      [...before].filter((id) => !there.has(id)),
      there,
      at,
    );
    turnsMet = turn;
    if (turn !== turns) return;
    seenUntil = at - noticedAfterMs;
    // Another life of the process has to look as far back, while records may still come.
    await store.noteSeen(Math.min(seenUntil, blind?.from ?? Infinity));
  };
  const close = async (
    gone: readonly string[],
    there: ReadonlySet<string>,
    at: number,
  ): Promise<void> => {
    const endedBefore = (ms: number): readonly Call[] =>
      [...incomplete].filter(([, since]) => at - since >= ms).map(([call]) => call);
    const ended = endedBefore(recordedAfterMs);
    const overdue = new Set(endedBefore(lateRecordsMs));
    const end = await closeGap(
      { ...deps, tracker, isExtension },
      {
        ...{ gone, there, unresolved: [...unresolved.keys()], ended, overdue, blind, at },
        awaited: () => incomplete.keys(),
      },
    );
    take(end);
    for (const call of ended) {
      if (overdue.has(call) || !end.unrecorded.has(call)) incomplete.delete(call);
    }
    const waiting = new Map(unresolved);
    unresolved.clear();
    for (const call of throughGap) noteEnd(call);
    const going = callsGoing();
    // What was joined to another call goes on as that one.
    for (const call of throughGap) if (!going.has(call)) throughGap.delete(call);
    for (const call of end.unresolved) {
      const since = waiting.get(call) ?? at;
      call.isRecordAwaited = at - since < lateRecordsMs;
      if (call.isRecordAwaited) unresolved.set(call, since);
    }
    const newest = Math.max(blind?.to ?? 0, ...unresolved.values(), ...incomplete.values());
    if (blind && at - blind.to >= lateRecordsMs) blind = undefined;
    if (at - newest < lookAgainMs) {
      again ??= setTimeout(run, incomplete.size > 0 ? recordedAfterMs : lookAgainMs);
    }
  };
  /** Those that are nothing to speak of, too: what they are may come out later. */
  const callsGoing = (): ReadonlySet<Call> =>
    new Set([...tracker.channelIds()].flatMap((id) => tracker.callOf(id) ?? []));
  const noteLive = (): void => {
    for (const call of callsGoing()) throughGap.add(call);
  };
  /** Whether it waits for its records now. */
  const noteEnd = (call: Call): boolean => {
    if (call.endedAt === undefined || !throughGap.delete(call)) return false;
    // Those were closed by the records themselves, or are nothing to speak of.
    if (call.isEndUnseen || isHidden(call)) return false;
    call.isRecordAwaited = true;
    incomplete.set(call, clock.now());
    return true;
  };
  /** What an earlier life of the process waited for. */
  const awaitAgain = async (): Promise<void> => {
    if (seenUntil === undefined) return;
    for (const call of await store.listAwaited(seenUntil - lateRecordsMs)) {
      (call.isEndUnseen ? unresolved : incomplete).set(call, clock.now());
    }
  };
  const run = (): void => {
    clearTimeout(again);
    again = undefined;
    reconciling = reconciling.then(reconcile).catch((error: unknown) => {
      // The next time makes up for it.
      if (error instanceof Stop) log.warn({ cause: error.message }, cannotAsk);
      else log.error({ cause: messageOf(error) }, cannotAsk);
    });
  };
  let again: NodeJS.Timeout | undefined;
  let reconciling: Promise<void> = Promise.resolve();
  const stopWatching = events.onState((state) => {
    turns += 1;
    noteLive();
    if (state.type === 'up') run();
  });
  let timer: NodeJS.Timeout | undefined;
  return {
    start: async () => {
      seenUntil = await store.seenUntil();
      await awaitAgain();
      timer = setInterval(run, reconcileEveryMs);
      noteLive();
      run();
      await reconciling;
    },
    hear: (changed) => {
      const isBlind = turns !== turnsMet;
      for (const call of changed) {
        // The first that is heard of a call, before Asterisk has told which there are, may be its end.
        if (isBlind) throughGap.add(call);
        // A moment later its records are written.
        if (noteEnd(call)) again ??= setTimeout(run, recordedAfterMs);
      }
    },
    stop: async () => {
      clearInterval(timer);
      stopWatching();
      await reconciling;
      clearTimeout(again);
    },
  };
}

const cannotAsk = 'the calls could not be compared with Asterisk';

/** Oldest first: the channel that began a call before those that it dials, often of one millisecond. */
function byAge<Some extends { readonly id: string; readonly createdAt: Date }>(
  channels: readonly Some[],
): readonly Some[] {
  const place = ({ id }: Some): number => Number(id.slice(id.lastIndexOf('.') + 1));
  return channels.toSorted(
    (a, b) => a.createdAt.getTime() - b.createdAt.getTime() || place(a) - place(b) || 0,
  );
}

function factsOf(
  channel: Awaited<ReturnType<CallsDeps['ari']['listChannels']>>[number],
): ChannelFacts {
  const { id, name, state, callerName, callerNumber, exten, linkedId } = channel;
  return { id, name, state, callerName, callerNumber, exten, linkedId };
}
