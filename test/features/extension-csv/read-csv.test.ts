import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { textOfFile } from '../../../src/features/extension-csv/file-text.ts';
import { readCsv } from '../../../src/features/extension-csv/read-csv.ts';
import { writeCsv } from '../../../src/features/extension-csv/write-csv.ts';

/** Number and name of each row, or why there is none. */
function read(text: string): unknown {
  const table = readCsv(text);
  return table.type === 'table'
    ? table.rows.map(({ number, name }) => [number, name])
    : table.because;
}

function readBytes(bytes: Uint8Array): unknown {
  const file = textOfFile(bytes);
  return file.type === 'text' ? read(file.text) : file.because;
}

const aziza = [['1001', 'Aziza']];

describe('a table is read', () => {
  test.each([
    ['with commas', 'number,name\n1001,Aziza\n'],
    ['with semicolons', 'number;name\n1001;Aziza\n'],
    ['with tabs', 'number\tname\n1001\tAziza\n'],
    ['with Windows line ends', 'number;name\r\n1001;Aziza\r\n'],
    ['with old Macintosh line ends', 'number;name\r1001;Aziza\r'],
    ['without a line end at the end', 'number;name\n1001;Aziza'],
    ['with a byte order mark', '\uFEFFnumber;name\n1001;Aziza\n'],
    ["with Excel's hint", 'sep=;\r\nnumber;name\r\n1001;Aziza\r\n'],
    ['in Uzbek', 'Raqam;Ism\n1001;Aziza\n'],
    ['in Russian', 'Внутренний номер;Ф.И.О.\n1001;Aziza\n'],
    ['in another order', 'ISM ; parol; RAQAM \nAziza;;1001\n'],
    ['with every cell in quotation marks', '"number";"name"\n"1001";"Aziza"\n'],
    ['with delimiters at the end', 'number;name;;;\n1001;Aziza;;;\n'],
    ['with empty rows', '\n\nnumber;name\n\n1001;Aziza\n;;;\n \n'],
    ['with white space around the cells', 'number ; name\n 1001 ;\u00a0Aziza \n'],
    ['with columns nobody knows', 'room;number;floor;name\n12;1001;3;Aziza\n'],
    ['without a header', '1001;Aziza\n'],
    ['without a header, with commas', '1001, Aziza, softphone\n'],
  ])('%s', (_what, text) => {
    expect(read(text)).toEqual(aziza);
  });

  test('with a delimiter, a quotation mark and a line end inside a cell', () => {
    expect(read('number;name\n1001;"A; ""Z""\r\nB"\n')).toEqual([['1001', 'A; "Z"\r\nB']]);
  });

  test('without a header, though a name is also what people call a column', () => {
    expect(read('1001;Operator\n1002;Name\n')).toEqual([
      ['1001', 'Operator'],
      ['1002', 'Name'],
    ]);
  });

  test('with quotation marks in the middle of a cell', () => {
    expect(read('number;name\n1001;Ali "Boss"\n')).toEqual([['1001', 'Ali "Boss"']]);
  });
});

describe('a table is read from bytes', () => {
  const text = 'Raqam;Ism\r\n1001;Oʻktam Ғани\r\n';
  const wanted = [['1001', 'Oʻktam Ғани']];

  test('UTF-8, with and without its mark', () => {
    expect(readBytes(Buffer.from(text))).toEqual(wanted);
    expect(readBytes(Buffer.from(`\uFEFF${text}`))).toEqual(wanted);
  });

  test("UTF-16, Excel's Unicode text, either byte order", () => {
    const little = Buffer.from(`\uFEFF${text.replaceAll(';', '\t')}`, 'utf16le');
    expect(readBytes(little)).toEqual(wanted);
    expect(readBytes(Buffer.from(little).swap16())).toEqual(wanted);
  });

  test('Windows-1251, as a Russian Excel saves CSV', () => {
    const header = Buffer.from([0xcd, 0xee, 0xec, 0xe5, 0xf0, 0x3b, 0xc8, 0xec, 0xff]);
    const row = Buffer.from([0x0d, 0x0a, 0x31, 0x30, 0x30, 0x31, 0x3b, 0xc0, 0xeb, 0xe8]);
    expect(readBytes(Buffer.concat([header, row]))).toEqual([['1001', 'Али']]);
  });

  test('a workbook, an old workbook and a picture are named for what they are', () => {
    expect(readBytes(Buffer.from('PK\u0003\u0004 and more'))).toBe('workbook');
    expect(readBytes(Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1]))).toBe('workbook');
    expect(readBytes(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13]))).toBe('notText');
  });
});

describe('what is no table is refused with its reason', () => {
  test.each([
    ['', 'empty'],
    ['\n\n', 'empty'],
    ['number;name\n', 'empty'],
    ['Aziza;1001\n', 'noHeader'],
    ['name;kind\nAziza;app\n', 'noNumber'],
    ['number;kind\n1001;app\n', 'noName'],
    ['number;ext;name\n1001;1002;Aziza\n', 'columnTwice'],
    ['number;name\n1001;"Aziza\n1002;Olim\n', 'quotes'],
  ])('%j: %s', (text, because) => {
    expect(read(text)).toBe(because);
  });

  test.each([
    ['a cell without an end', `1001;"${'x'.repeat(6000)}"\n`, 'quotes'],
    ['more than a thousand rows', '1001;Aziza\n'.repeat(1001), 'tooManyRows'],
  ])('%s', (_what, rows, because) => {
    expect(read(`number;name\n${rows}`)).toBe(because);
  });

  test('a million empty lines do not take long', () => {
    expect(read('\n'.repeat(1024 * 1024))).toBe('empty');
  });

  test('no text at all makes it throw', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        expect(['table', 'unreadable']).toContain(readCsv(`number;name\n${text}`).type);
      }),
    );
  });
});

test('a row is named by the number that Excel shows beside it', () => {
  const table = readCsv('sep=;\r\nnumber;name\r\n1001;"A\r\nB"\r\n\r\n1002;C\r\n');
  expect(table.type === 'table' && table.rows.map(({ row }) => row)).toEqual([2, 4]);
});

test('a cell beyond the last column is noticed', () => {
  const table = readCsv('number;name\n1001;Karimova;Aziza\n1002;Olim;\n');
  expect(table.type === 'table' && table.rows.map(({ isTooLong }) => isTooLong)).toEqual([
    true,
    false,
  ]);
});

test('columns nobody knows are counted', () => {
  expect(readCsv('room;number;;name;floor\n1;1001;;Aziza;2\n')).toMatchObject({
    unknownColumns: 2,
  });
});

test('what is written is read back, and no cell begins like a formula', () => {
  const cell = fc
    .oneof(
      fc.string({ unit: 'grapheme', maxLength: 20 }),
      fc
        .tuple(fc.constantFrom('=', '+', '-', '@', '＝', '＋', '－', '＠'), fc.string())
        .map(([sign, rest]) => sign + rest),
    )
    .map((text) => text.replaceAll('\0', '').trim())
    .filter((text) => !/^['"\uFEFF]/.test(text));
  fc.assert(
    fc.property(fc.array(cell, { minLength: 1, maxLength: 5 }), (names) => {
      const csv = writeCsv([
        ['Number', 'Name'],
        ...names.map((name, at) => [String(1001 + at), name]),
      ]);
      const cells = parse(csv, { delimiter: ';' }).flat();
      expect(cells.filter((one) => /^[=+\-@\t\r＝＋－＠]/.test(one))).toEqual([]);
      expect(read(csv)).toEqual(names.map((name, at) => [String(1001 + at), name]));
    }),
    { numRuns: 1000 },
  );
});
