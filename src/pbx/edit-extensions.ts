import { sectionsOf, switchedOffSections, type ConfDocument } from '../files/conf-document.ts';

type Edit = {
  readonly number: string;
  /** Of `edit-extension.ts`: touches this extension's own lines only, and takes none away. */
  readonly edit: (document: ConfDocument) => ConfDocument;
};

/**
 * Edits many extensions of our file at about the cost of one: each within its own lines, where they
 * stand together and nothing else in the file can change what they say. Throws as the edits do.
 */
export function editExtensions(document: ConfDocument, edits: readonly Edit[]): ConfDocument {
  const places = isSimple(document) ? placesOf(document) : new Map<string, Place>();
  const near = edits.filter(({ number }) => places.has(number));
  const far = edits.filter(({ number }) => !places.has(number));
  const editsOf = Map.groupBy(near, ({ number }) => number);

  let at = 0;
  const lines = [...editsOf]
    .flatMap(([number, own]) => ({ own, place: places.get(number) ?? { start: 0, end: 0 } }))
    .toSorted((one, other) => one.place.start - other.place.start)
    .flatMap(({ own, place }) => {
      const between = document.lines.slice(at, place.start);
      const part = { lines: document.lines.slice(place.start, place.end) };
      at = place.end;
      return [...between, ...applyAll(part, own).lines];
    });
  return applyAll({ lines: [...lines, ...document.lines.slice(at)] }, far);
}

function applyAll(document: ConfDocument, edits: readonly Edit[]): ConfDocument {
  return edits.reduce((next, { edit }) => edit(next), document);
}

/** No block comments, and no section that another could inherit from or add to. */
function isSimple(document: ConfDocument): boolean {
  return (
    document.lines.every(({ isPlain }) => isPlain) &&
    sectionsOf(document).every(
      ({ isTemplate, isAddition, parents }) => !isTemplate && !isAddition && parents.length === 0,
    )
  );
}

/** Indices of lines; `end` is the first one behind. */
type Place = { readonly start: number; readonly end: number };

/** Where the sections of each number stand, if they stand together. */
function placesOf(document: ConfDocument): ReadonlyMap<string, Place> {
  const headers = [...sectionsOf(document), ...switchedOffSections(document)]
    .map(({ name, line }) => ({ number: name.replace(/-auth$/, ''), start: line - 1 }))
    .toSorted((one, other) => one.start - other.start);
  const first = headers.filter(({ number }, at) => headers[at - 1]?.number !== number);
  const runs = Map.groupBy(
    first.map(({ number, start }, at) => ({
      number,
      start,
      end: first[at + 1]?.start ?? document.lines.length,
    })),
    ({ number }) => number,
  );
  return new Map(
    [...runs].flatMap(([number, [run, ...others]]) =>
      run && others.length === 0 ? [[number, run] as const] : [],
    ),
  );
}
