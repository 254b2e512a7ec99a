import { isDeepStrictEqual } from 'node:util';
import { Conflict, InvalidInput } from '../lib/error.ts';
import { readConfLines, type ConfLine } from './conf-line.ts';
import { rememberText, textOf } from './conf-print.ts';
import type { ConfDocument } from './conf-section.ts';

type Splice = {
  /** Index of the first line to go, or before which to insert. */
  readonly at: number;
  readonly remove: number;
  /** Whole lines without their endings; each must read as one plain line. */
  readonly insert: readonly string[];
};

/** More than this Asterisk is near to skipping the line (8191 bytes). */
const longestLine = 8000;

/**
 * Exchanges lines, and proves that all others still read as before: the place is outside every block
 * comment and a last line without an ending gets one. Several splices stand in file order, their
 * places are those of the document as given. Throws Conflict where the file is written in a way that
 * is not safe to edit, InvalidInput where the new lines would not read as lines.
 */
export function spliceLines({ lines }: ConfDocument, ...splices: readonly Splice[]): ConfDocument {
  const parts: (readonly ConfLine[])[] = [];
  const texts: string[] = [];
  const text = textOf(lines);
  let from = 0;
  let offset = 0;
  let last: ConfLine | undefined;
  for (const splice of splices) {
    const { at, remove, insert } = splice;
    requireEditable(lines, splice);
    const kept = lines.slice(from, at);
    const end = offset + lengthOf(kept);
    last = kept.at(-1) ?? last;
    const ending = lineEnding(last ?? lines[0]);
    const open = insert.length > 0 && last?.text.endsWith('\n') === false ? [last] : [];
    const ended = open.map((line) => withEnding(line, ending, at === 1));
    const fresh = readFresh(
      insert.map((line) => line + ending),
      at === 0,
    );
    parts.push(kept.slice(0, kept.length - open.length), ended, fresh);
    texts.push(text.slice(offset, end), open.length > 0 ? ending : '', joined(fresh));
    last = fresh.at(-1) ?? last;
    from = at + remove;
    offset = end + lengthOf(lines.slice(at, from));
  }
  const all = [...parts, lines.slice(from)];
  // The engine takes so many arguments at once, and copies faster so.
  const edited = all.length < 1000 ? noLines.concat(...all) : all.flat();
  rememberText(edited, texts.join('') + text.slice(offset));
  return { lines: edited };
}

const noLines: readonly ConfLine[] = [];

function joined(lines: readonly ConfLine[]): string {
  return lines.map((line) => line.text).join('');
}

function lengthOf(lines: readonly ConfLine[]): number {
  return lines.reduce((sum, line) => sum + line.text.length, 0);
}

/** One line changed within itself, its ending kept. Throws as `spliceLines`. */
export function replaceLine(document: ConfDocument, index: number, text: string): ConfDocument {
  requireEditable(document.lines, { at: index, remove: 1, insert: [text] });
  const [fresh] = readFresh([text], index === 0);
  return fresh === undefined ? document : { lines: document.lines.with(index, fresh) };
}

/** The line's own ending; a line without one ends as the house does. */
function lineEnding(line: ConfLine | undefined): '\n' | '\r\n' {
  return line?.text.endsWith('\r\n') === true ? '\r\n' : '\n';
}

/** Line `line` (1-based) cannot be edited safely. */
export function tooClever(line: number): Conflict {
  return new Conflict(
    `Line ${line} is written in a way that is not safe to edit by program (block comment, zero byte or over-long line); please edit it by hand.`,
    { details: { line } },
  );
}

function requireEditable(lines: readonly ConfLine[], { at, remove, insert }: Splice): void {
  const previous = lines[at - 1];
  if (previous !== undefined && previous.depth > 0) throw tooClever(at);
  const isCutApart = previous?.text.endsWith('\n') === false && at < lines.length;
  if (isCutApart) throw tooClever(at);
  const touched = lines.slice(at, at + remove);
  const clever = touched.findIndex((line) => !line.isPlain);
  if (clever !== -1) throw tooClever(at + clever + 1);
  // The next line would become the first, where Asterisk takes a byte order mark off.
  const next = lines[at + remove];
  const isFirst = at === 0 && insert.length === 0;
  if (isFirst && next?.text.startsWith('\xef\xbb\xbf') === true) throw tooClever(remove + 1);
}

function withEnding(line: ConfLine, ending: string, isFirst: boolean): ConfLine {
  const [ended, ...others] = readConfLines(line.text + ending, { depth: 0, isFirstFile: isFirst });
  const isSame = others.length === 0 && isDeepStrictEqual(ended?.statement, line.statement);
  if (ended === undefined || !isSame || ended.depth > 0) {
    throw new Conflict('The last line of the file cannot be ended without changing what it says.');
  }
  return ended;
}

function readFresh(texts: readonly string[], isFirst: boolean): readonly ConfLine[] {
  const fresh = readConfLines(texts.join(''), { depth: 0, isFirstFile: isFirst });
  const isWhole = fresh.length === texts.length && fresh.every((line) => line.isPlain);
  if (!isWhole || texts.some((text) => text.length > longestLine)) {
    throw new InvalidInput('What should be written would not read back as the same lines.');
  }
  return fresh;
}
