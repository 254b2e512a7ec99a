import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseConf, printConf, type ConfDocument } from '../../src/files/conf-document.ts';
import {
  changeKind,
  disableExtension,
  enableExtension,
  renameExtension,
  setPassword,
} from '../../src/pbx/edit-extension.ts';
import { editExtensions } from '../../src/pbx/edit-extensions.ts';
import { Stop } from '../../src/lib/error.ts';
import { sectionsOf } from '../../src/pbx/extension.ts';
import { insertExtensions, managedHeader } from '../../src/pbx/insert-extension.ts';

const policy = {
  ...{ first: 1000, last: 1999, reserved: [], dialplanContext: 'from-internal' },
  ...{ transport: '', codecs: ['ulaw'] },
};

function fileWith(numbers: readonly string[]): ConfDocument {
  return insertExtensions(
    parseConf(managedHeader),
    numbers.map((number) => ({
      number,
      sections: sectionsOf(
        {
          ...{ number, name: 'Nomi', kind: 'softphone', password: `pw-of-${number}` },
          ...{ asteriskVersion: '22.10.1', tlsTransport: undefined },
        },
        policy,
      ),
    })),
  );
}

const numbers = ['1001', '1002', '1003', '1004'];

/** What people leave between and around the sections. */
const remark = fc.constantFrom(
  '',
  '; a remark\n',
  '\n[trunk]\ntype = aor\n\n',
  '[1002]\nmailboxes = 7\n',
  '[tpl](!)\n',
  ';-- a block\n--;\n',
  '\n',
);

const edit = fc.tuple(
  fc.constantFrom(...numbers),
  fc.constantFrom(
    (document: ConfDocument, number: string) => renameExtension(document, number, 'Aziza'),
    (document: ConfDocument, number: string) => setPassword(document, number, 'Another-1'),
    (document: ConfDocument, number: string) =>
      changeKind(document, number, { kind: 'desk', policy, tlsTransport: undefined }),
    disableExtension,
    enableExtension,
  ),
);

/** Undefined when it is refused: which of two refusals comes first does not matter. */
function outcome(run: () => ConfDocument): string | undefined {
  try {
    return printConf(run());
  } catch (error) {
    if (error instanceof Stop) return undefined;
    throw error;
  }
}

test('many edits at once leave what one after the other leaves', () => {
  fc.assert(
    fc.property(
      fc.array(remark, { minLength: 4, maxLength: 4 }),
      fc.array(edit, { maxLength: 6 }),
      (remarks, chosen) => {
        const pieces = printConf(fileWith(numbers)).split(/(?=\[\d+\]\ntype = endpoint)/);
        const text = pieces.map((piece, at) => `${piece}${remarks[at] ?? ''}`).join('');
        const edits = chosen.map(([number, change]) => ({
          number,
          edit: (document: ConfDocument) => change(document, number),
        }));
        const oneByOne = outcome(() =>
          // The order between different extensions does not matter, that of one's own edits does.
          numbers
            .flatMap((number) => edits.filter((one) => one.number === number))
            .reduce((document, one) => one.edit(document), parseConf(text)),
        );
        expect(outcome(() => editExtensions(parseConf(text), edits))).toBe(oneByOne);
      },
    ),
    { numRuns: 1500 },
  );
});

test('500 of 1,000 extensions are edited at once', () => {
  const text = printConf(fileWith(Array.from({ length: 1000 }, (_, at) => String(1000 + at))));
  const edits = Array.from({ length: 500 }, (_, at) => {
    const number = String(1000 + 2 * at);
    return { number, edit: (open: ConfDocument) => renameExtension(open, number, 'Aziza') };
  });
  const edited = printConf(editExtensions(parseConf(text), edits));
  expect(edited.match(/callerid = Aziza/g)).toHaveLength(500);
});
