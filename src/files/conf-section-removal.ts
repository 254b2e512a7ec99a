import { remarkStart, type ConfLine } from './conf-line.ts';
import { stripBlanks } from './conf-statement.ts';
import type { ConfDocument } from './conf-section.ts';
import { spliceLines } from './conf-splice.ts';

/** The lines of a section that may go, the comment lines directly above it among them. */
export type RemovableSection = {
  readonly name: string;
  /** 1-based, of its header. */
  readonly line: number;
  /** Index of the first line, and after the last. */
  readonly start: number;
  readonly end: number;
  /** What people wrote above it, in it and behind its settings, without `;`, bytes as latin1. */
  readonly comments: readonly string[];
};

/** A longer comment above a section is about the file, not about the section. */
const longestAbove = 600;

/**
 * The section whose header stands at a line (1-based). Undefined when it is not safe to take away by
 * program: it includes a file, or a block comment touches it. Whether others build on it is not asked.
 */
export function findRemovable({ lines }: ConfDocument, line: number): RemovableSection | undefined {
  const header = line - 1;
  const statement = lines[header]?.statement;
  if (statement?.type !== 'section') return undefined;
  let next = line;
  while (next < lines.length && lines[next]?.statement?.type !== 'section') next += 1;
  const body = lines.slice(header, next);
  const last = body.findLastIndex(
    ({ statement }) => statement !== undefined && statement.type !== 'directive',
  );
  const start = startOf(lines, header);
  const end = header + last + 1;
  const touched = lines.slice(start, end);
  const isSafe =
    (lines[start - 1]?.depth ?? 0) === 0 &&
    touched.every((one) => one.isPlain && one.statement?.type !== 'directive');
  if (!isSafe) return undefined;
  return { name: statement.name, line, start, end, comments: touched.flatMap(commentOf) };
}

/** Takes them all away, at the cost of one, with one blank line around each. Throws as `spliceLines`. */
export function removeAll(
  document: ConfDocument,
  sections: readonly RemovableSection[],
): ConfDocument {
  const { lines } = document;
  let taken = 0;
  const splices = sections
    .toSorted((one, other) => one.start - other.start)
    .map(({ start, end }) => {
      const hasBlankBehind = isBlank(lines[end]);
      const isLast = end === lines.length && isBlank(lines[start - 1]);
      const from = Math.max(taken, isLast ? start - 1 : start);
      taken = hasBlankBehind ? end + 1 : end;
      return { at: from, remove: taken - from, insert: [] };
    });
  return spliceLines(document, ...splices);
}

function startOf(lines: readonly ConfLine[], header: number): number {
  let start = header;
  let length = 0;
  while (isComment(lines[start - 1])) {
    start -= 1;
    length += lines[start]?.text.length ?? 0;
  }
  return length > longestAbove ? header : start;
}

function isComment(line: ConfLine | undefined): boolean {
  const hasText = line?.isPlain === true && line.statement === undefined && !isBlank(line);
  return hasText && !line.text.startsWith(';~');
}

function isBlank(line: ConfLine | undefined): boolean {
  return line?.isPlain === true && stripBlanks(line.text) === '';
}

function commentOf({ text }: ConfLine): readonly string[] {
  const comment = text.slice(remarkStart(text)).replace(/^;+/, '').trim();
  return comment === '' ? [] : [comment];
}
