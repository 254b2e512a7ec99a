import {
  isHidden,
  rootOf,
  talkerOf,
  type Call,
  type Leg,
  type LegState,
} from '../../telephony/call.ts';
import { partyOf } from '../../telephony/party.ts';
import type { CallEvent, ChannelFacts } from '../../telephony/call-event.ts';

/**
 * What one event did: most do nothing that shows. A call that ended stands in `changed` a last time and
 * is then forgotten.
 */
export type Advance = {
  readonly changed: readonly Call[];
  /** Two calls that turned out to be one, as after an attended transfer: the first goes into the second. */
  readonly merged: readonly { readonly from: string; readonly into: string }[];
};

/** Follows all calls of one Asterisk. No clock of its own, no chance, nothing outside. */
export type CallTracker = {
  readonly advance: (event: CallEvent) => Advance;
  /** Takes up calls of an earlier life of the process. */
  readonly restore: (calls: readonly Call[]) => void;
  /** Of the channels that are going on, as far as events told. */
  readonly channelIds: () => ReadonlySet<string>;
  /** The call that a channel which is going on belongs to. */
  readonly callOf: (channelId: string) => Call | undefined;
  /**
   * A channel that Asterisk has, after events were missed: a phone that is up with the other side there
   * was answered meanwhile, and talks since `at`, as far as anybody knows.
   */
  readonly meet: (channel: ChannelFacts, createdAt: number, at: number) => Advance;
  /** Ends channels that Asterisk does not have any more: their end was missed. */
  readonly close: (channelIds: readonly string[], endOf: (leg: Leg) => number) => Advance;
  /** Oldest first. */
  readonly live: () => readonly Call[];
};

/** Events that come after a channel's end must not bring it back. Far more than can still be on their way. */
const rememberedEnds = 10_000;

const nothing: Advance = { changed: [], merged: [] };

/** Where a channel that is going on stands. */
type Seat = {
  call: Call;
  readonly leg: Leg;
  /** As its last event told it. */
  linkedId: string | undefined;
};

/**
 * Makes calls of events, whatever their order: by linkedid where Asterisk tells it, and by who dials
 * whom, who shares a bridge, and which two halves are one Local channel. `isExtension` tells a staff
 * phone by the name of its endpoint.
 */
