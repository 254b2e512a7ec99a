import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { escapeHtml } from '../../../src/lib/html.ts';
import { parseHtml } from '../../../src/sandbox/telegram/parse-html.ts';
import { printHtml } from '../../../src/sandbox/telegram/print-html.ts';

describe('what the parser refuses, with the byte where it begins', () => {
  test.each([
    ['🏟 🏟<abac>', 'Unsupported start tag "abac" at byte offset 9'],
    ['5 < 6', 'Unsupported start tag "" at byte offset 2'],
    ['5 <6 > 4', 'Unsupported start tag "6" at byte offset 2'],
    ['Aʻlo <x>', 'Unsupported start tag "x" at byte offset 6'],
    ['<b', 'Unclosed start tag at byte offset 0'],
    ['<i   =aba>', 'Empty attribute name in the tag "i" at byte offset 0'],
    ['<i    aba>', 'Can\'t find end tag corresponding to start tag "i"'],
    ['<i    aba  =  ', 'Unclosed start tag "i" at byte offset 0'],
    ['<i    aba  =  190azAz-.,', 'Unexpected end of name token at byte offset 14'],
    ['<i    aba  =  "&lt;&gt;&quot;>', 'Unclosed start tag at byte offset 0'],
    ['</', 'Unexpected end tag at byte offset 0'],
    ['<b></b></', 'Unexpected end tag at byte offset 7'],
    ['<i>a</i   ', 'Unclosed end tag at byte offset 4'],
    ['<i>a</em   >', 'Unmatched end tag at byte offset 4, expected "</i>", found "</em>"'],
    ['<b><i>a</b></i>', 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'],
    ['<b>a', 'Can\'t find end tag corresponding to start tag "b"'],
    ['<br/>', 'Unsupported start tag "br/" at byte offset 0'],
    ['<span class="x">a</span>', 'Tag "span" must have class "tg-spoiler" at byte offset 0'],
    ['<!-- a -->', 'Unsupported start tag "!--" at byte offset 0'],
  ])('%s', (html, reason) => {
    expect(() => parseHtml(html)).toThrow(`Bad Request: can't parse entities: ${reason}`);
  });
});

describe('what it understands', () => {
  test('offsets count UTF-16 units and entities nest, outer first', () => {
    expect(parseHtml('📞 <b>Qoʻngʻiroq <i>1001</i></b>')).toEqual({
      text: '📞 Qoʻngʻiroq 1001',
      entities: [
        { type: 'bold', offset: 3, length: 15 },
        { type: 'italic', offset: 14, length: 4 },
      ],
    });
  });

  test.each([
    ['&lt;&gt;&amp;&quot;', '<>&"'],
    ['&#60;&#x3c;&lt', '<<<'],
    ['&ge; &nbsp; &Or; &', '&ge; &nbsp; &Or; &'],
    ['&#0; &#12345678;', '&#0; &#12345678;'],
    ['a > b', 'a > b'],
  ])('character entities: %s', (html, text) => {
    expect(parseHtml(html)).toEqual({ text, entities: [] });
  });

  test('links, mentions, code with a language, spoilers and quotes', () => {
    const link = parseHtml('<a href="https://t.me/x?start=a&amp;b">bu yer</a>');
    expect(link.entities).toEqual([
      { type: 'text_link', offset: 0, length: 6, url: 'https://t.me/x?start=a&b' },
    ]);
    expect(parseHtml('<a href="tg://user?id=42">Ali</a>').entities).toMatchObject([
      { type: 'text_mention', user: { id: 42 } },
    ]);
    expect(parseHtml('<a href="nowhere at all">x</a>')).toEqual({ text: 'x', entities: [] });
    expect(parseHtml('<pre><code class="language-ini">a=b</code></pre>').entities).toEqual([
      { type: 'pre', offset: 0, length: 3, language: 'ini' },
    ]);
    expect(parseHtml('<span class="tg-spoiler">a</span><B>b</b>').entities).toMatchObject([
      { type: 'spoiler' },
      { type: 'bold' },
    ]);
    expect(parseHtml('<blockquote expandable>a</blockquote>').entities).toMatchObject([
      { type: 'expandable_blockquote' },
    ]);
    expect(parseHtml('<b></b>')).toEqual({ text: '', entities: [] });
  });
});

test('escaped text never fails to parse and comes back as it was', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(parseHtml(escapeHtml(text))).toEqual({ text, entities: [] });
    }),
  );
});

test('printed HTML parses to the same text and entities', () => {
  const leaf = fc.string({ unit: 'grapheme', minLength: 1 }).map(escapeHtml);
  const tag = fc.constantFrom('b', 'i', 'u', 's', 'code', 'blockquote', 'tg-spoiler');
  const { tree } = fc.letrec<{ tree: string }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4 },
      leaf,
      fc.tuple(tag, tie('tree')).map(([name, inside]) => `<${name}>${inside}</${name}>`),
      fc.tuple(tie('tree'), tie('tree')).map(([a, b]) => a + b),
    ),
  }));
  fc.assert(
    fc.property(tree, (html) => {
      const parsed = parseHtml(html);
      const again = parseHtml(printHtml(parsed));
      expect(again.text).toBe(parsed.text);
      const sorted = (entities: readonly object[]): readonly string[] =>
        entities.map((entity) => JSON.stringify(entity)).sort();
      expect(sorted(again.entities)).toEqual(sorted(parsed.entities));
    }),
  );
});
