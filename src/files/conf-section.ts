import { Conflict, NotFound } from '../lib/error.ts';
import type { ConfLine } from './conf-line.ts';
import type { ConfOperator, ConfStatement } from './conf-statement.ts';

/** An Asterisk configuration file, every byte of it, read line by line as Asterisk 22 reads it. */
export type ConfDocument = { readonly lines: readonly ConfLine[] };

export type ConfSetting = {
  readonly key: string;
  /** As Asterisk reads it, bytes as latin1. */
  readonly value: string;
  readonly operator: ConfOperator;
};

/** A setting where it stands; the line is 1-based. */
export type PlacedSetting = ConfSetting & { readonly line: number };

export type ConfSection = {
  readonly name: string;
  /** 1-based. */
  readonly line: number;
  /** `(!)` */
  readonly isTemplate: boolean;
  /** `(a,b)`, in the order written. */
  readonly parents: readonly string[];
  /** `(+)`: its settings go to an earlier section of the name. */
  readonly isAddition: boolean;
  readonly settings: readonly PlacedSetting[];
};

/** A section by name and, where several share it, by its `type` (its own, or its template's in the same file). */
export type SectionChoice = { readonly name: string; readonly type?: string };

/** The sections in file order with their own settings; lines above the first section belong to none. */
export function sectionsOf(document: ConfDocument): readonly ConfSection[] {
  return findSections(document, () => true);
}

export type SectionPlace = {
  readonly name: string;
  /** 1-based: its header, and its last setting or, without any, the header again. */
  readonly line: number;
  readonly last: number;
};

/** Only where the sections stand, for those who look through thousands for a place. */
export function sectionPlaces({ lines }: ConfDocument): readonly SectionPlace[] {
  const places: { name: string; line: number; last: number }[] = [];
  let open: { last: number } | undefined;
  for (let index = 0; index < lines.length; index += 1) {
    const statement = lines[index]?.statement;
    if (statement?.type === 'section') {
      const place = { name: statement.name, line: index + 1, last: index + 1 };
      places.push(place);
      open = place;
    } else if (statement?.type === 'setting' && open) {
      open.last = index + 1;
    }
  }
  return places;
}

/** The sections of a name, additions too. In a file of 75,000 lines only these are looked into. */
export function sectionsNamed(document: ConfDocument, name: string): readonly ConfSection[] {
  const [folded, lower] = [foldName(name), name.toLowerCase()];
  return findSections(
    document,
    // The first comparison is the fast one; it alone would take \xc9 for \xe9.
    (header) => header.name.toLowerCase() === lower && foldName(header.name) === folded,
  );
}

/** The one section chosen, additions left aside. Throws NotFound, or Conflict when several fit. */
export function requireSection(document: ConfDocument, choice: SectionChoice): ConfSection {
  const fitting = sectionsNamed(document, choice.name).filter(
    (section) =>
      section.name === choice.name &&
      !section.isAddition &&
      (choice.type === undefined || typeOf(document, section) === choice.type),
  );
  const [found, ...others] = fitting;
  const label = labelOf(choice);
  if (found === undefined) throw new NotFound(`There is no section ${label} in the file.`);
  if (others.length > 0) {
    const lines = fitting.map((section) => section.line);
    throw new Conflict(
      `Section ${label} stands more than once: in lines ${found.line} and ${others[0]?.line}.`,
      { details: { lines } },
    );
  }
  return found;
}

/** Names are equal to Asterisk whatever their case (`strcasecmp`, ASCII letters only). */
export function foldName(name: string): string {
  // Called for every setting of every file: most have no capital letter.
  for (let at = 0; at < name.length; at += 1) {
    const code = name.charCodeAt(at);
    if (code >= 65 && code <= 90) {
      return name.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
    }
  }
  return name;
}

export function labelOf(choice: SectionChoice): string {
  return choice.type === undefined ? `[${choice.name}]` : `[${choice.name}] of type ${choice.type}`;
}

type Header = Extract<ConfStatement, { type: 'section' }>;

function findSections(
  { lines }: ConfDocument,
  isWanted: (header: Header) => boolean,
): readonly ConfSection[] {
  const sections: ConfSection[] = [];
  for (let index = 0; index < lines.length; index += 1) {
    const statement = lines[index]?.statement;
    if (statement?.type === 'section' && isWanted(statement)) {
      sections.push(readSection(lines, index, statement));
    }
  }
  return sections;
}

function readSection(
  lines: readonly ConfLine[],
  index: number,
  { name, options }: Header,
): ConfSection {
  return {
    name,
    line: index + 1,
    isTemplate: options.includes('!'),
    parents: options.filter((option) => option !== '!' && !option.startsWith('+')),
    isAddition: options.some((option) => option.startsWith('+')),
    settings: readSettings(lines, index + 1),
  };
}

function readSettings(lines: readonly ConfLine[], from: number): readonly PlacedSetting[] {
  const settings: PlacedSetting[] = [];
  for (let index = from; index < lines.length; index += 1) {
    const statement = lines[index]?.statement;
    if (statement?.type === 'section') break;
    if (statement?.type !== 'setting') continue;
    const { key, value, operator } = statement;
    settings.push({ key, value, line: index + 1, operator });
  }
  return settings;
}

/** Inherited settings come first, and Asterisk goes by the first `type`. */
function typeOf(document: ConfDocument, section: ConfSection): string | undefined {
  for (const parent of section.parents) {
    const base = sectionsNamed(document, parent).find(({ line }) => line < section.line);
    const inherited = base && typeOf(document, base);
    if (inherited !== undefined) return inherited;
  }
  return section.settings.find(({ key }) => foldName(key) === 'type')?.value;
}
