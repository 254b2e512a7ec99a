import { commonEnds } from '../lib/common-ends.ts';
import type { ConfLine } from './conf-line.ts';
import type { ConfSetting } from './conf-section.ts';
import { putInFront } from './recent.ts';

/** A header and the lines up to the next; in the first block of a file what stands above any header. */
export type ConfBlock = {
  /** How many lines. */
  readonly count: number;
  /** All that the section says, where it inherits nothing and its lines do nothing else; else undefined. */
  readonly settings: readonly ConfSetting[] | undefined;
};

type Known = { readonly lines: readonly ConfLine[]; readonly blocks: readonly ConfBlock[] };

/** Fewer are looked through faster than compared. */
const fewLines = 2000;

/** Today's file and the one planned, of two files. */
const maxKnown = 4;

/** The blocks of the last long files, newest first; they follow from the lines alone. */
const recent: Known[] = [];

/** The blocks of a file in order. Where lines are the very same as in a file read before, so are the blocks. */
export function blocksOf(lines: readonly ConfLine[]): readonly ConfBlock[] {
  if (lines.length < fewLines) return readBlocks(lines, 0, lines.length);
  const same = recent.find((known) => known.lines === lines);
  const known = same ?? { lines, blocks: readLike(lines, recent) };
  putInFront(recent, known, maxKnown);
  return known.blocks;
}

function readLike(lines: readonly ConfLine[], known: readonly Known[]): readonly ConfBlock[] {
  const [like] = known
    .map((old) => ({ old, same: commonEnds(old.lines, lines) }))
    .toSorted((a, b) => b.same.start + b.same.end - a.same.start - a.same.end);
  if (like === undefined) return readBlocks(lines, 0, lines.length);
  const { blocks: old, lines: oldLines } = like.old;
  let first = 0;
  let from = 0;
  // The next header must be the same too: it is what ends a block.
  while (first < old.length && from + countOf(old[first]) < like.same.start) {
    from += countOf(old[first]);
    first += 1;
  }
  let last = old.length;
  let to = oldLines.length;
  while (last > first + 1 && to - countOf(old[last - 1]) >= oldLines.length - like.same.end) {
    last -= 1;
    to -= countOf(old[last]);
  }
  const shift = lines.length - oldLines.length;
  return [...old.slice(0, first), ...readBlocks(lines, from, to + shift), ...old.slice(last)];
}

function countOf(block: ConfBlock | undefined): number {
  return block?.count ?? 0;
}

function readBlocks(lines: readonly ConfLine[], from: number, to: number): readonly ConfBlock[] {
  const blocks: ConfBlock[] = [];
  let start = from;
  for (let at = from + 1; at <= to; at += 1) {
    if (at < to && lines[at]?.statement?.type !== 'section') continue;
    blocks.push({ count: at - start, settings: plainSettings(lines, start, at) });
    start = at;
  }
  return blocks;
}

function plainSettings(
  lines: readonly ConfLine[],
  from: number,
  to: number,
): readonly ConfSetting[] | undefined {
  const header = lines[from]?.statement;
  if (header?.type !== 'section' || header.options.length > 0) return undefined;
  if (header.name !== header.fullName) return undefined;
  const settings: ConfSetting[] = [];
  for (let at = from + 1; at < to; at += 1) {
    const statement = lines[at]?.statement;
    if (statement === undefined) continue;
    if (statement.type !== 'setting' || statement.operator === '+=') return undefined;
    settings.push(statement);
  }
  return settings;
}
