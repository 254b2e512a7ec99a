/** One event as ARI sent it: its type is known to be there, everything else is to be checked where it is used. */
export type AriEvent = { readonly type: string; readonly [field: string]: unknown };

/** Four fifths of what Asterisk tells of a call, and nobody here needs them. */
export const unwantedTypes = [
  'ChannelVarset',
  'ChannelDialplan',
  'ChannelConnectedLine',
  'DeviceStateChanged',
  'BridgeCreated',
  'BridgeDestroyed',
];

/** Varsets alone begin with their variable. */
const unwantedBeginnings = [
  '{"variable":"',
  ...unwantedTypes.map((type) => `{"type":"${type}"`),
].map((text) => Buffer.from(text));

export type ReadEvent =
  | { readonly type: 'event'; readonly event: AriEvent }
  | { readonly type: 'unwanted' | 'malformed' };

/** Reads one message of the event socket; what is not wanted is left out before it is parsed. */
export function readAriEvent(data: Buffer): ReadEvent {
  if (isUnwanted(data)) return { type: 'unwanted' };
  const event = parse(data);
  return isEvent(event) ? { type: 'event', event } : { type: 'malformed' };
}

/** Two bytes tell nearly all others: the quote that ends the type, and the letter before it. */
function isUnwanted(data: Buffer): boolean {
  for (const beginning of unwantedBeginnings) {
    const end = beginning.length - 1;
    if (data[end] !== beginning[end] || data[end - 1] !== beginning[end - 1]) continue;
    if (beginning.equals(data.subarray(0, end + 1))) return true;
  }
  return false;
}

function parse(data: Buffer): unknown {
  try {
    return JSON.parse(data.toString());
  } catch {
    return undefined;
  }
}

function isEvent(value: unknown): value is AriEvent {
  return (
    typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
  );
}
