import {
  addSections,
  encodeConfText,
  sectionPlaces,
  switchedOffSections,
  type ConfDocument,
  type SectionPlace,
} from '../files/conf-document.ts';
import type { ConfLine } from '../files/conf-line.ts';
import type { SectionText } from './extension.ts';

/** What our file begins with. */
export const managedHeader = '; Navbatchi: extensions in number order. Edits by hand are kept.\n';

/** Writes the sections of an extension at their place in number order. */
export function insertExtension(
  document: ConfDocument,
  number: string,
  sections: readonly SectionText[],
): ConfDocument {
  return insertExtensions(document, [{ number, sections }]);
}

/** The same for many, in any order, at the cost of one. */
export function insertExtensions(
  document: ConfDocument,
  extensions: readonly {
    readonly number: string;
    readonly sections: readonly SectionText[];
  }[],
): ConfDocument {
  const existing = placesOf(document);
  let next = 0;
  return addSections(
    document,
    extensions
      .toSorted((a, b) => Number(a.number) - Number(b.number))
      .flatMap(({ number, sections }) => {
        while (next < existing.length && !isAbove(existing[next], number)) next += 1;
        const after = lineBefore(document, existing, next);
        return sections.map(({ name, settings, comment }) => ({
          name,
          ...(comment !== undefined && { comment: encodeConfText(comment) }),
          settings: settings.map(([key, value]) => [key, encodeConfText(value)] as const),
          ...(after !== undefined && { after }),
        }));
      }),
  );
}

/** Of all sections, those that are switched off too, in file order. */
function placesOf(document: ConfDocument): readonly SectionPlace[] {
  const switchedOff = switchedOffSections(document).map(({ name, line, settings }) => {
    return { name, line, last: settings.at(-1)?.line ?? line };
  });
  return [...sectionPlaces(document), ...switchedOff].toSorted((a, b) => a.line - b.line);
}

function isAbove(section: SectionPlace | undefined, number: string): boolean {
  return section !== undefined && Number.parseInt(section.name, 10) > Number(number);
}

/**
 * The line after which to write what belongs before section `next`; undefined is the end of the file.
 * Comments that touch a section stay with it: those above its header, those below its settings.
 */
function lineBefore(
  { lines }: ConfDocument,
  sections: readonly SectionPlace[],
  next: number,
): number | undefined {
  const [previous, following] = [sections[next - 1], sections[next]];
  if (following === undefined) return undefined;
  const top = previous?.last ?? 0;
  let above = following.line - 1;
  while (above > top && isComment(lines[above - 1])) above -= 1;
  // What the file begins with is about the file.
  if (!previous) return above === 0 ? following.line - 1 : above;
  let below = top;
  while (below < above && isComment(lines[below])) below += 1;
  return below;
}

/** A person's own, not what we switched off. */
function isComment(line: ConfLine | undefined): boolean {
  const text = line?.text.trimStart() ?? '';
  return line?.isPlain === true && text.startsWith(';') && !text.startsWith(';~');
}
