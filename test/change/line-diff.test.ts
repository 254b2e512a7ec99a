import fc from 'fast-check';
import { expect, test } from 'vitest';
import { diffLines, revertChange, splitLines } from '../../src/change/line-diff.ts';

const line = fc.constantFrom('a\n', 'b\n', 'c\n', '\n', 'type=aor\r\n', 'd');
const text = fc.array(line, { maxLength: 12 }).map((lines) => lines.join(''));

test('applying the hunks to the old text gives the new text', () => {
  fc.assert(
    fc.property(text, text, (before, after) => {
      const lines = [...splitLines(before)];
      for (const hunk of [...diffLines(before, after)].reverse()) {
        expect(lines.slice(hunk.oldStart, hunk.oldStart + hunk.removed.length)).toEqual(
          hunk.removed,
        );
        lines.splice(hunk.oldStart, hunk.removed.length, ...hunk.added);
      }
      expect(lines.join('')).toBe(after);
    }),
    { numRuns: 20_000 },
  );
});

test('taking a change back from an untouched file gives the text from before', () => {
  fc.assert(
    fc.property(text, text, (before, after) => {
      expect(revertChange(before, after, after)).toBe(before);
    }),
    { numRuns: 20_000 },
  );
});

test('an edit made elsewhere since then stays', () => {
  const before = 'one\ntwo\nthree\nfour\n';
  const after = 'one\ntwo\nnew\nthree\nfour\n';
  const today = 'zero\none\ntwo\nnew\nthree\nfour\nfive\n';
  expect(revertChange(before, after, today)).toBe('zero\none\ntwo\nthree\nfour\nfive\n');
});

test('a line of the change that was edited again cannot be taken back', () => {
  expect(revertChange('a\nb\n', 'a\nX\nb\n', 'a\nY\nb\n')).toBeUndefined();
});

test('removed lines go back to their place though the place has grown', () => {
  const before = '[1001]\nx\n[1002]\ny\n[1003]\nz\n';
  const after = '[1001]\nx\n[1003]\nz\n';
  const today = '[1001]\nx\n[1003]\nz\n[1004]\nw\n';
  expect(revertChange(before, after, today)).toBe('[1001]\nx\n[1002]\ny\n[1003]\nz\n[1004]\nw\n');
});

test('removed lines whose both neighbours are gone stay away', () => {
  expect(revertChange('a\nb\nc\n', 'a\nc\n', 'x\ny\n')).toBeUndefined();
});

test('one change in a file of 75,000 lines is found at once', () => {
  const block = (number: number) =>
    `[${number}]\ntype=endpoint\ncontext=from-internal\nallow=ulaw\n\n[${number}]\ntype=aor\nmax_contacts=1\n\n`;
  const numbers = Array.from({ length: 8000 }, (_, index) => 1000 + index);
  const before = numbers.map(block).join('');
  const after = numbers
    .filter((number) => number !== 5000)
    .map(block)
    .join('');
  const [hunk, ...others] = diffLines(before, after);
  expect(others).toEqual([]);
  expect(hunk?.removed).toHaveLength(9);
});

test('two files that differ in everything are told apart at once, and not undone by guessing', () => {
  const lines = Array.from({ length: 75_000 }, (_, index) => `line ${index}`);
  const before = `${lines.join('\n')}\n`;
  const after = `${lines.join('\r\n')}\r\n`;
  expect(diffLines(before, after)).toHaveLength(1);
  expect(revertChange('a\n', 'b\n', after)).toBeUndefined();
});

test('many changes all over a long file are found one by one, and taken back though more came', () => {
  const block = (number: number) =>
    `[${number}]\ntype=endpoint\nallow=ulaw\naors=${number}\n\n[${number}]\ntype=aor\n\n`;
  const numbers = Array.from({ length: 1000 }, (_, index) => 1000 + index);
  const before = numbers
    .filter((number) => number % 2 === 0)
    .map(block)
    .join('');
  const after = numbers.map(block).join('');
  const hunks = diffLines(before, after);
  expect(hunks).toHaveLength(500);
  expect(hunks.flatMap(({ removed }) => removed)).toEqual([]);
  const edit = (text: string) => text.replace('aors=1500\n', 'aors=1500\nmailboxes=1\n');
  expect(revertChange(before, after, edit(after))).toBe(edit(before));
});

test('in pieces as at once: applying the hunks to the old text gives the new text', () => {
  const longLine = fc.integer({ min: 0, max: 40 }).map((number) => `${number}\n`);
  const longText = fc.array(longLine, { maxLength: 60 }).map((lines) => lines.join(''));
  const filler = Array.from({ length: 2500 }, (_, index) => `only after ${index}\n`);
  fc.assert(
    fc.property(longText, longText, fc.nat(60), (before, after, at) => {
      const afterLines = [...splitLines(after)];
      afterLines.splice(at, 0, ...filler);
      const lines = [...splitLines(before)];
      for (const hunk of [...diffLines(before, afterLines.join(''))].reverse()) {
        expect(lines.slice(hunk.oldStart, hunk.oldStart + hunk.removed.length)).toEqual(
          hunk.removed,
        );
        expect(afterLines.slice(hunk.newStart, hunk.newStart + hunk.added.length)).toEqual(
          hunk.added,
        );
        lines.splice(hunk.oldStart, hunk.removed.length, ...hunk.added);
      }
      expect(lines).toEqual(afterLines);
    }),
    { numRuns: 300 },
  );
});

test('removed lines whose neighbours have drifted apart stay away', () => {
  expect(revertChange('a\nX\nb\n', 'a\nb\n', 'a\nnew\nb\n')).toBeUndefined();
});
