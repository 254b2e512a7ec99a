import type { Platform } from '../../meta/customer-event.ts';

/** Source: Send API, "less than 2000 characters"; Instagram, 1000 bytes of UTF-8. */
const limits = {
  messenger: { most: 1999, lengthOf: (text: string) => text.length },
  instagram: { most: 1000, lengthOf: (text: string) => Buffer.byteLength(text) },
} as const;

const graphemes = new Intl.Segmenter('uz', { granularity: 'grapheme' });

/**
 * A text in parts that the platform takes, cut between paragraphs, else lines, else words, else signs that
 * a reader sees as one. Nothing but white space at the cuts is lost.
 */
export function textParts(text: string, platform: Platform): readonly string[] {
  const { most, lengthOf } = limits[platform];
  const parts: string[] = [];
  let rest = text.trim();
  while (lengthOf(rest) > most) {
    const head = headOf(rest, most, lengthOf);
    const cut = cutAt(head);
    parts.push(rest.slice(0, cut).trimEnd());
    rest = rest.slice(cut).trimStart();
  }
  return [...parts, rest].filter((part) => part !== '');
}

/** As many whole signs as fit; of a single one that is longer, as many code points. */
function headOf(text: string, most: number, lengthOf: (text: string) => number): string {
  // No sign is shorter than a byte, so no more of them than `most` can fit.
  let head = '';
  let length = 0;
  for (const { segment } of graphemes.segment(text.slice(0, 4 * most))) {
    length += lengthOf(segment);
    if (length > most) break;
    head += segment;
  }
  if (head !== '') return head;
  for (const character of text) {
    if (lengthOf(head + character) > most) break;
    head += character;
  }
  return head;
}

/** A cut in the first half would make many small parts. */
function cutAt(head: string): number {
  for (const between of ['\n\n', '\n', ' ']) {
    const at = head.lastIndexOf(between);
    if (at > head.length / 2) return at;
  }
  return head.length;
}
