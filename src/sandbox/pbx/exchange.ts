import type { Channels, PbxBridge } from './channels.ts';
import { trunk, type HangupCause, type LineParty, type PbxChannel } from './pbx-channel.ts';
import type { RingTimes } from './ring-times.ts';

/** What one side wants to reach: a phone, or the outside. */
export type Goal = {
  readonly endpoint: string;
  /** `1001`, `998901234567@trunk` */
  readonly dialString: string;
  readonly party: LineParty;
};

/** Joins phones, as the dialplan of asterisk-config/extensions.conf does. */
export type Exchange = {
  /** A customer calls: the phones of the goals ring together. Without one the call ends at once. */
  readonly callIn: (from: LineParty, goals: readonly Goal[]) => PbxChannel;
  /** A phone dials. An empty goal: what it dialled is there, and cannot be reached. */
  readonly dialOut: (from: Goal, exten: string, goal: Goal | undefined) => PbxChannel;
  /** ARI has a phone rung; what the dialplan finds when it is picked up, `then` tells. */
  readonly originate: (order: Originate) => PbxChannel;
  /** False when that channel does not ring. */
  readonly answer: (channelId: string) => boolean;
  /** By its own phone: declines, gives up or hangs up. False when there is no such channel. */
  readonly hangUp: (channelId: string) => boolean;
  /** By ARI. */
  readonly end: (channelId: string) => boolean;
  readonly stop: () => void;
};

export type Originate = {
  readonly id: string;
  readonly goal: Goal;
  /** As whom it rings. */
  readonly shown: LineParty;
  readonly ringMs: number;
  readonly exten: string;
  readonly then: () => readonly Goal[];
};

/** Phones that ring for one caller. */
type Ringing = {
  /** Undefined: ARI calls. */
  readonly root: PbxChannel | undefined;
  readonly legs: Set<PbxChannel>;
  readonly dialString: string;
  readonly onAnswer: (leg: PbxChannel) => void;
  readonly timer: NodeJS.Timeout;
};

type Talk = { readonly root: PbxChannel; readonly leg: PbxChannel; readonly bridge: PbxBridge };

const normal: HangupCause = { cause: 16 };
const busy: HangupCause = { cause: 17, techCause: 486 };
const outgoing = { appName: 'AppDial', appData: '(Outgoing Line)' };