export function createCallTracker(isExtension: (endpoint: string) => boolean): CallTracker {
  const calls = new Map<string, Call>();
  const seats = new Map<string, Seat>();
  const byKey = new Map<string, Call>();
  const keysByCall = new Map<Call, Set<string>>();
  const bridges = new Map<string, Set<string>>();
  const ended = rememberLast(rememberedEnds);
  let merged: { from: string; into: string }[] = [];
  /** The call of the channel that ended just now, which has no seat any more. */
  let left: Call | undefined;
  /** Counts what changed. */
  let news = 0;

  const see = (channel: ChannelFacts, at: number): Leg | undefined => {
    let seat = seats.get(channel.id);
    // All but a few events of a call tell nothing new here, and come by the thousand a second.
    if (seat === undefined || seat.linkedId !== channel.linkedId) {
      if (seat === undefined && ended.has(channel.id)) return undefined;
      seat = place(channel, at, seat);
    }
    const { leg } = seat;
    // What is the same is not written: a new string in an old leg is work for the garbage collector.
    if (leg.extension === undefined && channel.callerNumber !== '') {
      if (leg.number !== channel.callerNumber) leg.number = channel.callerNumber;
      if (leg.name !== channel.callerName) leg.name = channel.callerName;
    }
    const isExtenKnown = leg.exten !== '' && leg.exten !== 's';
    if (!isExtenKnown && leg.exten !== channel.exten) leg.exten = channel.exten;
    return leg;
  };

  /** Finds whose leg it is by all that makes channels one call. */
  const place = (channel: ChannelFacts, at: number, seated: Seat | undefined): Seat => {
    const keys = keysOf(channel);
    const kin = keys.flatMap((key) => byKey.get(key) ?? []);
    let call = seated?.call ?? kin[0] ?? openCall(channel, at);
    const seat = seated ?? addLeg(call, channel, at);
    seat.linkedId = channel.linkedId;
    for (const other of kin) call = join(call, other);
    for (const key of keys) claim(call, key);
    return seat;
  };

  const claim = (call: Call, key: string): void => {
    byKey.set(key, call);
    const claimed = keysByCall.get(call);
    if (claimed) claimed.add(key);
    else keysByCall.set(call, new Set([key]));
  };

  const openCall = (channel: ChannelFacts, at: number): Call => {
    const call: Call = {
      callId: channel.linkedId ?? channel.id,
      startedAt: at,
      endedAt: undefined,
      isEndUnseen: false,
      legs: new Map(),
      talks: [],
    };
    calls.set(call.callId, call);
    return call;
  };

  const addLeg = (call: Call, channel: ChannelFacts, at: number): Seat => {
    const leg: Leg = {
      channelId: channel.id,
      channelName: channel.name,
      extension: partyOf(channel.name, isExtension),
      isLocal: channel.name.startsWith('Local/'),
      // `Ringing` is a phone that Asterisk rings; whoever calls in is in `Ring`.
      isOutgoing: channel.state === 'Down' || channel.state === 'Ringing',
      startedAt: at,
      number: channel.callerNumber,
      name: channel.callerName,
      dialledBy: undefined,
      state: undefined,
      dialString: '',
      exten: channel.exten,
      connectedSince: undefined,
      hangupAsked: undefined,
      endedAt: undefined,
      cause: undefined,
      techCause: undefined,
    };
    const seat = { call, leg, linkedId: channel.linkedId };
    call.legs.set(channel.id, leg);
    seats.set(channel.id, seat);
    news += 1;
    return seat;
  };

  /** Two calls are one: the younger goes into the older. */
  const join = (one: Call, other: Call): Call => {
    if (one === other) return one;
    const [into, from] = one.startedAt <= other.startedAt ? [one, other] : [other, one];
    for (const [channelId, leg] of from.legs) {
      into.legs.set(channelId, leg);
      const seat = seats.get(channelId);
      if (seat) seat.call = into;
    }
    into.talks.push(...from.talks);
    for (const key of keysByCall.get(from) ?? []) claim(into, key);
    keysByCall.delete(from);
    calls.delete(from.callId);
    merged.push({ from: from.callId, into: into.callId });
    news += 1;
    return into;
  };

  const dial = (event: Extract<CallEvent, { type: 'dialled' }>): void => {
    const { caller, peer, status, dialString, at } = event;
    const from = caller && see(caller, at);
    const to = see(peer, at);
    if (!to) return;
    if (from) {
      const [one, other] = [seats.get(from.channelId), seats.get(to.channelId)];
      if (one && other) join(one.call, other.call);
      to.dialledBy = from.channelId;
    }
    if (to.dialString === '') to.dialString = dialString;
    enter(to, status);
    // The first leg of a call that ARI made picks up for nobody yet; a Local half is nobody.
    if (status !== 'ANSWER' || !from || to.isLocal) return;
    connect(to, at);
    connect(from, at);
  };

  const enter = (leg: Leg, dialStatus: string): void => {
    const state = nextState(leg.state, dialStatus);
    if (state === leg.state) return;
    leg.state = state;
    news += 1;
  };

  const bridge = (event: Extract<CallEvent, { type: 'bridged' }>): void => {
    const leg = see(event.channel, event.at);
    const members = bridges.get(event.bridgeId) ?? new Set<string>();
    if (!event.hasEntered) {
      members.delete(event.channel.id);
      if (members.size === 0) bridges.delete(event.bridgeId);
      if (leg) disconnect(leg, event.at);
      // Nobody talks alone.
      const [last] = members;
      const alone = members.size === 1 && last !== undefined ? seats.get(last) : undefined;
      if (alone) disconnect(alone.leg, event.at);
      return;
    }
    if (!leg || !event.isMixing) return;
    members.add(event.channel.id);
    bridges.set(event.bridgeId, members);
    const seated = [...members].flatMap((id) => seats.get(id) ?? []);
    const [first, ...others] = seated;
    if (!first || others.length === 0) return;
    others.reduce((call, other) => join(call, other.call), first.call);
    for (const one of seated) connect(one.leg, event.at);
  };

  const connect = (leg: Leg, at: number, isMet = false): void => {
    if (leg.connectedSince !== undefined) return;
    leg.connectedSince = at;
    news += 1;
    const call = seats.get(leg.channelId)?.call;
    const extension = call && talkerOf(call, leg);
    if (extension !== undefined) {
      call?.talks.push({ extension, from: at, to: undefined, ...(isMet && { isMet }) });
    }
  };

  const disconnect = (leg: Leg, at: number, isSeen = true): void => {
    if (leg.connectedSince === undefined) return;
    const call = seats.get(leg.channelId)?.call;
    const extension = call && talkerOf(call, leg);
    const talk = call?.talks.findLast((one) => one.to === undefined && one.extension === extension);
    if (talk) talk.to = Math.max(talk.from, at);
    if (talk && !isSeen) talk.isEndGuessed = true;
    leg.connectedSince = undefined;
    news += 1;
  };

  const end = (leg: Leg, at: number, isSeen: boolean): void => {
    disconnect(leg, at, isSeen);
    leg.endedAt = at;
    news += 1;
    ended.add(leg.channelId);
    const call = seats.get(leg.channelId)?.call;
    seats.delete(leg.channelId);
    left = call;
    if (!call) return;
    let last = -Infinity;
    for (const { endedAt } of call.legs.values()) {
      if (endedAt === undefined) return;
      last = Math.max(last, endedAt);
    }
    call.endedAt = last;
    call.isEndUnseen = !isSeen;
    calls.delete(call.callId);
    for (const key of keysByCall.get(call) ?? []) byKey.delete(key);
    keysByCall.delete(call);
  };

  /** Does the work and tells which call it was about. */
  const about = (channelId: string, work: () => void): Advance => {
    if (merged.length > 0) merged = [];
    const old = news;
    work();
    if (news === old) return nothing;
    const call = seats.get(channelId)?.call ?? left;
    left = undefined;
    return call && !isHidden(call) ? { changed: [call], merged } : nothing;
  };

  return {
    advance: (event) => {
      switch (event.type) {
        case 'seen':
          return about(event.channel.id, () => {
            const leg = see(event.channel, event.at);
            if (leg?.dialledBy !== undefined && event.channel.state === 'Ringing') {
              enter(leg, 'RINGING');
            }
          });
        case 'dialled':
          return about(event.peer.id, () => {
            dial(event);
          });
        case 'bridged':
          return about(event.channel.id, () => {
            bridge(event);
          });
        case 'hangupAsked':
          return about(event.channel.id, () => {
            const leg = see(event.channel, event.at);
            if (leg) leg.hangupAsked ??= { at: event.at, isSoft: event.isSoft };
          });
        case 'ended':
          // A channel that nobody saw living had no call.
          if (!seats.has(event.channel.id)) {
            ended.add(event.channel.id);
            return nothing;
          }
          return about(event.channel.id, () => {
            const leg = see(event.channel, event.at);
            if (!leg) return;
            leg.cause = event.cause;
            leg.techCause = event.techCause;
            end(leg, event.at, true);
          });
      }
    },
    restore: (old) => {
      for (const call of old) {
        calls.set(call.callId, call);
        claim(call, `linked ${call.callId}`);
        for (const leg of call.legs.values()) {
          if (leg.endedAt !== undefined) continue;
          seats.set(leg.channelId, { call, leg, linkedId: undefined });
        }
      }
    },
    channelIds: () => new Set(seats.keys()),
    callOf: (channelId) => seats.get(channelId)?.call,
    meet: (channel, createdAt, at) =>
      about(channel.id, () => {
        const leg = see(channel, createdAt);
        const call = seats.get(channel.id)?.call;
        const root = call && rootOf(call);
        if (!leg || !root || leg === root || leg.isLocal) return;
        if (channel.state === 'Ringing') enter(leg, 'RINGING');
        if (channel.state !== 'Up') return;
        if (root.endedAt !== undefined || leg.connectedSince !== undefined) return;
        enter(leg, 'ANSWER');
        connect(leg, at, true);
        connect(root, at, true);
      }),
    close: (channelIds, endOf) => {
      merged = [];
      const closed = new Set<Call>();
      for (const channelId of channelIds) {
        const seat = seats.get(channelId);
        if (!seat) continue;
        end(seat.leg, endOf(seat.leg), false);
        if (!isHidden(seat.call)) closed.add(seat.call);
      }
      return { changed: [...closed], merged };
    },
    live: () => [...calls.values()].filter((call) => !isHidden(call)),
  };
}

