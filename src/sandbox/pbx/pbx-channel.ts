/** A name and a number, as a phone shows them. */
export type LineParty = { readonly name: string; readonly number: string };

/** A channel of the emulated PBX: one phone's, or one line to the outside's, part of a call. */
export type PbxChannel = {
  readonly id: string;
  /** `PJSIP/1001-0000000a` */
  readonly name: string;
  /** `1001`, or `trunk` for the outside. */
  readonly endpoint: string;
  /** The call it belongs to: the id of the first channel. */
  readonly linkedId: string;
  readonly createdAt: Date;
  /** `Ring`: it calls. `Ringing`: it is called. */
  state: 'Down' | 'Ring' | 'Ringing' | 'Up';
  readonly caller: LineParty;
  connected: LineParty;
  dialplan: Dialplan;
  /** Of its being picked up, milliseconds since 1970. */
  upSince: number | undefined;
  /** Since both sides hear each other. */
  talkingSince: number | undefined;
};

export type Dialplan = {
  readonly context: string;
  readonly exten: string;
  readonly appName: string;
  readonly appData: string;
};

/** Of the endpoint that stands for everybody outside, as in asterisk-config/pjsip.conf. */
export const trunk = 'trunk';

export const nobody: LineParty = { name: '', number: '' };

/** As ARI shows it. `channelVars` are those that ari.conf asks for. Source: test/fixtures/ari. */
export function printChannel(channel: PbxChannel, channelVars: readonly string[]) {
  const { context, exten, appName, appData } = channel.dialplan;
  return {
    id: channel.id,
    name: channel.name,
    state: channel.state,
    protocol_id: '',
    caller: channel.caller,
    connected: channel.connected,
    accountcode: '',
    dialplan: { context, exten, priority: 1, app_name: appName, app_data: appData },
    creationtime: ariTime(channel.createdAt),
    language: 'en',
    ...(channelVars.length > 0 && {
      channelvars: Object.fromEntries(
        // Asterisk names a variable that it does not know, without a value.
        channelVars.map((name) => [name, name === 'CHANNEL(linkedid)' ? channel.linkedId : '']),
      ),
    }),
  };
}

/** `2026-11-21T04:57:11.056+0000` */
export function ariTime(time: Date): string {
  return time.toISOString().replace('Z', '+0000');
}

/** Why a channel ended, as ITU-T Q.850 numbers it and Asterisk says it. */
export const causes = {
  0: 'Unknown',
  3: 'No route to destination',
  16: 'Normal Clearing',
  17: 'User busy',
  19: 'User alerting, no answer',
  26: 'Answered elsewhere',
  127: 'Interworking, unspecified',
} as const;

/** `techCause` is SIP's status, where there was one. */
export type HangupCause = { readonly cause: keyof typeof causes; readonly techCause?: number };
