import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseConf, printConf } from '../../src/files/conf-document.ts';
import { insertExtension, insertExtensions } from '../../src/pbx/insert-extension.ts';

const sectionsOf = (number: string) => [
  {
    name: number,
    settings: [
      ['type', 'endpoint'],
      ['callerid', `Ойша <${number}>`],
    ] as const,
  },
  { name: `${number}-auth`, settings: [['type', 'auth']] as const },
  { name: number, settings: [['type', 'aor']] as const },
];

const number = fc.integer({ min: 10, max: 30 }).map(String);
const piece = fc.oneof(
  number.map((name) => `[${name}]\ntype=endpoint\n`),
  fc.constantFrom('\n', '; remark\n', '[trunk]\n', '[trunk]\nx=1\n\n; above the next\n', '\r\n'),
);
const file = fc
  .tuple(fc.array(piece, { maxLength: 12 }), fc.constantFrom('', '[last]', '; end'))
  .map(([pieces, end]) => pieces.join('') + end);

test('many extensions written at once stand as if they were written one after the other', () => {
  fc.assert(
    fc.property(file, fc.uniqueArray(number, { maxLength: 6 }), (text, numbers) => {
      const extensions = numbers.map((each) => ({ number: each, sections: sectionsOf(each) }));
      const oneByOne = extensions
        .toSorted((a, b) => Number(a.number) - Number(b.number))
        .reduce(
          (document, each) => insertExtension(document, each.number, each.sections),
          parseConf(text),
        );
      const atOnce = insertExtensions(parseConf(text), extensions);
      expect(printConf(atOnce)).toBe(printConf(oneByOne));
    }),
    { numRuns: 2000 },
  );
});

test('the sections of a new number stand before those of the next higher one', () => {
  const text = '; head\n\n[1001]\ntype=aor\n\n[1005]\ntype=aor\n';
  const document = insertExtensions(parseConf(text), [
    { number: '1009', sections: [{ name: '1009', settings: [['type', 'aor']] }] },
    { number: '1003', sections: [{ name: '1003', settings: [['type', 'aor']] }] },
  ]);
  expect(printConf(document)).toBe(
    '; head\n\n[1001]\ntype=aor\n\n[1003]\ntype = aor\n\n[1005]\ntype=aor\n\n[1009]\ntype = aor\n',
  );
});

test('comments that touch a section stay with it', () => {
  const text =
    '; head\n\n; room 5\n[1005]\ntype=aor\n; max_contacts=2\n\n; room 9\n[1009]\ntype=aor\n';
  const insert = (number: string, into: string) =>
    printConf(
      insertExtension(parseConf(into), number, [{ name: number, settings: [['type', 'aor']] }]),
    );
  expect(insert('1003', text)).toBe(text.replace('; room 5', '[1003]\ntype = aor\n\n; room 5'));
  expect(insert('1007', text)).toBe(text.replace('; room 9', '[1007]\ntype = aor\n\n; room 9'));
  const touching = '; head\n[1005]\ntype=aor\n; room 9\n[1009]\ntype=aor\n';
  expect(insert('1007', touching)).toBe(
    touching.replace('; room 9', '\n[1007]\ntype = aor\n\n; room 9'),
  );
  expect(insert('1003', touching)).toBe(
    touching.replace('[1005]', '\n[1003]\ntype = aor\n\n[1005]'),
  );
});

test('500 numbers stand in order', () => {
  const existing = Array.from({ length: 500 }, (_, index) => `[${2000 + 2 * index}]\ntype=aor\n\n`);
  const extensions = Array.from({ length: 500 }, (_, index) => {
    const each = String(2001 + 2 * index);
    return { number: each, sections: sectionsOf(each) };
  });
  const text = printConf(insertExtensions(parseConf(existing.join('')), extensions));
  const names = [...text.matchAll(/^\[(\d+)\]/gm)].map(([, name]) => Number(name));
  expect(names).toEqual(names.toSorted((a, b) => a - b));
  expect(names).toHaveLength(1500);
});

test('20,000 numbers can be written into an empty file at once', () => {
  const extensions = Array.from({ length: 20_000 }, (_, index) => {
    const each = String(10_000 + index);
    return { number: each, sections: sectionsOf(each) };
  });
  const document = insertExtensions(parseConf(''), extensions);
  expect(document.lines.map((line) => line.text).join('')).toBe(printConf(document));
  expect(document.lines.filter(({ statement }) => statement?.type === 'section')).toHaveLength(
    60_000,
  );
});