/** At least the last `count`, and at most twice as many: a Set that forgets its oldest walks over holes. */
function rememberLast(count: number) {
  let [older, newer] = [new Set<string>(), new Set<string>()];
  return {
    has: (id: string): boolean => newer.has(id) || older.has(id),
    add: (id: string): void => {
      newer.add(id);
      if (newer.size >= count) [older, newer] = [newer, new Set<string>()];
    },
  };
}

/** The last word stands: after an answer a leg is not ringing again, whatever comes late. */
function nextState(now: LegState | undefined, dialStatus: string): LegState {
  const isFinal = now !== undefined && now !== 'dialling' && now !== 'ringing';
  if (isFinal) return now;
  switch (dialStatus) {
    case '':
    case 'PROGRESS':
    case 'PROCEEDING':
      return now ?? 'dialling';
    case 'RINGING':
      return 'ringing';
    case 'ANSWER':
      return 'answered';
    case 'BUSY':
      return 'busy';
    case 'NOANSWER':
    case 'TIMEOUT':
      return 'noAnswer';
    case 'CANCEL':
      return 'cancelled';
    default:
      return 'unreachable';
  }
}

/** What makes channels one call before anybody dials: the linkedid, and the two halves of a Local channel. */
function keysOf({ linkedId, name }: ChannelFacts): readonly string[] {
  return [
    ...(linkedId === undefined ? [] : [`linked ${linkedId}`]),
    ...(name.startsWith('Local/') ? [name.replace(/;[12]$/, '')] : []),
  ];
}
