import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Secret } from '../../src/lib/secret.ts';
import { createSignatureCheck } from '../../src/meta/signature.ts';

const secret = '0123456789abcdef0123456789abcdef';
const isSigned = createSignatureCheck(new Secret(secret));
const sign = (bytes: Uint8Array, key = secret) =>
  `sha256=${createHmac('sha256', key).update(bytes).digest('hex')}`;

test("any bytes are signed as Node's own HMAC signs them, with a secret of any length", () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 300 }),
      fc.string({ minLength: 1, maxLength: 150 }),
      (bytes, key) => {
        const check = createSignatureCheck(new Secret(key));
        expect(check(sign(bytes, key), bytes)).toBe(true);
        expect(check(sign(bytes, `${key}x`), bytes)).toBe(false);
      },
    ),
    { numRuns: 1000 },
  );
});

const nasty = fc.constantFrom(
  '\\/',
  '\\u00e4',
  '\\ud83d\\ude00',
  '  ',
  '\uFEFF',
  'ä',
  '\n',
  '"a":1,"a":2',
);

test('a body with escapes, blanks, a mark or twice the same key is good as it came, and not as printed anew', () => {
  fc.assert(
    fc.property(fc.array(nasty, { minLength: 1 }), (parts) => {
      const text = `{"text": "${parts.join('').replaceAll('"', '')}\\/"}`;
      const bytes = Buffer.from(text);
      expect(isSigned(sign(bytes), bytes)).toBe(true);
      const anew = Buffer.from(JSON.stringify(JSON.parse(text.replaceAll('\n', ' '))));
      expect(isSigned(sign(bytes), anew)).toBe(false);
    }),
    { numRuns: 500 },
  );
});
