import { createChannels, type Channels, type PbxEvent } from './channels.ts';
import { createExchange, type Goal } from './exchange.ts';
import { trunk, type LineParty, type PbxChannel } from './pbx-channel.ts';
import type { Pbx } from './pbx.ts';
import type { RingTimes } from './ring-times.ts';

/** Why a phone cannot dial. */
export type DialRefusal = 'offline' | 'busy' | 'noRoute';

/** The calls of the emulated PBX: numbers are found here, and phones rung. */
export type Lines = {
  readonly channels: Pick<Channels, 'list' | 'find' | 'of'>;
  /** The numbers of the staff's phones. */
  readonly staff: () => readonly string[];
  /** Somebody outside calls: all phones of the staff that are there ring. */
  readonly callIn: (from: LineParty) => PbxChannel | Extract<DialRefusal, 'busy'>;
  readonly dial: (endpoint: string, dialled: string) => PbxChannel | DialRefusal;
  readonly originate: (order: {
    readonly id: string;
    readonly endpoint: string;
    readonly shown: LineParty;
    readonly ringMs: number;
    /** Where it goes on when the phone is picked up. */
    readonly exten: string;
  }) => PbxChannel;
  /** False when that channel does not ring. */
  readonly answer: (channelId: string) => boolean;
  /** Declines, gives up or hangs up, as its own phone would. */
  readonly hangUp: (channelId: string) => boolean;
  /** As ARI would. */
  readonly end: (channelId: string) => boolean;
  readonly stop: () => void;
};

/** A staff phone's endpoint is its number. */
const staffNumber = /^[1-9][0-9]{1,5}$/;

export function createLines({
  pbx,
  tell,
  times,
}: {
  readonly pbx: Pbx;
  readonly tell: (event: PbxEvent) => void;
  readonly times: RingTimes;
}): Lines {
  const channels = createChannels({ tell, channelVars: () => pbx.access().channelVars });
  const exchange = createExchange({ channels, times });
  const goalOf = (endpoint: string): Goal => ({
    ...{ endpoint, dialString: endpoint, party: pbx.partyOf(endpoint) },
  });
  const staff = (): readonly string[] =>
    [...pbx.objects().endpoint.keys()].filter((id) => staffNumber.test(id));
  /** Nothing: no phone of ours, and no number outside. */
  const find = (dialled: string): readonly Goal[] | 'noRoute' => {
    if (staff().includes(dialled)) return pbx.isOnline(dialled) ? [goalOf(dialled)] : [];
    const number = outsideNumber(dialled);
    if (number === undefined) return 'noRoute';
    const party = { name: '', number };
    return [{ endpoint: trunk, dialString: `${number}@${trunk}`, party }];
  };

  return {
    ...{ channels, staff },
    callIn: (from) => {
      if (channels.of(trunk).some(({ caller }) => caller.number === from.number)) return 'busy';
      return exchange.callIn(from, staff().filter(pbx.isOnline).map(goalOf));
    },
    dial: (endpoint, dialled) => {
      if (!pbx.isOnline(endpoint)) return 'offline';
      if (channels.of(endpoint).length > 0) return 'busy';
      const goals = find(dialled);
      if (goals === 'noRoute') return 'noRoute';
      return exchange.dialOut(goalOf(endpoint), dialled, goals[0]);
    },
    originate: ({ endpoint, exten, ...order }) =>
      exchange.originate({
        ...{ ...order, exten, goal: goalOf(endpoint) },
        then: () => {
          const goals = find(exten);
          return goals === 'noRoute' ? [] : goals;
        },
      }),
    ...{ answer: exchange.answer, hangUp: exchange.hangUp },
    ...{ end: exchange.end, stop: exchange.stop },
  };
}

/** E.164 without its plus. As in asterisk-config/extensions.conf, nine digits are a number of Uzbekistan. */
function outsideNumber(dialled: string): string | undefined {
  const digits = /^\+?([0-9]{9,15})$/.exec(dialled)?.[1];
  return digits?.length === 9 ? `998${digits}` : digits;
}
