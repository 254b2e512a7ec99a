import { Conflict, InvalidInput } from '../lib/error.ts';
import { stripBlanks } from './conf-statement.ts';
import { sectionsOf, type ConfDocument, type SectionChoice } from './conf-section.ts';
import { findSectionSpan, requireUnused } from './conf-section-span.ts';
import { readConfLines, type ConfLine } from './conf-line.ts';
import { spliceLines } from './conf-splice.ts';
import {
  requireWritableComment,
  requireWritableKey,
  requireWritableName,
  requireWritableValue,
} from './conf-value.ts';

export type NewSection = {
  readonly name: string;
  /** `[name](a,b)`; they must stand above it, here or in a file read before. */
  readonly parents?: readonly string[];
  /** In this order; a key may come more than once. */
  readonly settings: readonly (readonly [key: string, value: string])[];
  /** Insert after this line (1-based); without it at the end of the file. */
  readonly after?: number;
  /** Printed above the section, one `; ` a line. */
  readonly comment?: string;
};

/**
 * Writes a new section, a blank line around it. Throws InvalidInput for what Asterisk would not read
 * back exactly, Conflict where the place is inside another section or a block comment.
 */
export function addSection(document: ConfDocument, section: NewSection): ConfDocument {
  return addSections(document, [section]);
}

/**
 * Writes many at the cost of one: `after` is a line of the document as given, and those for the same
 * place follow each other as listed. Throws as `addSection`.
 */
export function addSections(document: ConfDocument, sections: readonly NewSection[]): ConfDocument {
  const { lines } = document;
  const places = [...Map.groupBy(sections, ({ after }) => after ?? lines.length)];
  return spliceLines(
    document,
    ...places
      .toSorted(([one], [other]) => one - other)
      .map(([at, together]) => ({ at, remove: 0, insert: printSections(lines, at, together) })),
  );
}

function printSections(
  lines: readonly ConfLine[],
  at: number,
  sections: readonly NewSection[],
): readonly string[] {
  if (at < 0 || at > lines.length) throw new InvalidInput(`There is no line ${at} in the file.`);
  requireBetweenSections(lines, at);
  const [previous, next] = [lines[at - 1], lines[at]];
  const printed = sections.flatMap((section, index) => {
    const own = printSection(section);
    requireReading(own, section);
    return index === 0 ? own : ['', ...own];
  });
  return [
    ...(previous === undefined || isBlank(previous) ? [] : ['']),
    ...printed,
    ...(next === undefined || isBlank(next) ? [] : ['']),
  ];
}

/**
 * Takes a section away with the comment lines directly above it and one blank line around it.
 * Throws NotFound, or Conflict when others build on it or it is not safe to edit.
 */
export function removeSection(document: ConfDocument, choice: SectionChoice): ConfDocument {
  const span = findSectionSpan(document, choice);
  requireUnused(document, span.section);
  const { lines } = document;
  let start = span.header;
  while (isAttachedComment(lines[start - 1])) start -= 1;
  let end = span.end;
  if (isBlank(lines[end])) end += 1;
  else if (end === lines.length && isBlank(lines[start - 1])) start -= 1;
  return spliceLines(document, { at: start, remove: end - start, insert: [] });
}

/** A new section must not come between another section and its settings. */
export function requireBetweenSections(lines: readonly ConfLine[], at: number): void {
  let next = at;
  while (next < lines.length && lines[next]?.statement === undefined) next += 1;
  const statement = lines[next]?.statement;
  if (statement === undefined || statement.type === 'section') return;
  throw new Conflict(`After line ${at} more of the same section follows.`, { details: { at } });
}

function printSection({ name, parents = [], settings, comment }: NewSection): readonly string[] {
  requireWritableName(name);
  parents.forEach(requireWritableName);
  if (comment !== undefined) requireWritableComment(comment);
  for (const [key, value] of settings) {
    requireWritableKey(key);
    requireWritableValue(value);
  }
  return [
    ...(comment?.split('\n').map((line) => `; ${line}`.trimEnd()) ?? []),
    parents.length === 0 ? `[${name}]` : `[${name}](${parents.join(',')})`,
    ...settings.map(([key, value]) => `${key} = ${value}`.trimEnd()),
  ];
}

/** The proof: the printed lines say exactly what was asked for. */
function requireReading(printed: readonly string[], asked: NewSection): void {
  const lines = readConfLines(printed.join('\n'));
  const [read, ...others] = sectionsOf({ lines });
  const settings = read?.settings.map(({ key, value, operator }) => [key, value, operator]);
  const expected = asked.settings.map(([key, value]) => [key, value, '=']);
  const isExact =
    others.length === 0 &&
    read?.name === asked.name &&
    JSON.stringify(read.parents) === JSON.stringify(asked.parents ?? []) &&
    JSON.stringify(settings) === JSON.stringify(expected);
  if (!isExact) throw new InvalidInput('The section would not be read back as it was given.');
}

function isBlank(line: ConfLine | undefined): boolean {
  return line?.isPlain === true && stripBlanks(line.text) === '';
}

function isAttachedComment(line: ConfLine | undefined): boolean {
  const isComment = line?.isPlain === true && line.statement === undefined && !isBlank(line);
  return isComment && !line.text.startsWith(';~');
}
