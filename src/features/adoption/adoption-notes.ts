import type { Adoption, NotAdoptable } from '../../pbx/adoption.ts';
import type { Words } from '../../telegram/door.ts';

/** A message has room for so many lines of each kind, beside the diff. */
const mostLines = 10;

/** What the plan means, a line each, as HTML: what is mended, who is left out, and that phones stay. */
export function adoptionNotes(words: Words, adoption: Adoption): readonly string[] {
  const { adoptable } = adoption;
  const mends = adoptable.flatMap(({ number, mends: own }) =>
    own.map(({ code, args }) => {
      const mend = words(`mend-${code}`, args);
      return adoptable.length === 1 ? `🔧 ${mend}` : `🔧 ${number}: ${mend}`;
    }),
  );
  return [
    words('adoption-undisturbed'),
    ...shortened(words, mends),
    ...notAdoptedLines(words, adoption.refused),
  ];
}

/** Why some cannot be adopted. Lines to providers are not spoken of where others are adopted. */
export function notAdoptedLines(words: Words, refused: readonly NotAdoptable[]): readonly string[] {
  const spoken =
    refused.length === 1 ? refused : refused.filter(({ because }) => because !== 'trunk');
  return shortened(
    words,
    spoken.map(({ number, because }) => `✋ ${words(`adoption-not-${because}`, { number })}`),
  );
}

function shortened(words: Words, lines: readonly string[]): readonly string[] {
  if (lines.length <= mostLines) return lines;
  return [
    ...lines.slice(0, mostLines),
    words('adoption-more', { lines: lines.length - mostLines }),
  ];
}
