import { diffArrays } from 'diff';
import { commonEnd, commonEnds, commonStart } from '../lib/common-ends.ts';
import { anchorsOf } from './line-anchors.ts';

/** One changed place: `removed` lines of the old text from `oldStart`, replaced by `added`. 0-based. */
export type Hunk = {
  readonly oldStart: number;
  readonly newStart: number;
  readonly removed: readonly string[];
  readonly added: readonly string[];
};

/** Lines with their endings, so that joining them gives the text back. */
export function splitLines(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/**
 * The search grows with the square of the changes, and nothing else runs meanwhile: two texts that
 * differ in more lines than this are compared piece by piece, between lines that stand once in each.
 * 2,000 take about 0.1 s.
 */
const maxEditLength = 2000;

/** The changed places between two texts, in order. */
export function diffLines(before: string, after: string): readonly Hunk[] {
  // Most edits touch one place of a long file: only the lines there are looked at one by one.
  const start = before.slice(0, commonStart(before, after)).lastIndexOf('\n') + 1;
  const same = before.slice(before.length - commonEnd(before, after, start));
  const kept = same.includes('\n') ? same.length - same.indexOf('\n') - 1 : 0;
  const above = countLines(before, start);
  const hunks = diffLineArrays(
    splitLines(before.slice(start, before.length - kept)),
    splitLines(after.slice(start, after.length - kept)),
  );
  return hunks.map((hunk) => moved(hunk, above, above));
}

function countLines(text: string, end: number): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at !== -1 && at < end; at = text.indexOf('\n', at + 1)) {
    count += 1;
  }
  return count;
}

function diffLineArrays(before: readonly string[], after: readonly string[]): readonly Hunk[] {
  const same = commonEnds(before, after);
  const changed = {
    removed: before.slice(same.start, before.length - same.end),
    added: after.slice(same.start, after.length - same.end),
  };
  const isLong = Math.abs(changed.removed.length - changed.added.length) > maxEditLength;
  const parts = isLong ? undefined : diffArrays(changed.removed, changed.added, { maxEditLength });
  if (!parts) return diffPieces(changed).map((hunk) => moved(hunk, same.start, same.start));
  const hunks: Hunk[] = [];
  let oldAt = same.start;
  let newAt = same.start;
  let open: { oldStart: number; newStart: number; removed: string[]; added: string[] } | undefined;
  for (const part of parts) {
    if (!part.added && !part.removed) {
      if (open) hunks.push(open);
      open = undefined;
      oldAt += part.value.length;
      newAt += part.value.length;
      continue;
    }
    open ??= { oldStart: oldAt, newStart: newAt, removed: [], added: [] };
    if (part.removed) {
      open.removed.push(...part.value);
      oldAt += part.value.length;
    } else {
      open.added.push(...part.value);
      newAt += part.value.length;
    }
  }
  if (open) hunks.push(open);
  return hunks;
}

/** Without a line to cut at, it is one change from top to bottom. */
function diffPieces({
  removed,
  added,
}: {
  readonly removed: readonly string[];
  readonly added: readonly string[];
}): readonly Hunk[] {
  const anchors = anchorsOf(removed, added);
  if (anchors.length === 0) return [{ oldStart: 0, newStart: 0, removed, added }];
  const hunks: Hunk[] = [];
  let oldAt = 0;
  let newAt = 0;
  for (const end of [...anchors, { oldAt: removed.length, newAt: added.length }]) {
    const piece = diffLineArrays(removed.slice(oldAt, end.oldAt), added.slice(newAt, end.newAt));
    for (const hunk of piece) hunks.push(moved(hunk, oldAt, newAt));
    oldAt = end.oldAt + 1;
    newAt = end.newAt + 1;
  }
  return hunks;
}

function moved(hunk: Hunk, oldBy: number, newBy: number): Hunk {
  return { ...hunk, oldStart: hunk.oldStart + oldBy, newStart: hunk.newStart + newBy };
}

/**
 * Today's text with the change `before → after` taken back, whatever else was edited since.
 * A place is undone only where the lines it added still stand, together if they replaced others; or,
 * where it only removed lines, where a neighbour still stands; otherwise the answer is undefined: a
 * person must decide. Lines that came between added ones stay: look at what they say then.
 */
export function revertChange(before: string, after: string, today: string): string | undefined {
  const afterLines = splitLines(after);
  const todayLines = [...splitLines(today)];
  const standsAt = keptLines(afterLines, todayLines);
  for (const hunk of [...diffLines(before, after)].reverse()) {
    const start = placeOf(hunk, afterLines, todayLines, standsAt);
    if (start === undefined) {
      const places = placesOf(hunk, standsAt);
      if (places === undefined) return undefined;
      for (const place of places.toReversed()) todayLines.splice(place, 1);
      continue;
    }
    todayLines.splice(start, hunk.added.length, ...hunk.removed);
  }
  return todayLines.join('');
}

/** For each line of `from` its place in `to`, or undefined where it is gone. */
function keptLines(
  from: readonly string[],
  to: readonly string[],
): readonly (number | undefined)[] {
  const places: (number | undefined)[] = from.map(() => undefined);
  let oldAt = 0;
  let newAt = 0;
  const keepUntil = (end: number) => {
    while (oldAt < end) {
      places[oldAt] = newAt;
      oldAt += 1;
      newAt += 1;
    }
  };
  for (const hunk of diffLineArrays(from, to)) {
    keepUntil(hunk.oldStart);
    oldAt += hunk.removed.length;
    newAt += hunk.added.length;
  }
  keepUntil(from.length);
  return places;
}

/** Where lines that were only added stand now, though others came between them; undefined when one is gone. */
function placesOf(
  { newStart, added, removed }: Hunk,
  standsAt: readonly (number | undefined)[],
): readonly number[] | undefined {
  if (removed.length > 0 || added.length === 0) return undefined;
  const places = standsAt.slice(newStart, newStart + added.length);
  const found = places.filter((place) => place !== undefined);
  return found.length === places.length ? found : undefined;
}

function placeOf(
  hunk: Hunk,
  afterLines: readonly string[],
  todayLines: readonly string[],
  standsAt: readonly (number | undefined)[],
): number | undefined {
  const first = hunk.newStart;
  const last = hunk.newStart + hunk.added.length;
  const placeAbove = first === 0 ? -1 : standsAt[first - 1];
  const placeBelow = last === afterLines.length ? todayLines.length : standsAt[last];
  for (let line = first; line < last; line += 1) {
    if (standsAt[line] === undefined || standsAt[line] !== (standsAt[first] ?? 0) + line - first) {
      return undefined;
    }
  }
  if (hunk.added.length > 0) return standsAt[first];
  if (placeAbove === undefined && placeBelow === undefined) return undefined;
  // Only removed lines: they go back between their neighbours, which must not have drifted apart,
  // except at the ends of the file, where something was added beyond.
  const isInside = first > 0 && last < afterLines.length;
  const areApart =
    placeAbove !== undefined && placeBelow !== undefined && placeBelow !== placeAbove + 1;
  if (isInside && areApart) return undefined;
  return first === 0 || placeAbove === undefined ? placeBelow : placeAbove + 1;
}
