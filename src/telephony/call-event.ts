/** A channel as an event shows it. Names and numbers are as the phone sent them: any text. */
export type ChannelFacts = {
  readonly id: string;
  /** `PJSIP/1001-0000000a`, `Local/601@from-internal-00000000;1`. */
  readonly name: string;
  readonly state: string;
  readonly callerName: string;
  readonly callerNumber: string;
  /** What was dialled. */
  readonly exten: string;
  /** The call it belongs to; undefined when ari.conf has no `channelvars = CHANNEL(linkedid)`. */
  readonly linkedId: string | undefined;
};

/** What a call is followed by. Times are milliseconds since 1970, of Asterisk's clock. */
export type CallEvent =
  | { readonly type: 'seen'; readonly at: number; readonly channel: ChannelFacts }
  | {
      readonly type: 'dialled';
      readonly at: number;
      /** Undefined for the first leg of a call that ARI made. */
      readonly caller: ChannelFacts | undefined;
      readonly peer: ChannelFacts;
      /** Asterisk's `dialstatus`; '' when the dialling begins. */
      readonly status: string;
      readonly dialString: string;
    }
  | {
      readonly type: 'bridged';
      readonly at: number;
      readonly bridgeId: string;
      /** Only in a `mixing` bridge do they hear each other. */
      readonly isMixing: boolean;
      readonly channel: ChannelFacts;
      readonly hasEntered: boolean;
    }
  | {
      readonly type: 'hangupAsked';
      readonly at: number;
      readonly channel: ChannelFacts;
      /** Asterisk ends it because another leg ended, or the dialplan says so. */
      readonly isSoft: boolean;
    }
  | {
      readonly type: 'ended';
      readonly at: number;
      readonly channel: ChannelFacts;
      /** ITU-T Q.850. */
      readonly cause: number;
      /** SIP's status, where there was one. */
      readonly techCause: number | undefined;
    };

type Fields = Readonly<Record<string, unknown>>;

/**
 * Reads an ARI event as far as calls go; undefined for all others, and for one that lacks what it must
 * have. By hand: at 2,500 events a second a schema would cost more than all the rest.
 * Source: Asterisk 22, rest-api/api-docs/events.json, and test/fixtures/ari.
 */
export function readCallEvent(event: Fields): CallEvent | undefined {
  const at = timeOf(event['timestamp']);
  if (at === undefined) return undefined;
  const channel = channelOf(event['channel']);
  switch (event['type']) {
    case 'ChannelCreated':
    case 'ChannelStateChange':
    case 'ChannelCallerId':
    case 'ChannelConnectedLine':
      return channel && { type: 'seen', at, channel };
    case 'Dial':
      return readDial(event, at);
    case 'ChannelEnteredBridge':
    case 'ChannelLeftBridge':
      return readBridged(event, at, channel);
    case 'ChannelHangupRequest':
      return channel && { type: 'hangupAsked', at, channel, isSoft: event['soft'] === true };
    case 'ChannelDestroyed':
      return (
        channel && {
          type: 'ended',
          at,
          channel,
          cause: numberOf(event['cause']) ?? 0,
          techCause: numberOf(event['tech_cause']),
        }
      );
    default:
      return undefined;
  }
}

function readDial(event: Fields, at: number): CallEvent | undefined {
  const peer = channelOf(event['peer']);
  return (
    peer && {
      type: 'dialled',
      at,
      caller: channelOf(event['caller']),
      peer,
      status: textOf(event['dialstatus']),
      dialString: textOf(event['dialstring']),
    }
  );
}

function readBridged(
  event: Fields,
  at: number,
  channel: ChannelFacts | undefined,
): CallEvent | undefined {
  const bridge = fieldsOf(event['bridge']);
  const bridgeId = textOf(bridge?.['id']);
  if (!channel || bridgeId === '') return undefined;
  return {
    type: 'bridged',
    at,
    bridgeId,
    isMixing: bridge?.['bridge_type'] === 'mixing',
    channel,
    hasEntered: event['type'] === 'ChannelEnteredBridge',
  };
}

function channelOf(value: unknown): ChannelFacts | undefined {
  const channel = fieldsOf(value);
  const id = textOf(channel?.['id']);
  if (!channel || id === '') return undefined;
  const caller = fieldsOf(channel['caller']);
  const linkedId = textOf(fieldsOf(channel['channelvars'])?.['CHANNEL(linkedid)']);
  return {
    id,
    name: textOf(channel['name']),
    state: textOf(channel['state']),
    callerName: textOf(caller?.['name']),
    callerNumber: textOf(caller?.['number']),
    exten: textOf(fieldsOf(channel['dialplan'])?.['exten']),
    linkedId: linkedId === '' ? undefined : linkedId,
  };
}

function fieldsOf(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Fields)
    : undefined;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/** ARI writes `2026-11-21T04:57:11.056+0000`. */
function timeOf(value: unknown): number | undefined {
  if (typeof value !== 'string') return undefined;
  const at = Date.parse(value);
  return Number.isNaN(at) ? undefined : at;
}
