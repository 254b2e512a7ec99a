import {
  addSection,
  encodeConfText,
  sectionsOf,
  type ConfDocument,
} from '../files/conf-document.ts';
import type { SectionText } from './extension.ts';

/** What our file begins with. */
export const managedHeader = '; Navbatchi: extensions in number order. Edits by hand are kept.\n';

/** Writes the sections of an extension at their place in number order. */
export function insertExtension(
  document: ConfDocument,
  number: string,
  sections: readonly SectionText[],
): ConfDocument {
  let edited = document;
  let after = placeFor(document, Number(number));
  for (const { name, settings } of sections) {
    const before = edited.lines.length;
    edited = addSection(edited, {
      name,
      settings: settings.map(([key, value]) => [key, encodeConfText(value)] as const),
      ...(after !== undefined && { after }),
    });
    if (after !== undefined) after += edited.lines.length - before;
  }
  return edited;
}

/** The line after which the sections of a number belong; undefined is the end of the file. */
function placeFor(document: ConfDocument, number: number): number | undefined {
  const sections = sectionsOf(document);
  const next = sections.findIndex((section) => Number.parseInt(section.name, 10) > number);
  if (next === -1) return undefined;
  const previous = sections[next - 1];
  if (previous) return previous.settings.at(-1)?.line ?? previous.line;
  return Math.max(0, (sections[next]?.line ?? 1) - 1);
}
