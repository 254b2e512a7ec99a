import { readFileSync } from 'node:fs';
import path from 'node:path';
import { unwantedTypes } from '../../../src/asterisk/ari-event.ts';

/** A capture as a template: what has to differ from call to call stands between its pieces. */
type EventTemplate = readonly string[];

export type StreamPlan = {
  /** A real call of test/fixtures/ari. */
  readonly capture: string;
  /** Without what our event filter keeps Asterisk from sending. */
  readonly isFiltered: boolean;
  /** Calls going on at a time. */
  readonly live: number;
  readonly events: number;
};

export type ClientKind =
  | 'ws + JSON.parse'
  | 'ours'
  | 'ours, kept in SQLite'
  | 'ari-client'
  | 'ari-client, a listener a call';

/** Of the measured events alone. */
export type ClientFigures = {
  readonly processorMs: number;
  readonly elapsedMs: number;
  readonly live: number;
  readonly rssMb: number;
};

/** Of the events before and after what is measured; every client knows it. */
export const markType = 'PeerStatusChange';

const fixtures = path.join(import.meta.dirname, '../../fixtures/ari');

/** V8 has compiled what it will by then. */
const warmUpEvents = 60_000;

/**
 * Events of calls side by side, each a copy of the capture with its own ids. First each call is brought
 * to a place of its own in it (`warmUp`), then `events` follow in turn; where one call ends the next begins.
 */
export function callStream({ capture, isFiltered, live, events }: StreamPlan): {
  readonly warmUp: Iterable<string>;
  readonly measured: Iterable<string>;
} {
  const templates = readTemplates(capture, isFiltered);
  let calls = 0;
  const lines = Array.from({ length: live }, () => ({ call: (calls += 1), next: 0 }));
  const advance = (line: (typeof lines)[number]): string => {
    const text = templates[line.next]?.join(idOf(line.call)) ?? '';
    line.next += 1;
    if (line.next === templates.length) Object.assign(line, { call: (calls += 1), next: 0 });
    return text;
  };
  const inTurn = function* (count: number): Iterable<string> {
    for (let sent = 0; sent < count; sent += 1) {
      const line = lines[sent % live];
      if (line) yield advance(line);
    }
  };
  return {
    warmUp: (function* () {
      for (const [index, line] of lines.entries()) {
        for (let left = index % templates.length; left > 0; left -= 1) yield advance(line);
      }
      yield* inTurn(warmUpEvents);
    })(),
    measured: inTurn(events),
  };
}

function idOf(call: number): string {
  return call.toString(16).padStart(8, '0');
}

/** A place that no event says otherwise, and that JSON leaves as it is. */
const place = '\u{1}';

function readTemplates(capture: string, isFiltered: boolean): readonly EventTemplate[] {
  const text = readFileSync(path.join(fixtures, `${capture}.jsonl`), 'utf8').trim();
  const [first] = /\d{10}\.\d+/.exec(text) ?? [''];
  return text
    .split('\n')
    .filter((line) => !isFiltered || !unwantedTypes.some((type) => line.includes(`"${type}"`)))
    .map((line) =>
      // As ari.conf should have it: `channelvars = CHANNEL(linkedid)`.
      line
        .replaceAll(
          '"language":"en"}',
          `"language":"en","channelvars":{"CHANNEL(linkedid)":"${first}"}}`,
        )
        .replaceAll(/\b\d{10}(\.\d+)\b/g, `${place}$1`)
        .replaceAll(/(PJSIP\/\w+-)[0-9a-f]{8}\b/g, `$1${place}`)
        .replaceAll(/\b[0-9a-f]{8}(-[0-9a-f]{4}-)/g, `${place}$1`)
        .split(place),
    );
}
