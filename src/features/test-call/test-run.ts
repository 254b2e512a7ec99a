import type { CallEvent } from '../../telephony/call-event.ts';
import type { Party } from '../../telephony/dialled-number.ts';

/** One phone of a test. Times are milliseconds of Asterisk's clock. */
export type TestLeg = {
  readonly channelId: string;
  readonly startedAt: number;
  readonly ringingAt?: number;
  readonly answeredAt?: number;
  readonly endedAt?: number;
  /** ITU-T Q.850, when it has ended. */
  readonly cause?: number;
  /** SIP's status, where there was one. */
  readonly techCause?: number;
  /** Whether sound came from it while both talked; undefined as long as nobody knows. */
  readonly sound?: 'heard' | 'silent';
};

/** A test call as far as it is known. The first leg is the one that ARI made. */
export type TestRun = {
  readonly callId: string;
  readonly from: Party;
  readonly to: Party;
  readonly legs: readonly TestLeg[];
  /** Halves of Local channels on the way: nobody's phones. */
  readonly helpers: readonly string[];
  readonly talkingSince?: number;
  /** Why we ended it; undefined when the phones did. */
  readonly endedBy?: 'person' | 'limit' | 'restart';
  /** Nothing more will come. */
  readonly isOver: boolean;
};

export function newTestRun(
  callId: string,
  parties: { readonly from: Party; readonly to: Party },
): TestRun {
  return { callId, ...parties, legs: [], helpers: [], isOver: false };
}

/** The run after one event; the same run when the event is about another call. */
export function followTestEvent(run: TestRun, event: CallEvent): TestRun {
  switch (event.type) {
    case 'seen':
      return isOurs(run, event.channel) ? see(run, event.channel, event.at) : run;
    case 'dialled':
      return followDial(run, event);
    case 'ended':
      return end(run, event);
    case 'bridged':
    case 'hangupAsked':
      return run;
  }
}

/** The phone that is called second: the one that answered, else the last one that was tried. */
export function secondLegOf({ legs }: TestRun): TestLeg | undefined {
  const others = legs.slice(1);
  return others.find(({ answeredAt }) => answeredAt !== undefined) ?? others.at(-1);
}

/** Of both phones the sound was judged. */
export function isHeard(run: TestRun): boolean {
  return run.legs[0]?.sound !== undefined && secondLegOf(run)?.sound !== undefined;
}

export function withSound(run: TestRun, channelId: string, sound: TestLeg['sound']): TestRun {
  return sound === undefined ? run : changeLeg(run, channelId, () => ({ sound }));
}

type Channel = Extract<CallEvent, { type: 'seen' }>['channel'];

function isOurs({ callId, legs, helpers }: TestRun, { id, linkedId, name }: Channel): boolean {
  if (id === callId || linkedId === callId) return true;
  return legs.some(({ channelId }) => channelId === id) || helpers.includes(halvesOf(name));
}

/** The name that both halves of a Local channel share; '' of any other. */
function halvesOf(name: string): string {
  return name.startsWith('Local/') ? name.replace(/;[12]$/, '') : '';
}

function see(run: TestRun, { id, name, state }: Channel, at: number): TestRun {
  const halves = halvesOf(name);
  if (halves !== '') {
    return run.helpers.includes(halves) ? run : { ...run, helpers: [...run.helpers, halves] };
  }
  const isKnown = run.legs.some(({ channelId }) => channelId === id);
  const legs = isKnown ? run.legs : [...run.legs, { channelId: id, startedAt: at }];
  const seen = { ...run, legs };
  return state === 'Ringing' ? changeLeg(seen, id, (leg) => ringing(leg, at)) : seen;
}

function followDial(run: TestRun, event: Extract<CallEvent, { type: 'dialled' }>): TestRun {
  const { caller, peer, status, at } = event;
  if (!isOurs(run, peer) && !(caller && isOurs(run, caller))) return run;
  const seen = see(run, peer, at);
  if (status === 'RINGING') return changeLeg(seen, peer.id, (leg) => ringing(leg, at));
  if (status !== 'ANSWER') return seen;
  const answered = changeLeg(seen, peer.id, (leg) => ({ answeredAt: leg.answeredAt ?? at }));
  const [first, ...others] = answered.legs;
  const isTalk =
    first?.answeredAt !== undefined && others.some((leg) => leg.answeredAt !== undefined);
  return isTalk && answered.talkingSince === undefined
    ? { ...answered, talkingSince: at }
    : answered;
}

function ringing(leg: TestLeg, at: number): Partial<TestLeg> {
  return leg.ringingAt === undefined && leg.answeredAt === undefined ? { ringingAt: at } : {};
}

function end(run: TestRun, event: Extract<CallEvent, { type: 'ended' }>): TestRun {
  const { channel, at, cause, techCause } = event;
  const after = changeLeg(run, channel.id, () => ({
    ...{ endedAt: at, cause },
    ...(techCause !== undefined && { techCause }),
  }));
  const isOver = after.legs.length > 0 && after.legs.every(({ endedAt }) => endedAt !== undefined);
  return isOver === after.isOver ? after : { ...after, isOver };
}

function changeLeg(
  run: TestRun,
  channelId: string,
  change: (leg: TestLeg) => Partial<TestLeg>,
): TestRun {
  if (!run.legs.some((leg) => leg.channelId === channelId)) return run;
  const legs = run.legs.map((leg) =>
    leg.channelId === channelId ? { ...leg, ...change(leg) } : leg,
  );
  return { ...run, legs };
}
