/** The same line in two texts, 0-based. */
export type Anchor = { readonly oldAt: number; readonly newAt: number };

/**
 * Lines that stand just once in each of two texts, as many as are in the same order in both: where a
 * long comparison may be cut into short ones. In Asterisk's files these are mostly section headers.
 * Source: Bram Cohen's patience diff.
 */
export function anchorsOf(before: readonly string[], after: readonly string[]): readonly Anchor[] {
  const places = placesOfUnique(after);
  const pairs: Anchor[] = [];
  for (const [line, oldAt] of placesOfUnique(before)) {
    const newAt = places.get(line);
    if (newAt !== undefined) pairs.push({ oldAt, newAt });
  }
  return longestRise(pairs);
}

/** In the order of the text. */
function placesOfUnique(lines: readonly string[]): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  const repeated = new Set<string>();
  lines.forEach((line, at) => {
    if (places.has(line)) repeated.add(line);
    else places.set(line, at);
  });
  for (const line of repeated) places.delete(line);
  return places;
}

/** The longest run of pairs whose `newAt` rises; `oldAt` does already. */
function longestRise(pairs: readonly Anchor[]): readonly Anchor[] {
  type Link = { readonly anchor: Anchor; readonly previous: Link | undefined };
  /** The lowest end of a run of each length. */
  const ends: Link[] = [];
  for (const anchor of pairs) {
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ends[middle]?.anchor.newAt ?? Infinity) < anchor.newAt) low = middle + 1;
      else high = middle;
    }
    ends[low] = { anchor, previous: ends[low - 1] };
  }
  const run: Anchor[] = [];
  for (let link = ends.at(-1); link; link = link.previous) run.push(link.anchor);
  return run.reverse();
}
