import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  dialStringOf,
  isAllowed,
  readDialled,
  waysToDial,
} from '../../src/telephony/dialled-number.ts';

test.each([
  '90 942 92 71',
  '909429271',
  '(90) 942-92-71',
  '90.942.92.71',
  '90–942–92–71',
  '8 90 942 92 71',
  '998909429271',
  '+998 90 942 92 71',
  '00998909429271',
  '8 10 998 90 942 92 71',
])('%s is +998 90 942 92 71', (text) => {
  expect(readDialled(text)).toEqual({ type: 'outside', number: '998909429271' });
});

test.each([
  ['+7 916 123-45-67', '79161234567'],
  ['79161234567', '79161234567'],
  ['+1 212 555 0100', '12125550100'],
  ['712345678', '998712345678'],
])('%s is %s', (text, number) => {
  expect(readDialled(text)).toEqual({ type: 'outside', number });
});

test.each(['1001', '102', '22'])('%s is a staff phone', (number) => {
  expect(readDialled(number)).toEqual({ type: 'extension', number });
});

test.each([
  ['', 'nothing'],
  ['5', 'one digit'],
  ['234 56 78', 'a number without its town'],
  ['+998 90 942 92', 'a number cut short'],
  ['998 109 429 271', 'a town that begins with 1'],
  ['+0998909429271', 'a code that begins with 0'],
  ['1001@evil.example', 'an address'],
  ['sip:1001', 'a URI'],
  ['1001/sip:a@b:5060', 'a channel'],
  ['Local/1001', 'another channel'],
  ['909429271;ext=1', 'a parameter'],
  ['909429271&PJSIP/1002', 'a second channel'],
  ['٩٠٩٤٢٩٢٧١', 'digits of another script'],
  ['+'.padEnd(30, '9'), 'too many digits'],
])('%s is no number: %s', (text) => {
  expect(readDialled(text)).toBeUndefined();
});

test('of 100,000 made-up texts none becomes a dial string of another shape', () => {
  const piece = fc.oneof(
    fc.constantFrom('+', '998', '90', '8', '00', '810', '1001', ' ', '-', '(', ')', '/', '@', ','),
    fc.constantFrom('PJSIP/', 'sip:', '&', ';', '\n', '\0', '*', '#', '\u202E', '\u00A0', '９'),
    fc.string({ maxLength: 6 }),
    fc.integer({ min: 0, max: 999_999_999 }).map(String),
  );
  const texts = fc.array(piece, { maxLength: 7 }).map((pieces) => pieces.join(''));
  const trunks = fc.oneof(
    fc.constantFrom('trunk', '', 'a@b', 'trunk/sip:x', 'trunk\n'),
    fc.string({ maxLength: 8 }),
  );
  let numbers = 0;
  fc.assert(
    fc.property(texts, trunks, (text, trunk) => {
      const party = readDialled(text);
      if (!party) return;
      numbers += 1;
      expect(party.number).toMatch(/^[0-9]{2,15}$/);
      for (const way of waysToDial(party)) expect(way).toMatch(/^[0-9]{2,18}$/);
      expect(dialStringOf(party, 'trunk')).toMatch(
        /^PJSIP\/[0-9]{2,6}$|^PJSIP\/[0-9]{7,15}@trunk$/,
      );
      const other = dialStringOf(party, trunk);
      if (other === undefined) return;
      expect(other).toMatch(/^PJSIP\/([0-9]{2,6}|[0-9]{7,15}@[A-Za-z0-9_-]{1,64})$/);
    }),
    { numRuns: 100_000 },
  );
  // A test that never met a number would prove nothing.
  expect(numbers).toBeGreaterThan(5_000);
}, 60_000);

test('only what the policy names may be called', () => {
  expect(isAllowed('998909429271', ['998'])).toBe(true);
  expect(isAllowed('79161234567', ['998'])).toBe(false);
  expect(isAllowed('77012345678', ['998', '77'])).toBe(true);
  expect(isAllowed('998909429271', [])).toBe(false);
});
