import { randomUUID } from 'node:crypto';
import {
  ariTime,
  causes,
  nobody,
  printChannel,
  type HangupCause,
  type LineParty,
  type PbxChannel,
} from './pbx-channel.ts';

/** What ARI tells, without what every event has. */
export type PbxEvent = { readonly type: string; readonly [field: string]: unknown };

type NewChannel = Pick<PbxChannel, 'endpoint' | 'state' | 'caller' | 'dialplan'> & {
  readonly connected?: LineParty;
  /** Of another channel's call. */
  readonly linkedId?: string;
  readonly id?: string;
};

export type DialStatus = '' | 'RINGING' | 'ANSWER' | 'BUSY' | 'NOANSWER' | 'CANCEL';

/** The channels of an emulated PBX; each change is an event, with the fields of a real one. */
export type Channels = {
  /** Oldest first. */
  readonly list: () => readonly PbxChannel[];
  readonly find: (id: string) => PbxChannel | undefined;
  readonly of: (endpoint: string) => readonly PbxChannel[];
  readonly open: (channel: NewChannel) => PbxChannel;
  readonly enter: (channel: PbxChannel, state: PbxChannel['state']) => void;
  readonly connect: (channel: PbxChannel, other: LineParty) => void;
  /** `caller` is undefined for the first leg of a call that ARI made. */
  readonly dial: (
    peer: PbxChannel,
    dial: {
      readonly caller: PbxChannel | undefined;
      readonly status: DialStatus;
      readonly dialString?: string;
    },
  ) => void;
  /** `isSoft`: Asterisk ends it, not its phone. */
  readonly askHangup: (
    channel: PbxChannel,
    how: HangupCause & { readonly isSoft?: boolean },
  ) => void;
  readonly destroy: (channel: PbxChannel, why: HangupCause) => void;
  /** They hear each other, in the order of coming in. */
  readonly bridge: (members: readonly PbxChannel[]) => PbxBridge;
};

export type PbxBridge = { readonly leave: (channel: PbxChannel) => void };

export function createChannels({
  tell,
  channelVars,
}: {
  readonly tell: (event: PbxEvent) => void;
  readonly channelVars: () => readonly string[];
}): Channels {
  const channels = new Map<string, PbxChannel>();
  const bootedAt = Math.floor(Date.now() / 1000);
  let made = 0;
  const print = (channel: PbxChannel) => printChannel(channel, channelVars());

  return {
    list: () => [...channels.values()],
    find: (id) => channels.get(id),
    of: (endpoint) => [...channels.values()].filter((channel) => channel.endpoint === endpoint),
    open: ({ endpoint, connected = nobody, id, linkedId, ...given }) => {
      const ownId = id ?? `${bootedAt}.${made}`;
      const channel: PbxChannel = {
        ...{ id: ownId, linkedId: linkedId ?? ownId, endpoint, connected, ...given },
        name: `PJSIP/${endpoint}-${made.toString(16).padStart(8, '0')}`,
        createdAt: new Date(),
        ...{ upSince: undefined, talkingSince: undefined },
      };
      made += 1;
      channels.set(channel.id, channel);
      tell({ type: 'ChannelCreated', channel: print(channel) });
      return channel;
    },
    enter: (channel, state) => {
      if (channel.state === state) return;
      channel.state = state;
      if (state === 'Up') channel.upSince = Date.now();
      tell({ type: 'ChannelStateChange', channel: print(channel) });
    },
    connect: (channel, other) => {
      channel.connected = other;
      tell({ type: 'ChannelConnectedLine', channel: print(channel) });
    },
    dial: (peer, { caller, status, dialString = '' }) => {
      tell({
        ...{ type: 'Dial', dialstatus: status, forward: '', dialstring: dialString },
        ...(caller && { caller: print(caller) }),
        peer: print(peer),
      });
    },
    askHangup: (channel, { cause, techCause, isSoft = false }) => {
      tell({
        ...{ cause, ...(isSoft && { soft: true }) },
        ...(techCause !== undefined && { tech_cause: techCause }),
        ...{ type: 'ChannelHangupRequest', channel: print(channel) },
      });
    },
    destroy: (channel, { cause, techCause }) => {
      channels.delete(channel.id);
      tell({
        ...{ type: 'ChannelDestroyed', cause, cause_txt: causes[cause] },
        ...(techCause !== undefined && { tech_cause: techCause }),
        channel: print(channel),
      });
    },
    bridge: (members) => {
      const bridge = { id: randomUUID(), createdAt: new Date(), channels: new Set<string>() };
      tell({ type: 'BridgeCreated', bridge: printBridge(bridge) });
      for (const channel of members) {
        bridge.channels.add(channel.id);
        channel.talkingSince = bridge.createdAt.getTime();
        const shown = { bridge: printBridge(bridge), channel: print(channel) };
        tell({ type: 'ChannelEnteredBridge', ...shown });
      }
      return {
        leave: (channel) => {
          bridge.channels.delete(channel.id);
          const shown = { bridge: printBridge(bridge), channel: print(channel) };
          tell({ type: 'ChannelLeftBridge', ...shown });
          if (bridge.channels.size > 0) return;
          tell({ type: 'BridgeDestroyed', bridge: printBridge(bridge) });
        },
      };
    },
  };
}

function printBridge(bridge: {
  readonly id: string;
  readonly createdAt: Date;
  readonly channels: ReadonlySet<string>;
}) {
  return {
    id: bridge.id,
    technology: 'simple_bridge',
    bridge_type: 'mixing',
    bridge_class: 'basic',
    creator: '',
    name: '',
    channels: [...bridge.channels],
    creationtime: ariTime(bridge.createdAt),
    video_mode: 'none',
  };
}
