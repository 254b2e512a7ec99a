/** Where one leg of a call has got to. */
export type LegState =
  'dialling' | 'ringing' | 'answered' | 'busy' | 'noAnswer' | 'cancelled' | 'unreachable';

/** One channel of a call: a phone, a trunk, or one half of a Local channel. */
export type Leg = {
  readonly channelId: string;
  /** `PJSIP/1001-0000000a`; '' when it was written down before there was a place for it. */
  readonly channelName: string;
  /** The number of a staff phone; undefined for trunks and helpers. */
  readonly extension: string | undefined;
  /** One half of a Local channel: a helper, nobody's phone. */
  readonly isLocal: boolean;
  /** Made by Asterisk, to dial somebody; the others came in from a phone or a trunk. */
  readonly isOutgoing: boolean;
  readonly startedAt: number;
  number: string;
  name: string;
  /** The channel that dials it; undefined for the caller, and for the first leg of a call that ARI made. */
  dialledBy: string | undefined;
  state: LegState | undefined;
  /** What it was dialled as: `998901234567@trunk`. */
  dialString: string;
  /** What it dialled itself. */
  exten: string;
  connectedSince: number | undefined;
  hangupAsked: { readonly at: number; readonly isSoft: boolean } | undefined;
  endedAt: number | undefined;
  cause: number | undefined;
  techCause: number | undefined;
};

/**
 * One operator's time with the other side. `extension` is a number outside when the call was forwarded
 * there and answered.
 */
export type Talk = {
  readonly extension: string;
  readonly from: number;
  to: number | undefined;
  /** Nobody saw it begin: `from` is when it was met. */
  readonly isMet?: boolean;
  /** Nobody saw it end: `to` is when it was found to be over. */
  isEndGuessed?: boolean;
};

/** One call as people speak of it: everything with one linkedid. */
export type Call = {
  /** The linkedid, or the id of its first channel. */
  callId: string;
  startedAt: number;
  endedAt: number | undefined;
  /** Closed without having seen its end: events were missed. */
  isEndUnseen: boolean;
  /** It was over before anybody here heard of it. */
  readonly isPast?: boolean;
  /** It is over, and something of it was not seen: its records may tell. */
  isRecordAwaited?: boolean;
  readonly legs: Map<string, Leg>;
  readonly talks: Talk[];
};

export type Direction = 'inbound' | 'outbound' | 'internal';

/** Why nobody talked. `closed`: no phone was ever tried. */
export type MissedBecause = 'abandoned' | 'noAnswer' | 'busy' | 'unreachable' | 'closed';

export type CallState =
  | { readonly type: 'ringing'; readonly extensions: readonly string[] }
  /** In the queue, in the menu, on hold or parked: nobody rings and nobody talks. */
  | { readonly type: 'waiting' }
  | { readonly type: 'talking'; readonly extensions: readonly string[]; readonly since: number }
  | { readonly type: 'answered'; readonly talkMs: number; readonly by: readonly string[] }
  | { readonly type: 'missed'; readonly because: MissedBecause; readonly waitedMs: number };

/** The leg that began it. */
export function rootOf(call: Call): Leg | undefined {
  // A call bears the id of the channel that began it, whichever was heard of first.
  const first = call.legs.get(call.callId);
  if (first && !first.isLocal && !first.isOutgoing && first.dialledBy === undefined) return first;
  let [undialled, real, any]: (Leg | undefined)[] = [];
  // By hand, as what comes for each event of a call: at 2,500 a second, arrays are most of its cost.
  for (const leg of call.legs.values()) {
    any ??= leg;
    if (leg.isLocal) continue;
    real ??= leg;
    if (leg.dialledBy !== undefined) continue;
    if (!leg.isOutgoing) return leg;
    undialled ??= leg;
  }
  // Of a call that was met in its middle it is not known who dialled whom.
  return undialled ?? real ?? any;
}

export function directionOf(call: Call): Direction {
  const root = rootOf(call);
  if (root?.extension === undefined) return 'inbound';
  for (const leg of call.legs.values()) {
    if (leg !== root && leg.extension === undefined && !leg.isLocal) return 'outbound';
  }
  return 'internal';
}

/** The number outside: who calls, or who was called. '' when there is none. */
export function outsideNumberOf(call: Call): string {
  const root = rootOf(call);
  switch (directionOf(call)) {
    case 'inbound':
      return root?.number ?? '';
    case 'internal':
      return '';
    case 'outbound': {
      const leg = [...call.legs.values()].find(
        (one) => one !== root && one.extension === undefined && !one.isLocal,
      );
      // A call taken up in its middle has no dial string any more.
      const [dialled = ''] = leg?.dialString.split('@') ?? [];
      if (dialled !== '' || root?.exten === startExten) return dialled;
      return root?.exten ?? '';
    }
  }
}

/** Where a leg stands that ARI made, until the dialplan goes on with it. */
const startExten = 's';

/**
 * Nothing to speak of: helpers without a phone, a leg that Asterisk just made, before it is known
 * for which call it dials, and a call that ARI made, before it is known whom it dials outside.
 */
