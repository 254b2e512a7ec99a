import type { Random } from '../../files/cheap-random.ts';

type Json = string | number | boolean | null | Json[] | { readonly [key: string]: Json };

const types = [
  ...['ChannelCreated', 'ChannelDestroyed', 'Dial', 'ChannelEnteredBridge', 'ChannelLeftBridge'],
  ...['ChannelStateChange', 'ChannelHangupRequest', 'StasisEnd', 'SomethingNew', '', '__proto__'],
];

const oddValues: readonly Json[] = [
  ...[null, true, -1, 0, 1e308, '', 's', '__proto__', 'constructor', '\u{202E}\0'],
  ...[
    '9999-99-99T99:99:99.999+9999',
    '1970-01-01T00:00:00.000+0000',
    'Up',
    'Down',
    'ANSWER',
    'BUSY',
  ],
  ...[[], [null], {}, { id: {} }, { id: 'x', name: [] }],
];

/** Once in so many events a value of 5 MB: each costs as much as thousands of others. */
const hugeEvery = 20_000;
const huge = 'x'.repeat(5 * 1024 * 1024);

/** One event as no Asterisk sends it: up to three fields gone, of another type, or another's. */
export function mutateEvent(line: string, random: Random): Buffer {
  if (random(20) === 0) return cutOrFlip(line, random);
  let event = JSON.parse(line) as Json;
  for (let left = random(3) + 1; left > 0; left -= 1) event = mutate(event, random);
  return Buffer.from(JSON.stringify(event));
}

function cutOrFlip(line: string, random: Random): Buffer {
  const bytes = Buffer.from(line);
  if (random(2) === 0) return bytes.subarray(0, random(bytes.length));
  bytes[random(bytes.length)] = random(256);
  return bytes;
}

function mutate(value: Json, random: Random): Json {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return oddValue(random);
  }
  const entries = Object.entries(value);
  const at = random(entries.length);
  const [key, inside] = entries[at] ?? ['type', ''];
  switch (random(7)) {
    case 0:
      return Object.fromEntries(entries.toSpliced(at, 1));
    case 1:
      return { ...value, [key]: oddValue(random) };
    case 2:
      return { ...value, type: types[random(types.length)] ?? '' };
    case 3:
      return { ...value, timestamp: timestamp(random) };
    default:
      return { ...value, [key]: mutate(inside, random) };
  }
}

function oddValue(random: Random): Json {
  if (random(hugeEvery) === 0) return huge;
  return oddValues[random(oddValues.length)] ?? null;
}

/** Up to two days before and after; the clock of a PBX jumps. */
function timestamp(random: Random): string {
  const at = Date.UTC(2026, 10, 21) + random(4 * 86_400_000) - 2 * 86_400_000;
  return new Date(at).toISOString().replace('Z', '+0000');
}
