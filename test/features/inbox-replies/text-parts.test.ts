import fc from 'fast-check';
import { expect, test } from 'vitest';
import { textParts } from '../../../src/features/inbox-replies/text-parts.ts';

const plain = (text: string): string => text.replaceAll(/\s/g, '');

const text = fc
  .array(fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom(' ', '\n', '\n\n', '👨‍👩‍👧‍👦', 'ʻ')), {
    maxLength: 40,
  })
  .map((pieces) => pieces.join('').repeat(20));

test('each part fits its platform, none is empty, and together they are the text', () => {
  fc.assert(
    fc.property(text, fc.constantFrom('messenger', 'instagram'), (given, platform) => {
      const parts = textParts(given, platform);
      for (const part of parts) {
        expect(part.trim()).not.toBe('');
        if (platform === 'messenger') expect(part.length).toBeLessThan(2000);
        else expect(Buffer.byteLength(part)).toBeLessThanOrEqual(1000);
      }
      expect(plain(parts.join(''))).toBe(plain(given));
    }),
    { numRuns: 300 },
  );
});

test('a single sign longer than a part is cut rather than lost', () => {
  const sign = `e${'\u0301'.repeat(3000)}`;
  expect(textParts(sign, 'instagram').join('')).toBe(sign);
});

test('a text is cut between paragraphs before lines before words', () => {
  const [first = '', second = ''] = textParts(
    `${'a '.repeat(300)}\n\n${'b '.repeat(300)}`,
    'instagram',
  );
  expect(first).toMatch(/^[a ]+$/);
  expect(second).toMatch(/^[b ]+$/);
});
