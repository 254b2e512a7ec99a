import { readConfStatement, stripBlanks, type ConfStatement } from './conf-statement.ts';

/** One line as Asterisk reads it: one `fgets`, and with an over-long line the rest that it skips. */
export type ConfLine = {
  /** Exactly what the file holds, line ending included, as latin1. */
  readonly text: string;
  /** What Asterisk takes the line for; undefined for a blank line or a comment. */
  readonly statement: ConfStatement | undefined;
  /** How many block comments are open after it. */
  readonly depth: number;
  /** False when a block comment touches it, or a NUL, or it is too long: such lines are never edited. */
  readonly isPlain: boolean;
};

/** Where a reading begins: Asterisk carries open comments and the line count over from file to file of one glob. */
export type ReadingState = { readonly depth: number; readonly isFirstFile: boolean };

/** Asterisk's `buf[8192]`: a longer line is skipped with a warning (main/config.c, 22.10.1). */
const bufferBytes = 8191;
/** MAX_NESTED_COMMENTS of main/config.c: one more and Asterisk's reader never returns. */
const deepestComment = 128;
const utf8Bom = '\xef\xbb\xbf';

/** Splits a file into Asterisk's lines and reads each. Linear in the length of the text; never throws. */
export function readConfLines(
  text: string,
  start: ReadingState = { depth: 0, isFirstFile: true },
): readonly ConfLine[] {
  const lines: ConfLine[] = [];
  // Most lines of a long file stand in it often; outside of comments the same text is the same line.
  const known = new Map<string, ConfLine>();
  let { depth } = start;
  for (let at = 0; at < text.length;) {
    const isFirst = lines.length === 0 && start.isFirstFile;
    const raw = text.slice(at, endOfLine(text, at));
    const line = (depth === 0 ? known.get(raw) : undefined) ?? readConfLine(raw, depth, isFirst);
    if (depth === 0 && !isFirst) known.set(raw, line);
    lines.push(line);
    depth = line.depth;
    at += raw.length;
  }
  return lines;
}

/** Where the line that begins at `at` ends: after its newline, or where Asterisk's reading ends it. */
export function endOfLine(text: string, at: number): number {
  const end = endOfRead(text, at);
  return isFullBuffer(text, at, end) ? endOfSkipped(text, end) : end;
}

/** Reads what lies between `at` and its `endOfLine`. `depth`: block comments open before it. */
export function readConfLine(raw: string, depth: number, isFirst: boolean): ConfLine {
  const isTooLong = isFullBuffer(raw, 0, endOfRead(raw, 0));
  return isTooLong ? tooLong(raw, depth) : readLine(raw, depth, isFirst);
}

/** Where the remark of a plain line begins (its `;`), or the length of the line. */
export function remarkStart(text: string): number {
  for (let at = text.indexOf(';'); at !== -1; at = text.indexOf(';', at + 1)) {
    if (at === 0 || text[at - 1] !== '\\') return at;
  }
  return text.length;
}

function endOfRead(text: string, at: number): number {
  const chunk = text.slice(at, at + bufferBytes);
  const newline = chunk.indexOf('\n');
  return at + (newline === -1 ? chunk.length : newline + 1);
}

function isFullBuffer(text: string, at: number, end: number): boolean {
  if (end - at !== bufferBytes || text[end - 1] === '\n') return false;
  return !text.slice(at, end).includes('\0');
}

function endOfSkipped(text: string, at: number): number {
  let from = at;
  while (from < text.length) {
    const end = endOfRead(text, from);
    if (!isFullBuffer(text, from, end)) return end;
    from = end;
  }
  return from;
}

function tooLong(text: string, depth: number): ConfLine {
  const statement = { type: 'broken', code: 'line-too-long', isFatal: false } as const;
  return { text, statement, depth, isPlain: false };
}

function readLine(text: string, depth: number, isFirst: boolean): ConfLine {
  const nul = text.indexOf('\0');
  const seen = nul === -1 ? text : text.slice(0, nul);
  const read = isFirst && seen.startsWith(utf8Bom) ? seen.slice(utf8Bom.length) : seen;
  if (depth === 0 && !read.includes(';')) {
    return { text, statement: readConfStatement(stripBlanks(read)), depth, isPlain: nul === -1 };
  }
  const { code, isBroken, ...after } = withoutComments(read, depth);
  const statement = isBroken
    ? ({ type: 'broken', code: 'comment-markers', isFatal: true } as const)
    : readConfStatement(stripBlanks(code));
  return { text, statement, depth: after.depth, isPlain: nul === -1 && after.isPlain };
}

/**
 * Cuts the comments out of a line as main/config.c does: `\;` is a semicolon, `;--` (not `;---`)
 * opens a block comment, `--;` closes one, any other `;` ends the line.
 */
function withoutComments(
  read: string,
  startDepth: number,
): { code: string; depth: number; isPlain: boolean; isBroken: boolean } {
  let depth = startDepth;
  let isPlain = startDepth === 0;
  let code = '';
  let from = 0;
  for (let at = read.indexOf(';'); at !== -1; at = read.indexOf(';', from)) {
    if (at > from && read[at - 1] === '\\') {
      if (depth === 0) code += `${read.slice(from, at - 1)};`;
      from = at + 1;
    } else if (read.startsWith('--', at + 1) && read[at + 3] !== '-') {
      if (depth === deepestComment) return { code: '', depth, isPlain: false, isBroken: true };
      if (depth === 0) code += read.slice(from, at);
      isPlain = false;
      depth += 1;
      from = at + 3;
    } else if (at >= from + 2 && read.startsWith('--', at - 2)) {
      // One `--;` too many makes the count negative: Asterisk then hides all that follows.
      if (depth === 0) return { code: '', depth, isPlain: false, isBroken: true };
      depth -= 1;
      from = at + 1;
    } else if (depth === 0) {
      return { code: code + read.slice(from, at), depth, isPlain, isBroken: false };
    } else {
      from = at + 1;
    }
  }
  if (depth === 0) code += read.slice(from);
  return { code, depth, isPlain, isBroken: false };
}
