import { describe, expect, test } from 'vitest';
import { readConfLines } from '../../src/files/conf-line.ts';
import { readConfText } from '../../src/files/conf-text.ts';
import { createRandom, nastyText, type Random } from './cheap-random.ts';

const seed = 20_261_121;

/** Long enough to be remembered, of the kind that is edited in the middle. */
const filler = Array.from(
  { length: 1500 },
  (_, index) => `[${index}]\ntype = aor\nmax_contacts = ${index}\n\n`,
).join('');

/** Something cut out of the text, something else put in, anywhere or at the places that matter. */
function edited(text: string, random: Random): string {
  const from = [0, random(40), random(text.length), text.length][random(4)] ?? 0;
  const length = [0, 1, random(60), random(3000)][random(4)] ?? 0;
  const to = Math.min(text.length, from + length);
  return text.slice(0, from) + nastyText(random, random(12)) + text.slice(to);
}

/** Compared as text: Vitest takes seconds for so many objects. */
function isRead(text: string, start = { depth: 0, isFirstFile: true }): boolean {
  return JSON.stringify(readConfText(text, start)) === JSON.stringify(readConfLines(text, start));
}

describe('a text read beside one it was made of has the lines it has when read alone', () => {
  test('for 600 nasty edits, one after the other', () => {
    const random = createRandom(seed);
    let text = filler;
    for (let run = 0; run < 600; run += 1) {
      text = run % 25 === 0 ? nastyText(random, 6) + filler : edited(text, random);
      const start = { depth: random(8) === 0 ? 1 : 0, isFirstFile: random(8) !== 0 };
      expect(isRead(text, start)).toBe(true);
    }
  });

  test('where an edit opens a comment over the rest, closes it, or joins lines', () => {
    const middle = filler.length / 2;
    for (const cut of [middle, middle + 1, middle + 2, 0, 1, filler.length - 1]) {
      for (const insert of [';--\n', ';--', '--;', '\n;--\n--;\n', '\0', 'x'.repeat(9000), '\\']) {
        readConfText(filler);
        const text = filler.slice(0, cut) + insert + filler.slice(cut);
        expect(isRead(text)).toBe(true);
        expect(isRead(filler)).toBe(true);
      }
    }
  });

  test('with a byte order mark before what was the first line', () => {
    readConfText(`${filler}[end]\n`);
    for (const text of [`\xef\xbb\xbf${filler}`, `x=1\n\xef\xbb\xbf${filler}`, filler.slice(7)]) {
      expect(isRead(text)).toBe(true);
    }
  });
});

test('lines that an edit did not touch are the very same', () => {
  const before = readConfText(filler);
  const after = readConfText(filler.replace('[700]', '[700]\ncontext = x'));
  expect(after).toHaveLength(before.length + 1);
  const fresh = after.filter((line) => !new Set(before).has(line));
  expect(fresh.length).toBeLessThan(4);
});