export function createExchange({
  channels,
  times,
}: {
  readonly channels: Channels;
  readonly times: RingTimes;
}): Exchange {
  const ringing = new Set<Ringing>();
  const talks = new Set<Talk>();
  const ringingOf = (channel: PbxChannel) =>
    [...ringing].find(({ root, legs }) => root === channel || legs.has(channel));
  const talkOf = (channel: PbxChannel) =>
    [...talks].find(({ root, leg }) => root === channel || leg === channel);
  const stopRinging = (one: Ringing): void => {
    clearTimeout(one.timer);
    ringing.delete(one);
  };
  const later = (ms: number, work: () => void): NodeJS.Timeout => setTimeout(work, ms).unref();

  const finish = (root: PbxChannel, why: HangupCause): void => {
    channels.askHangup(root, { ...normal, isSoft: true });
    channels.destroy(root, why);
  };

  /** The dialplan's Dial(). */
  const ring = (root: PbxChannel, goals: readonly Goal[], ms: number): void => {
    const line = goals.map(({ endpoint }) => `PJSIP/${endpoint}`).join('&');
    root.dialplan = { ...root.dialplan, appName: 'Dial', appData: `${line},${ms / 1000}` };
    if (goals.length === 0) {
      finish(root, { cause: 3, techCause: 404 });
      return;
    }
    const taken = new Set(goals.filter(isTaken));
    const legs = goals.map((goal) => [goal, openLeg(root, goal)] as const);
    const one: Ringing = {
      ...{ root, legs: new Set(legs.map(([, leg]) => leg)), dialString: '' },
      onAnswer: (leg) => {
        join(one, root, leg);
      },
      timer: later(ms, () => {
        timeOut(one, root);
      }),
    };
    ringing.add(one);
    for (const [{ dialString }, leg] of legs) {
      channels.dial(leg, { caller: root, status: '', dialString });
    }
    for (const [goal, leg] of legs) {
      if (taken.has(goal)) continue;
      channels.enter(leg, 'Ringing');
      channels.dial(leg, { caller: root, status: 'RINGING' });
    }
    for (const [goal, leg] of legs) if (taken.has(goal)) decline(one, leg);
  };

  /** A desk phone has one line; so has every number outside. */
  const isTaken = ({ endpoint, party }: Goal): boolean =>
    channels
      .of(endpoint)
      .some(({ caller }) => endpoint !== trunk || caller.number === party.number);

  const openLeg = (root: PbxChannel, { endpoint, party }: Goal): PbxChannel => {
    const { context, exten } = root.dialplan;
    const leg = channels.open({
      ...{ endpoint, state: 'Down', caller: party, linkedId: root.linkedId },
      dialplan: { context, exten: 's', appName: '', appData: '' },
    });
    leg.dialplan = { context, exten, ...outgoing };
    channels.connect(leg, root.caller);
    return leg;
  };

  const join = (one: Ringing, root: PbxChannel, leg: PbxChannel): void => {
    channels.enter(leg, 'Up');
    channels.connect(root, leg.caller);
    const others = [...one.legs].filter((other) => other !== leg);
    for (const other of others) channels.dial(other, { caller: root, status: 'CANCEL' });
    leg.dialplan = { ...leg.dialplan, exten: '' };
    channels.dial(leg, { caller: root, status: 'ANSWER' });
    channels.enter(root, 'Up');
    for (const other of others) channels.destroy(other, { cause: 26 });
    talks.add({ root, leg, bridge: channels.bridge([leg, root]) });
  };

  const timeOut = (one: Ringing, root: PbxChannel): void => {
    stopRinging(one);
    for (const leg of one.legs) channels.dial(leg, { caller: root, status: 'NOANSWER' });
    for (const leg of one.legs) channels.destroy(leg, { cause: 0 });
    finish(root, normal);
  };

  const decline = (one: Ringing, leg: PbxChannel): void => {
    const { root, dialString } = one;
    one.legs.delete(leg);
    channels.askHangup(leg, busy);
    channels.dial(leg, { caller: root, status: 'BUSY', dialString });
    channels.destroy(leg, busy);
    if (one.legs.size > 0) return;
    stopRinging(one);
    if (root) finish(root, busy);
  };

  const giveUp = (one: Ringing, root: PbxChannel): void => {
    stopRinging(one);
    const why = { cause: 127, techCause: 487 } as const;
    channels.askHangup(root, why);
    for (const leg of one.legs) channels.dial(leg, { caller: root, status: 'CANCEL' });
    channels.askHangup(root, { cause: 16, techCause: 487, isSoft: true });
    for (const leg of one.legs) channels.destroy(leg, { cause: 127, techCause: 500 });
    channels.destroy(root, why);
  };

  const part = (talk: Talk, first: PbxChannel): void => {
    const { root, leg, bridge } = talk;
    const last = first === root ? leg : root;
    talks.delete(talk);
    bridge.leave(first);
    bridge.leave(last);
    channels.askHangup(root, { ...normal, isSoft: true });
    channels.destroy(first, normal);
    channels.destroy(last, normal);
  };

  return {
    callIn: (from, goals) => {
      const root = channels.open({
        ...{ endpoint: trunk, state: 'Ring', caller: from },
        dialplan: { context: 'from-trunk', exten: 's', appName: '', appData: '' },
      });
      ring(root, goals, times.groupMs);
      return root;
    },
    dialOut: (from, exten, goal) => {
      const root = channels.open({
        ...{ endpoint: from.endpoint, state: 'Ring', caller: from.party },
        dialplan: { context: 'from-internal', exten, appName: '', appData: '' },
      });
      ring(root, goal ? [goal] : [], goal?.endpoint === trunk ? times.outsideMs : times.staffMs);
      return root;
    },
    originate: ({ id, goal, shown, ringMs, exten, then }) => {
      const { dialString, endpoint, party: caller } = goal;
      const leg = channels.open({
        ...{ id, endpoint, state: 'Down', caller, connected: shown },
        dialplan: { context: 'from-internal', exten: 's', appName: '', appData: '' },
      });
      leg.dialplan = { ...leg.dialplan, appName: 'AppDial2', appData: outgoing.appData };
      const one: Ringing = {
        ...{ root: undefined, legs: new Set([leg]), dialString },
        onAnswer: () => {
          channels.enter(leg, 'Up');
          channels.dial(leg, { caller: undefined, status: 'ANSWER', dialString });
          leg.dialplan = { ...leg.dialplan, exten };
          const goals = then();
          const isOut = goals.some((one) => one.endpoint === trunk);
          ring(leg, goals, isOut ? times.outsideMs : times.staffMs);
        },
        timer: later(ringMs, () => {
          stopRinging(one);
          channels.destroy(leg, { cause: 19, techCause: 480 });
        }),
      };
      ringing.add(one);
      channels.dial(leg, { caller: undefined, status: '', dialString });
      channels.enter(leg, 'Ringing');
      channels.dial(leg, { caller: undefined, status: 'RINGING', dialString });
      return leg;
    },
    answer: (channelId) => {
      const channel = channels.find(channelId);
      const one = channel && ringingOf(channel);
      if (!channel || !one?.legs.has(channel)) return false;
      stopRinging(one);
      one.onAnswer(channel);
      return true;
    },
    hangUp: (channelId) => {
      const channel = channels.find(channelId);
      if (!channel) return false;
      const [one, talk] = [ringingOf(channel), talkOf(channel)];
      if (talk) {
        channels.askHangup(channel, normal);
        part(talk, channel);
      } else if (one?.root === channel) giveUp(one, channel);
      else if (one) decline(one, channel);
      return true;
    },
    end: (channelId) => {
      const channel = channels.find(channelId);
      if (!channel) return false;
      const [one, talk] = [ringingOf(channel), talkOf(channel)];
      channels.askHangup(channel, { ...normal, isSoft: true });
      if (talk) part(talk, channel);
      else if (one?.root === channel) {
        stopRinging(one);
        for (const leg of one.legs) channels.dial(leg, { caller: channel, status: 'CANCEL' });
        for (const leg of one.legs) channels.destroy(leg, { cause: 127, techCause: 500 });
        channels.destroy(channel, normal);
      } else if (one) {
        one.legs.delete(channel);
        channels.destroy(channel, normal);
        if (one.legs.size > 0) return true;
        stopRinging(one);
        if (one.root) finish(one.root, normal);
      }
      return true;
    },
    stop: () => {
      for (const one of [...ringing]) stopRinging(one);
    },
  };
}
