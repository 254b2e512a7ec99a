import { commonEnd, commonStart } from '../lib/common-ends.ts';
import { endOfLine, readConfLine, readConfLines } from './conf-line.ts';
import type { ConfLine, ReadingState } from './conf-line.ts';
import { putInFront } from './recent.ts';

type Reading = {
  readonly text: string;
  readonly start: ReadingState;
  readonly lines: readonly ConfLine[];
};

/** Shorter texts are read faster than compared; a file of 100 extensions is about as long. */
const shortText = 50_000;

/** Today's file and the one planned, of two files. */
const maxReadings = 4;

/**
 * The last long texts and their lines, newest first. A reading follows from text and start alone, so
 * one that is remembered is never out of date.
 */
const readings: Reading[] = [];

/**
 * `readConfLines` for whole files, which are read again and again while a change is planned, checked
 * and applied: a text read before costs a comparison, a text with one place changed costs that place.
 */
export function readConfText(
  text: string,
  start: ReadingState = { depth: 0, isFirstFile: true },
): readonly ConfLine[] {
  if (text.length < shortText) return readConfLines(text, start);
  const alike = readings.filter(({ start: { depth, isFirstFile } }) => {
    return depth === start.depth && isFirstFile === start.isFirstFile;
  });
  const same = alike.find((reading) => reading.text === text);
  const reading = same ?? { text, start, lines: readLike(text, start, nearest(text, alike)) };
  putInFront(readings, reading, maxReadings);
  return reading.lines;
}

type Likeness = { readonly reading: Reading; readonly start: number; readonly end: number };

function nearest(text: string, readings: readonly Reading[]): Likeness | undefined {
  return readings
    .map((reading) => {
      const start = commonStart(reading.text, text);
      return { reading, start, end: commonEnd(reading.text, text, start) };
    })
    .toSorted((a, b) => b.start + b.end - a.start - a.end)[0];
}

/**
 * Lines wholly within the part that both texts begin with are the same lines. From there on it is
 * read afresh, until an old and a new line begin at the same place of the part that both end with,
 * with the same comments open: all that follows is the same again.
 */
function readLike(
  text: string,
  start: ReadingState,
  like: Likeness | undefined,
): readonly ConfLine[] {
  if (like === undefined || like.start + like.end < text.length / 2) {
    return readConfLines(text, start);
  }
  const old = like.reading.lines;
  let oldAt = 0;
  let next = 0;
  for (let end = 0; next < old.length; next += 1) {
    end += old[next]?.text.length ?? 0;
    if (end >= like.start) break;
    oldAt = end;
  }
  const lines = old.slice(0, next);
  let at = oldAt;
  let depth = lines.at(-1)?.depth ?? start.depth;
  const shift = text.length - like.reading.text.length;
  while (at < text.length) {
    while (oldAt + shift < at && next < old.length) {
      oldAt += old[next]?.text.length ?? 0;
      next += 1;
    }
    const isInStep = oldAt + shift === at && (old[next - 1]?.depth ?? start.depth) === depth;
    if (isInStep && at >= text.length - like.end && lines.length > 0 && next > 0) {
      return lines.concat(old.slice(next));
    }
    const raw = apart(text.slice(at, endOfLine(text, at)));
    const line = readConfLine(raw, depth, start.isFirstFile && lines.length === 0);
    lines.push(line);
    depth = line.depth;
    at += raw.length;
  }
  return lines;
}

/** A copy that does not keep the whole text in memory, as a slice of it would. */
function apart(text: string): string {
  return ` ${text}`.slice(1);
}
