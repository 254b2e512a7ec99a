import { Conflict } from '../lib/error.ts';
import {
  foldName,
  requireSection,
  type ConfDocument,
  type ConfSection,
  type SectionChoice,
} from './conf-section.ts';

export type SectionSpan = {
  readonly section: ConfSection;
  /** Index of its header line. */
  readonly header: number;
  /** Index after its last setting. */
  readonly end: number;
};

/** The lines from a section's header to its last setting. Throws NotFound, or Conflict when it includes a file. */
export function findSectionSpan(document: ConfDocument, choice: SectionChoice): SectionSpan {
  const { lines } = document;
  const section = requireSection(document, choice);
  const header = section.line - 1;
  let next = section.line;
  while (next < lines.length && lines[next]?.statement?.type !== 'section') next += 1;
  const body = lines.slice(header, next);
  const last = body.findLastIndex(
    ({ statement }) => statement !== undefined && statement.type !== 'directive',
  );
  const included = body.findIndex(({ statement }) => statement?.type === 'directive');
  if (included !== -1 && included < last) {
    const line = header + included + 1;
    throw new Conflict(`Section [${section.name}] includes a file in line ${line}.`, {
      details: { line },
    });
  }
  return { section, header, end: header + last + 1 };
}

/** Nothing in the file inherits from the section or adds to it: Asterisk would refuse the whole file without it. */
export function requireUnused({ lines }: ConfDocument, section: ConfSection): void {
  const name = foldName(section.name);
  const user = lines.findIndex(({ statement }, index) => {
    if (statement?.type !== 'section' || statement.options.length === 0) return false;
    if (index === section.line - 1) return false;
    const adds = statement.options.some((option) => option.startsWith('+'));
    const inherits = statement.options.some((option) => foldName(option) === name);
    return inherits || (adds && foldName(statement.name) === name);
  });
  if (user === -1) return;
  throw new Conflict(`Section [${section.name}] is still used in line ${user + 1}.`, {
    details: { line: user + 1 },
  });
}
