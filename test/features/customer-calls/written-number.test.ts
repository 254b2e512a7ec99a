import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { numbersIn } from '../../../src/features/customer-calls/written-number.ts';

const sure = (number: string) => [{ number, isSure: true }];
const doubtful = (number: string) => [{ number, isSure: false }];

test.each([
  '90 123 45 67',
  '901234567',
  '90-123-45-67',
  '90.123.45.67',
  '(90) 123-45-67',
  '90 1234567',
  '8 90 123 45 67',
  '998901234567',
  '998 90 123 45 67',
  '+998901234567',
  '+998 (90) 123-45-67',
  '+ 998 90 123 45 67',
  '+998‑90‑123‑45‑67',
  '00998901234567',
  '810 998 90 123 45 67',
  '９０ １２３ ４５ ６７',
  '9️⃣0️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣',
  '\u200E+998\u00A090\u00A0123\u00A045\u00A067\u200F',
  'Raqamim 901234567ga qoʻngʻiroq qiling',
  'tel:+998901234567',
  'https://wa.me/998901234567',
  't.me/+998901234567',
  'Mening raqamim: 90 123 45 67, kechqurun 18:00 dan keyin',
  '90 123 45 67\n90-123-45-67',
])('%s is surely +998 90 123 45 67', (text) => {
  expect(numbersIn(text)).toEqual(sure('998901234567'));
});

test.each([
  ['+7 916 123 45 67', '79161234567'],
  ['+44 20 7946 0958', '442079460958'],
  ['+1 (415) 555-2671', '14155552671'],
])('%s is a number abroad', (text, number) => {
  expect(numbersIn(text)).toEqual(sure(number));
});

test.each([
  ['901 234 567', '998901234567', 'thousands are written so'],
  ['71 200 12 34', '998712001234', 'a house or a company'],
  ['+998 71 200 12 34', '998712001234', 'a house or a company'],
  ['8 916 123 45 67', '79161234567', 'Russia’s, by its own prefix'],
  ['7 701 123 45 67', '77011234567', 'without its plus'],
  ['Buyurtma №901234567', '998901234567', 'an order may have nine digits'],
  ['UZ901234567', '998901234567', 'glued to a word'],
  ['12 90 123 45 67', '998901234567', 'something else stands before it'],
  ['90 123 45 67 24', '998901234567', 'something else stands behind it'],
])('%s may be a number: %s (%s)', (text, number) => {
  expect(numbersIn(text)).toEqual(doubtful(number));
});

test.each([
  '1 500 000',
  '901 234 567 soʻm',
  '901234567 сум',
  '500 000 000',
  '900000000',
  '8600 1234 5678 9012',
  '8600123456789012',
  '21.11.2026 18:30',
  '1234567',
  '123 45 67',
  '12345678901234567890',
  'https://t.me/kanal/901234567',
  'https://example.uz/?id=901234567',
  'ali901234567@mail.uz',
  '@ali_901234567',
  '+998 10 123 45 67',
  '192.168.100.100',
  '',
  '+',
  '()',
])('%j holds no number', (text) => {
  expect(numbersIn(text)).toEqual([]);
});

describe('several numbers', () => {
  const both = ['998901234567', '998937654321'];

  test.each([
    '90 123 45 67, 93 765 43 21',
    '90 123 45 67 / 93 765 43 21',
    '90 123 45 67 93 765 43 21',
    '901234567 937654321',
    '+998901234567+998937654321',
    '90 123 45 67 yoki 93 765 43 21',
  ])('are all found in %s', (text) => {
    expect(numbersIn(text).map(({ number }) => number)).toEqual(both);
  });
});

test('any mobile number is found in any of its usual writings, whatever words stand around it', () => {
  const codes = [
    '20',
    '33',
    '50',
    '55',
    '77',
    '88',
    '90',
    '91',
    '93',
    '94',
    '95',
    '97',
    '98',
    '99',
  ];
  const digits = fc.integer({ min: 1_000_001, max: 9_999_999 }).map(String);
  const gap = fc.constantFrom('', ' ', '-', '.', '\u00A0');
  const start = fc.constantFrom('', '998', '+998', '8', '00998');
  const words = fc.constantFrom('', 'Salom! ', 'raqamim: ', '📞 ', 'мой номер ');
  fc.assert(
    fc.property(
      fc.constantFrom(...codes),
      ...([digits, gap, start, words] as const),
      (code, rest, between, prefix, before) => {
        const parts = [code, rest.slice(0, 3), rest.slice(3, 5), rest.slice(5)];
        const text = `${before}${[...(prefix === '' ? [] : [prefix]), ...parts].join(between)}`;
        expect(numbersIn(text)).toEqual(sure(`998${code}${rest}`));
      },
    ),
  );
});

test('no text makes it fail or slow, and all that comes out is a full number', () => {
  const signs = fc.constantFrom(...'0123456789+-() .\n,/№#@abя٣😀'.split(''));
  fc.assert(
    fc.property(fc.array(signs, { maxLength: 400 }), (all) => {
      for (const { number } of numbersIn(all.join(''))) expect(number).toMatch(/^[1-9]\d{7,14}$/);
    }),
  );
  const begun = performance.now();
  for (const piece of ['1 ', '(', '+', '9-', '90 123 45 ', 'https://']) {
    numbersIn(piece.repeat(100_000 / piece.length));
  }
  // It takes milliseconds; what backtracks takes minutes.
  expect(performance.now() - begun).toBeLessThan(20_000);
});
