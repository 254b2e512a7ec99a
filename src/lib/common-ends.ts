/** How many characters both texts begin with. Compared in blocks, as the engine does that fastest. */
export function commonStart(a: string, b: string): number {
  const most = Math.min(a.length, b.length);
  let same = 0;
  for (let size = largestBlock; size > 0; size >>= 1) {
    while (same + size <= most && a.slice(same, same + size) === b.slice(same, same + size)) {
      same += size;
    }
  }
  return same;
}

/** How many characters both texts end with, not counting the `start` ones they begin with. */
export function commonEnd(a: string, b: string, start: number): number {
  const most = Math.min(a.length, b.length) - start;
  let same = 0;
  for (let size = largestBlock; size > 0; size >>= 1) {
    const isSame = () =>
      a.slice(a.length - same - size, a.length - same) ===
      b.slice(b.length - same - size, b.length - same);
    while (same + size <= most && isSame()) same += size;
  }
  return same;
}

const largestBlock = 65_536;

/** How many items two lists begin and end with in common, none counted twice. */
export function commonEnds(
  one: readonly unknown[],
  other: readonly unknown[],
): { readonly start: number; readonly end: number } {
  const shorter = Math.min(one.length, other.length);
  let start = 0;
  while (start < shorter && one[start] === other[start]) start += 1;
  let end = 0;
  while (end < shorter - start && one[one.length - 1 - end] === other[other.length - 1 - end]) {
    end += 1;
  }
  return { start, end };
}