export function isHidden(call: Call): boolean {
  let isHelp = true;
  let isAtStart = false;
  for (const leg of call.legs.values()) {
    if (!leg.isLocal && (!leg.isOutgoing || leg.state !== undefined)) isHelp = false;
    if (leg.exten === startExten && leg.extension !== undefined) isAtStart = true;
  }
  if (isHelp || !isAtStart) return isHelp;
  const isOn = call.endedAt === undefined && call.talks.length === 0;
  return isOn && directionOf(call) === 'outbound' && outsideNumberOf(call) === '';
}

/**
 * Who talks when this leg is connected: a staff phone, or the number outside to which a caller from
 * outside was forwarded.
 */
export function talkerOf(call: Call, leg: Leg): string | undefined {
  if (leg.extension !== undefined) return leg.extension;
  const isForwarded = leg.dialledBy !== undefined && !leg.isLocal;
  if (!isForwarded || rootOf(call)?.extension !== undefined) return undefined;
  const [number = ''] = leg.dialString.split('@');
  return number === '' ? undefined : number;
}

/** The staff who talked to the other side, first one first; of an internal call, those who were called. */
function answeredBy(call: Call): readonly string[] {
  const caller = directionOf(call) === 'outbound' ? undefined : rootOf(call)?.extension;
  return unique(call.talks.map((talk) => talk.extension)).filter((one) => one !== caller);
}

/** The staff phones that are tried and have not answered or refused yet: some may ring a moment later. */
export function unansweredExtensionsOf(call: Call): readonly string[] {
  return unique(
    [...call.legs.values()].flatMap(({ state, endedAt, extension }) =>
      (state === 'ringing' || state === 'dialling') && endedAt === undefined
        ? (extension ?? [])
        : [],
    ),
  );
}

/** How it stands, or how it ended. */
export function stateOf(call: Call): CallState {
  if (call.endedAt !== undefined) return endOf(call, call.endedAt);
  const open = call.talks.filter((talk) => talk.to === undefined);
  const [first] = open;
  if (first) {
    const since = Math.min(...open.map((talk) => talk.from));
    return { type: 'talking', extensions: unique(open.map((talk) => talk.extension)), since };
  }
  const ringing = [...call.legs.values()].flatMap((leg) =>
    leg.state === 'ringing' && leg.endedAt === undefined && leg.extension !== undefined
      ? [leg.extension]
      : [],
  );
  return ringing.length > 0
    ? { type: 'ringing', extensions: unique(ringing) }
    : { type: 'waiting' };
}

/** Until the first of the staff talked, or until the end; 0 while neither has come. */
export function waitedMsOf({ startedAt, endedAt, talks }: Call): number {
  const until = talks.length > 0 ? Math.min(...talks.map(({ from }) => from)) : endedAt;
  return until === undefined ? 0 : Math.max(0, until - startedAt);
}

function endOf(call: Call, endedAt: number): CallState {
  if (call.talks.length > 0) {
    return {
      type: 'answered',
      talkMs: talkMsOf(call.talks, endedAt),
      by: answeredBy(call),
    };
  }
  return { type: 'missed', because: missedBecause(call), waitedMs: waitedMsOf(call) };
}

/** Time in which at least one of the staff talked. */
function talkMsOf(talks: readonly Talk[], endedAt: number): number {
  let total = 0;
  let until = 0;
  for (const talk of talks.toSorted((a, b) => a.from - b.from)) {
    const to = talk.to ?? endedAt;
    total += Math.max(0, to - Math.max(talk.from, until));
    until = Math.max(until, to);
  }
  return total;
}

/** Never from the cause of the caller's channel: a missed trunk call ends with "Normal Clearing" (22.10.1). */
function missedBecause(call: Call): MissedBecause {
  const root = rootOf(call);
  const others = [...call.legs.values()].filter((leg) => leg !== root && !leg.isLocal);
  const hungUpItself = root?.hangupAsked?.isSoft === false;
  if (others.length === 0) return missedAlone(root, hungUpItself);
  const states = others.map((leg) => leg.state);
  if (states.includes('noAnswer')) return 'noAnswer';
  const rang = states.some((state) => state === 'ringing' || state === 'cancelled');
  if (hungUpItself && rang) return 'abandoned';
  if (states.includes('busy')) return 'busy';
  if (states.every((state) => state === 'unreachable')) return 'unreachable';
  return hungUpItself ? 'abandoned' : 'noAnswer';
}

/** No phone was rung for the caller; or ARI made the call, and its first leg is the only one. */
function missedAlone(root: Leg | undefined, hungUpItself: boolean): MissedBecause {
  const isNoRoute = root?.techCause === 404 || root?.cause === 3 || root?.cause === 20;
  if (isNoRoute) return 'unreachable';
  switch (root?.state) {
    case 'busy':
    case 'unreachable':
    case 'noAnswer':
      return root.state;
    case 'dialling':
    case 'ringing':
    case 'cancelled':
      return 'noAnswer';
    case 'answered':
    case undefined:
      return hungUpItself ? 'abandoned' : 'closed';
  }
}

function unique(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}
