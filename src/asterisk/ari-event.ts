/** One event as ARI sent it: its type is known to be there, everything else is to be checked where it is used. */
export type AriEvent = { readonly type: string; readonly [field: string]: unknown };

/** Varsets are two thirds of all bytes and nobody here needs them. They alone begin with their variable. */
const varsetBeginning = Buffer.from('{"variable":');

export type ReadEvent =
  | { readonly type: 'event'; readonly event: AriEvent }
  | { readonly type: 'unwanted' | 'malformed' };

/** Reads one message of the event socket; what is not wanted is left out before it is parsed. */
export function readAriEvent(data: Buffer): ReadEvent {
  if (data.subarray(0, varsetBeginning.length).equals(varsetBeginning)) return { type: 'unwanted' };
  const event = parse(data);
  return isEvent(event) ? { type: 'event', event } : { type: 'malformed' };
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
