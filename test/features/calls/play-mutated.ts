import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { readAriEvent } from '../../../src/asterisk/ari-event.ts';
import { createCallTracker, type Advance } from '../../../src/features/calls/call-tracker.ts';
import { readCallEvent } from '../../../src/telephony/call-event.ts';
import { directionOf, outsideNumberOf, stateOf, type Call } from '../../../src/telephony/call.ts';
import { createRandom } from '../../files/cheap-random.ts';
import { mutateEvent } from './mutate-event.ts';

export type MutatedFigures = {
  readonly events: number;
  readonly malformed: number;
  /** Real calls that went on among all that, with every tenth event told twice. */
  readonly realCalls: number;
  /** What was wrong, the first few. */
  readonly wrong: readonly string[];
};

const captures = globSync(path.join(import.meta.dirname, '../../fixtures/ari/*.jsonl'))
  .toSorted()
  .map((file) => readFileSync(file, 'utf8').trim().split('\n'));

/** So long mutated events are about the same channels; then about new ones, or all would have ended. */
const sameNoise = 2_000;

const isExtension = (endpoint: string): boolean => /^\d{2,6}$/.test(endpoint);

/** A real call, as it ends when nothing disturbs it. */
type Capture = { readonly lines: readonly string[]; readonly ends: readonly string[] };

/**
 * Plays mutated events, and among them real calls under ids of their own: those must end as they do
 * alone. After every event what the tracker tells must make sense.
 */
export function playMutated(events: number, seed: number): MutatedFigures {
  const random = createRandom(seed);
  const real = captures.map((lines): Capture => ({ lines, ends: endsOf(lines) }));
  const wrong: string[] = [];
  const ended = new Set<Call>();
  const ends: string[] = [];
  const tracker = createCallTracker(isExtension);
  let malformed = 0;
  let realCalls = 0;
  let current = {
    prefix: '',
    lines: [] as readonly string[],
    next: 0,
    ends: [] as readonly string[],
  };

  const fail = (what: string): void => {
    if (wrong.length < 10) wrong.push(what);
  };
  const hear = (data: Buffer): void => {
    const read = readAriEvent(data);
    if (read.type === 'malformed') malformed += 1;
    const event = read.type === 'event' ? readCallEvent(read.event) : undefined;
    if (!event) return;
    const advance = tracker.advance(event);
    for (const fault of faultsOf(advance, ended))
      fail(`${fault}: ${data.toString().slice(0, 300)}`);
    for (const call of advance.changed) {
      if (call.endedAt === undefined) continue;
      ended.add(call);
      if (current.prefix !== '' && call.callId.startsWith(current.prefix)) ends.push(endOf(call));
    }
  };
  const beginReal = (): void => {
    const capture = real[random(real.length)];
    if (!capture) return;
    realCalls += 1;
    const prefix = `real${String(realCalls)}-`;
    current = { prefix, next: 0, ends: capture.ends, lines: capture.lines.map(renamer(prefix)) };
    ends.length = 0;
  };

  let pool: readonly string[] = [];
  for (let played = 0; played < events; played += 1) {
    if (played % sameNoise === 0) pool = captures.flat().map(renamer(`noise${String(played)}-`));
    hear(mutateEvent(pool[random(pool.length)] ?? '', random));
    if (current.next === current.lines.length) {
      if (current.ends.join() !== ends.join()) {
        fail(`${current.prefix} ended as ${ends.join()}, alone as ${current.ends.join()}`);
      }
      // Forgotten, or all that ever ended would be kept.
      ended.clear();
      beginReal();
    }
    const line = Buffer.from(current.lines[current.next] ?? '');
    hear(line);
    if (random(10) === 0) hear(line);
    current.next += 1;
    if (played % 10_000 === 0) for (const fault of faultsOfAll(tracker)) fail(fault);
  }
  return { events, malformed, realCalls, wrong };
}

/** The ids of one call, so that it meets no other's; names of phones stay what they are. */
function renamer(prefix: string): (line: string) => string {
  const rename = (key: string, value: unknown): unknown => {
    if (typeof value !== 'string') return value;
    if (key === 'id' || key === 'CHANNEL(linkedid)') return `${prefix}${value}`;
    return key === 'name' ? value.replace(/^Local\//, `Local/${prefix}`) : value;
  };
  return (line) => JSON.stringify(JSON.parse(line, rename));
}

function endsOf(lines: readonly string[]): readonly string[] {
  const tracker = createCallTracker(isExtension);
  return lines.flatMap((line) => {
    const read = readAriEvent(Buffer.from(line));
    const event = read.type === 'event' ? readCallEvent(read.event) : undefined;
    const changed = event ? tracker.advance(event).changed : [];
    return changed.flatMap((call) => (call.endedAt === undefined ? [] : endOf(call)));
  });
}

function endOf(call: Call): string {
  return JSON.stringify([stateOf(call), directionOf(call), outsideNumberOf(call), call.legs.size]);
}

function faultsOf({ changed }: Advance, ended: ReadonlySet<Call>): readonly string[] {
  return changed.flatMap((call) => {
    const state = stateOf(call);
    const legs = [...call.legs.values()];
    const numbers = [call.startedAt, call.endedAt ?? 0];
    if (state.type === 'answered') numbers.push(state.talkMs);
    if (state.type === 'missed') numbers.push(state.waitedMs);
    outsideNumberOf(call);
    return [
      ...(ended.has(call) ? ['a call ended twice'] : []),
      ...(numbers.every((one) => Number.isFinite(one) && one >= 0) ? [] : ['a time is none']),
      ...(legs.length > 0 ? [] : ['a call without a channel']),
      ...(call.endedAt !== undefined && legs.some((leg) => leg.endedAt === undefined)
        ? ['a call ended before its channels']
        : []),
      ...(state.type === 'talking' && state.extensions.length === 0 ? ['nobody talks'] : []),
    ];
  });
}

/** Each channel that goes on belongs to one call that goes on. */
function faultsOfAll(tracker: ReturnType<typeof createCallTracker>): readonly string[] {
  const seen = new Set<string>();
  const channels = tracker.channelIds();
  return tracker.live().flatMap((call) =>
    [...call.legs.values()].flatMap(({ channelId, endedAt }) => {
      if (endedAt !== undefined) return [];
      const isTwice = seen.has(channelId);
      seen.add(channelId);
      return isTwice || !channels.has(channelId)
        ? [`channel ${channelId} is in no or two calls`]
        : [];
    }),
  );
}
