import fc from 'fast-check';
import { expect, test } from 'vitest';
import { escapeHtml } from '../../src/lib/html.ts';
import { cutHtml, decodeEntities, flatten, splitHtml } from '../../src/telegram/html-text.ts';

/** Well-formed HTML of words, entities, emoji, newlines and nested tags. */
const markup = fc.letrec<{ part: string; whole: string }>((tie) => ({
  part: fc.oneof(
    { weight: 4, arbitrary: fc.string({ unit: 'binary', maxLength: 30 }).map(escapeHtml) },
    { weight: 2, arbitrary: fc.constantFrom('\n', '😀', 'oʻzbek', '\n\n', ' ') },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.constantFrom('b', 'i', 'pre', 'code', 'blockquote'), tie('whole'))
        .map(([tag, inside]) => `<${tag}>${inside}</${tag}>`),
    },
    {
      weight: 1,
      arbitrary: tie('whole').map((inside) => `<a href="https://a.uz/?a=1&amp;b">${inside}</a>`),
    },
  ),
  whole: fc.array(tie('part'), { maxLength: 8 }).map((parts) => parts.join('')),
})).whole;

const limit = 25;

test('parts are short enough, balanced, and together say what the whole said', () => {
  fc.assert(
    fc.property(markup, (html) => {
      const parts = splitHtml(html, limit);
      for (const part of parts) {
        if (html.length > limit) expect(flatten(part).length).toBeLessThanOrEqual(limit);
        expect(openTagsOf(part)).toEqual([]);
      }
      const said = parts.map(flatten).join('').replaceAll('\n', '');
      expect(said).toBe(flatten(html).replaceAll('\n', ''));
    }),
    { numRuns: 2000 },
  );
});

test('a cut text is short enough, balanced, and ends in an ellipsis only if something is missing', () => {
  fc.assert(
    fc.property(markup, (html) => {
      const cut = cutHtml(html, limit);
      expect(openTagsOf(cut)).toEqual([]);
      expect(flatten(cut).length).toBeLessThanOrEqual(limit);
      if (flatten(html).length <= limit) expect(cut).toBe(html);
      else expect(flatten(cut)).toMatch(/…$/u);
    }),
    { numRuns: 2000 },
  );
});

test('lines stay whole where they fit, and a tag open at a split is opened again', () => {
  expect(splitHtml('<b>bir ikki\nuch toʻrt\nbesh</b>', 12)).toEqual([
    '<b>bir ikki</b>',
    '<b>uch toʻrt</b>',
    '<b>besh</b>',
  ]);
});

test('one endless line is cut at the limit without tearing an emoji or an entity', () => {
  expect(splitHtml('😀'.repeat(4), 5)).toEqual(['😀😀', '😀😀']);
  expect(splitHtml('ab&lt;cd&amp;ef', 4)).toEqual(['ab&lt;', 'cd&amp;', 'ef']);
});

test('escaped text flattened reads as it was', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(flatten(escapeHtml(text))).toBe(text);
      expect(decodeEntities(escapeHtml(text))).toBe(text);
    }),
  );
});

function openTagsOf(html: string): readonly string[] {
  const open: string[] = [];
  for (const [, slash, name = ''] of html.matchAll(/<(\/?)([a-z]+)[^>]*>/g)) {
    if (slash !== '/') open.push(name);
    else if (open.pop() !== name) return ['crossed'];
  }
  return open;
}
