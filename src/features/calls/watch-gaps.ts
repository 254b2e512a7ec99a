import { Stop, messageOf } from '../../lib/error.ts';
import type { ChannelFacts } from '../../telephony/call-event.ts';
import type { Call } from '../../telephony/call.ts';
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

/**
 * Compares what events told with the channels that Asterisk has: now, whenever the event link is up
 * again, and every half minute; what is gone is closed by the records of calls. Ends with the first.
 */
export async function watchGaps(
  deps: GapWatchDeps,
  { tracker, isExtension, take }: Followed,
): Promise<{ readonly stop: () => Promise<void> }> {
  const { events, store, clock, log } = deps;
  /** Closed without a record, and when. */
  const unresolved = new Map<Call, number>();
  /** They went on while nothing was seen. */
  const throughGap = new Set<Call>();
  let seenUntil = await store.seenUntil();
  let blind: { readonly from: number; readonly to: number } | undefined;
  /** How often the link was lost or found, and how often that was made up for. */
  let [turns, turnsMet] = [1, 0];

  const reconcile = async (): Promise<void> => {
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
    if (isBlind) for (const call of tracker.live()) throughGap.add(call);
    const there = new Set(channels.map(({ id }) => id));
    await close(
      [...before].filter((id) => !there.has(id)),
      there,
      at,
    );
    turnsMet = turn;
    if (turn !== turns) return;
    seenUntil = at - noticedAfterMs;
    await store.noteSeen(seenUntil);
  };
  const close = async (
    gone: readonly string[],
    there: ReadonlySet<string>,
    at: number,
  ): Promise<void> => {
    const waiting = new Map(unresolved);
    unresolved.clear();
    const ended = [...throughGap].filter(({ endedAt }) => endedAt !== undefined);
    const gap = { gone, there, unresolved: [...waiting.keys()], ended, blind, at };
    const end = await closeGap({ ...deps, tracker, isExtension }, gap);
    take(end);
    const live = new Set(tracker.live());
    for (const call of throughGap) {
      // Joined to another, or closed just now by the records themselves.
      const isDone = call.endedAt === undefined ? !live.has(call) : call.isEndUnseen;
      if (isDone || ended.includes(call)) throughGap.delete(call);
    }
    for (const call of end.unresolved) {
      const since = waiting.get(call) ?? at;
      if (at - since < lateRecordsMs) unresolved.set(call, since);
    }
    const newest = Math.max(blind?.to ?? 0, ...unresolved.values());
    if (blind && at - blind.to >= lateRecordsMs) blind = undefined;
    if (at - newest < lookAgainMs) again ??= setTimeout(run, lookAgainMs);
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
  // A moment later its records are written.
  const stopListening = events.listen(({ type }) => {
    if (type !== 'ChannelDestroyed' || throughGap.size === 0) return;
    if ([...throughGap].some(({ endedAt }) => endedAt !== undefined)) {
      again ??= setTimeout(run, recordedAfterMs);
    }
  });
  let again: NodeJS.Timeout | undefined;
  let reconciling: Promise<void> = Promise.resolve();
  const stopWatching = events.onState((state) => {
    turns += 1;
    if (state.type === 'up') run();
  });
  const timer = setInterval(run, reconcileEveryMs);
  run();
  await reconciling;
  return {
    stop: async () => {
      clearInterval(timer);
      stopListening();
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
