import { NotFound } from '../lib/error.ts';
import { readConfLines, type ConfLine } from './conf-line.ts';
import {
  foldName,
  labelOf,
  sectionsOf,
  type ConfDocument,
  type ConfSection,
  type SectionChoice,
} from './conf-section.ts';
import { requireBetweenSections } from './conf-section-edit.ts';
import { findSectionSpan, requireUnused } from './conf-section-span.ts';
import { spliceLines } from './conf-splice.ts';

/** Stands before each line of a section that is switched off; a plain `;` is a person's own comment. */
const mark = ';~';

/** Switches a section off: every line of it becomes a comment. Throws as `removeSection`. */
export function commentOutSection(document: ConfDocument, choice: SectionChoice): ConfDocument {
  const { section, header, end } = findSectionSpan(document, choice);
  requireUnused(document, section);
  const insert = document.lines.slice(header, end).map((line) => mark + withoutEnding(line.text));
  return spliceLines(document, { at: header, remove: end - header, insert });
}

/** Switches a section on again. Throws NotFound when `commentOutSection` left none of that name and type. */
export function uncommentSection(document: ConfDocument, choice: SectionChoice): ConfDocument {
  const { lines } = document;
  for (let at = 0; at < lines.length; at += 1) {
    if (!isMarked(lines[at])) continue;
    const texts = markedSection(lines, at);
    if (!isChosen(texts, choice)) continue;
    requireBetweenSections(lines, at + texts.length);
    return spliceLines(document, { at, remove: texts.length, insert: texts });
  }
  throw new NotFound(`There is no switched-off section ${labelOf(choice)}.`);
}

/** What `commentOutSection` left, as the sections they were, in file order; lines are those of the document. */
export function switchedOffSections({ lines }: ConfDocument): readonly ConfSection[] {
  const found: ConfSection[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    if (!isMarked(lines[at])) continue;
    const texts = markedSection(lines, at);
    const [section] = sectionsOf({ lines: readConfLines(texts.join('\n')) });
    if (section) found.push(movedDown(section, at));
    at += Math.max(0, texts.length - 1);
  }
  return found;
}

function movedDown(section: ConfSection, by: number): ConfSection {
  const settings = section.settings.map((setting) => ({ ...setting, line: setting.line + by }));
  return { ...section, line: section.line + by, settings };
}

/** The marked lines from `at` to the next header among them, mark and ending taken off. */
function markedSection(lines: readonly ConfLine[], at: number): readonly string[] {
  const texts: string[] = [];
  for (let next = at; isMarked(lines[next]); next += 1) {
    const text = withoutEnding(lines[next]?.text ?? '').slice(mark.length);
    if (next > at && text.startsWith('[')) break;
    texts.push(text);
  }
  return texts;
}

function isChosen(texts: readonly string[], choice: SectionChoice): boolean {
  const [section] = sectionsOf({ lines: readConfLines(texts.join('\n')) });
  const type = section?.settings.find(({ key }) => foldName(key) === 'type')?.value;
  return section?.name === choice.name && (choice.type === undefined || type === choice.type);
}

function isMarked(line: ConfLine | undefined): boolean {
  return line?.isPlain === true && line.text.startsWith(mark);
}

function withoutEnding(text: string): string {
  return text.replace(/\r?\n$/, '');
}
