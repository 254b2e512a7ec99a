import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { matchesPattern } from '../../src/pbx/dialplan-pattern.ts';
import { hasAsterisk, startAsterisk } from '../support/asterisk.ts';

const digit = fc.constantFrom('0', '1', '2', '3', '4', '5', '6', '7', '8', '9');
const set = fc
  .array(
    fc.oneof(
      digit,
      fc.tuple(digit, digit).map(([from, to]) => `${from}-${to}`),
    ),
    {
      ...{ minLength: 1, maxLength: 3 },
    },
  )
  .map((parts) => `[${parts.join('')}]`);
const piece = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('X', 'Z', 'N', 'x', 'z', 'n') },
  { weight: 4, arbitrary: digit },
  { weight: 2, arbitrary: set },
  { weight: 1, arbitrary: fc.constant('-') },
);
const ending = fc.constantFrom('', '', '', '.', '!');
const pattern = fc.oneof(
  fc
    .tuple(fc.array(piece, { minLength: 1, maxLength: 6 }), ending)
    .map(([pieces, end]) => `_${pieces.join('')}${end}`),
  fc
    .array(fc.oneof({ weight: 5, arbitrary: digit }, fc.constant('-')), {
      ...{ minLength: 2, maxLength: 6 },
    })
    .map((signs) => signs.join('').replace(/^-+/, '1')),
);
const number = fc.array(digit, { minLength: 2, maxLength: 6 }).map((digits) => digits.join(''));

const hand = [
  '_X.',
  '_X!',
  '_.',
  '_!',
  '_1XX-',
  '_-1XX',
  '_1[-5]X',
  '_1[5-]X',
  '_1[2-3-5]X',
  '_[1',
  '_1X[]2',
];

/** A number near a pattern: at random hardly any would fit. */
function nearby(written: string): readonly string[] {
  const near = written
    .replace(/^_/, '')
    .replaceAll(/\[([0-9]?).*?\]/g, '$1')
    .replaceAll(/[^0-9]/g, '2');
  return [near, near.replaceAll('2', '0'), `${near}4`, near.slice(0, -1)].filter((text) =>
    /^[0-9]{2,6}$/.test(text),
  );
}

describe.runIf(hasAsterisk).each([22, 16] as const)('patterns of the dialplan', (version) => {
  test(`are matched as Asterisk ${version} matches them`, async () => {
    const patterns = [...hand, ...fc.sample(pattern, { numRuns: 40, seed: 20_261_121 })];
    const contexts = patterns.map(
      (written, index) => `[c${index}]\nexten => ${written},1,NoOp()\n`,
    );
    const asterisk = await startAsterisk({
      version,
      files: { 'extensions.conf': `[general]\n[globals]\n${contexts.join('')}` },
    });
    try {
      const random = fc.sample(number, { numRuns: 600, seed: 7 });
      for (const [index, written] of patterns.entries()) {
        const tried = [...nearby(written), ...random.slice(index * 3, index * 3 + 3)];
        for (const dialled of new Set(tried)) {
          const said = await asterisk.cli(`dialplan show ${dialled}@c${index}`);
          const taken = !said.includes('There is no existence of');
          expect([written, dialled, matchesPattern(written, dialled)]).toEqual([
            written,
            dialled,
            taken,
          ]);
        }
      }
    } finally {
      await asterisk.stop();
    }
  }, 120_000);
});
