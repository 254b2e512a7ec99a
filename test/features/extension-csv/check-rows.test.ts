import { globSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkRows, type CheckAgainst } from '../../../src/features/extension-csv/check-rows.ts';
import {
  columnOf,
  exportedColumns,
  kindOfCell,
  plainColumns,
  stateOfCell,
} from '../../../src/features/extension-csv/csv-column.ts';
import { readCsv } from '../../../src/features/extension-csv/read-csv.ts';
import {
  printRows,
  rowFaultCodes,
  rowsByFault,
  type RowVerdict,
} from '../../../src/features/extension-csv/row-verdict.ts';
import { writeCsv } from '../../../src/features/extension-csv/write-csv.ts';
import { locales } from '../../../src/lib/locale.ts';
import { createLog } from '../../../src/lib/log.ts';
import { normalizeName, phoneKinds, type Extension } from '../../../src/pbx/extension.ts';
import { createWords } from '../../../src/telegram/words.ts';

const aziza: Extension = {
  ...{ number: '1001', name: 'Aziza', kind: 'softphone', authType: 'digest' },
  ...{ file: '/etc/asterisk/pjsip_navbatchi.conf', line: 3, isManaged: true, isDisabled: false },
};
const byHand: Extension = {
  ...aziza,
  ...{ number: '1002', name: 'Olim', file: '/etc/asterisk/pjsip.conf', line: 40, isManaged: false },
};

function against(extensions: readonly Extension[] = [aziza, byHand]): CheckAgainst {
  const setting = (key: string, value: string) => ({ key, value, line: 1, operator: '=' }) as const;
  const object = (id: string, type: string, password: string) => ({
    ...{ id, type, file: '/etc/asterisk/pjsip.conf', line: 12, templates: [], parents: [] },
    settings: [setting('type', type), setting('password', password)],
  });
  return {
    policy: {
      ...{ first: 1000, last: 1999, reserved: [{ first: 1990, last: 1999 }] },
      ...{ dialplanContext: 'from-internal', transport: '', codecs: ['ulaw'] },
    },
    pbx: {
      extensions,
      tlsTransport: undefined,
      takenIds: new Set(['1500', ...extensions.map(({ number }) => number)]),
      tree: {
        objects: [object('1500', 'aor', ''), object('1001-auth', 'auth', 'Aziza-Has-1')],
      },
    },
    people: [{ name: 'Aziza', extension: '1001' }],
    dialplan: undefined,
  };
}

const header = 'number;name;kind;password;operator;state';

function check(lines: string, world = against()): readonly RowVerdict[] {
  const table = readCsv(`${header}\n${lines}`);
  if (table.type !== 'table') throw new Error(table.because);
  return checkRows(table.rows, world);
}

function faultsOf(line: string): readonly string[] {
  const [verdict] = check(line);
  return verdict?.type === 'bad' ? verdict.faults.map(({ code }) => code) : [];
}

describe('what a row can have wrong', () => {
  test.each([
    ['2001;Ali', 'numberOutOfRange'],
    ['1995;Ali', 'numberReserved'],
    ['1500;Ali', 'numberTaken'],
    ['0100;Ali', 'numberNotANumber'],
    ['ten;Ali', 'numberNotANumber'],
    ['+1003;Ali', 'numberNotANumber'],
    ['1;Ali', 'numberNotANumber'],
    ['1003.5;Ali', 'numberOdd'],
    ['1,003;Ali', 'numberOdd'],
    ['1 003;Ali', 'numberOdd'],
    ['1.003E+03;Ali', 'numberOdd'],
    [';Ali', 'numberMissing'],
    ['1003;', 'nameMissing'],
    ['1003;=cmd()', 'nameBad'],
    ['1003;Ali [evil]', 'nameBad'],
    [`1003;${'A'.repeat(41)}`, 'nameBad'],
    ['1003;Ali;;;<b>', 'operatorBad'],
    ['1003;Ali;fax', 'kindUnknown'],
    ['1003;Ali;TLS', 'kindNoTls'],
    ['1003;Ali;;;;maybe', 'stateUnknown'],
    ['1003;Ali;;Short-1', 'passwordTooShort'],
    [`1003;Ali;;Aa1-${'x'.repeat(61)}`, 'passwordTooLong'],
    ['1003;Ali;;No spaces-1 here', 'passwordAlphabet'],
    ['1003;Ali;;alllowercase', 'passwordClasses'],
    ['1003;Ali;;CallCenter2025', 'passwordPublished'],
    ['1003;Ali;;Aa-100310031003', 'passwordGuessable'],
    ['1002;Olimjon', 'byHand'],
    ['1001;Aziza;;;Nodira', 'operatorDiffers'],
    ['1003;Ali;;;;;one too many', 'tooManyColumns'],
  ])('%j: %s', (line, code) => {
    expect(faultsOf(line)).toEqual([code]);
  });

  test('several faults of one row are all named', () => {
    expect(faultsOf('2001;;fax;short')).toEqual([
      'numberOutOfRange',
      'nameMissing',
      'kindUnknown',
      'passwordTooShort',
    ]);
  });

  test('a number that is there twice is wrong in both rows, each naming the other', () => {
    expect(check('1003;Ali\n1004;Vali\n1003;Soli\n')).toMatchObject([
      { type: 'bad', faults: [{ code: 'numberTwice', where: '4' }] },
      { type: 'create' },
      { type: 'bad', faults: [{ code: 'numberTwice', where: '2' }] },
    ]);
  });

  test('a taken number is named with the place that has it', () => {
    expect(check('1500;Ali')).toMatchObject([{ faults: [{ where: 'pjsip.conf:12' }] }]);
    expect(check('1002;Olimjon')).toMatchObject([{ faults: [{ where: 'pjsip.conf:40' }] }]);
  });

  test('a bad row keeps neither a password nor a cell nobody understood', () => {
    const [verdict] = check('Secret-In-1st;Secret in 2nd!;Secret-3rd;Secret 4th;<5th>;6th');
    expect(verdict).toMatchObject({ type: 'bad', number: '', name: '' });
    expect(JSON.stringify(verdict)).not.toMatch(/Secret|5th|6th/);
  });
});

describe("a number in Excel's clothes", () => {
  test.each(['1003', " '1003", '="1003"', '1003.0', '1003,00', '\u00a01003 ', 'ʻ1003'])(
    '%j',
    (cell) => {
      expect(check(`"${cell.replaceAll('"', '""')}";Ali`)).toMatchObject([
        { type: 'create', number: '1003', kind: 'softphone', operator: 'Ali', password: '' },
      ]);
    },
  );
});

describe('a number that is there already', () => {
  test.each(['1001;Aziza', '1001;', '1001;Aziza;app;Aziza-Has-1;aziza;on', '1002;Olim;softphone'])(
    '%j asks for nothing',
    (line) => {
      expect(check(line)[0]?.type).toBe('same');
    },
  );

  test('each new value is a change, the others stay', () => {
    const unchanged = {
      ...{ newName: undefined, newKind: undefined },
      ...{ newPassword: undefined, newIsDisabled: undefined },
    };
    expect(check('1001;Aziza Karimova')[0]).toMatchObject({
      ...unchanged,
      ...{ type: 'change', newName: 'Aziza Karimova' },
    });
    expect(check('1001;;desk')[0]).toMatchObject({ ...unchanged, newKind: 'desk' });
    expect(check('1001;;;Another-Has-1')[0]).toMatchObject({
      ...unchanged,
      newPassword: 'Another-Has-1',
    });
    expect(check('1001;;;;;Oʻchirilgan')[0]).toMatchObject({ ...unchanged, newIsDisabled: true });
  });
});

test('what is exported asks for nothing when it comes in again, in any language', () => {
  const words = createWords(globSync('src/features/extension-csv/*.ftl'), silent);
  const name = fc.oneof(
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }).map((text) => normalizeName(text)),
    fc.constantFrom('=SUM(A1)', '@home', '-', '+998', 'A; "B"', undefined),
  );
  const extension = fc
    .record({
      name: name.map((text) => text ?? ''),
      kind: fc.constantFrom(...phoneKinds),
      isDisabled: fc.boolean(),
      isManaged: fc.boolean(),
    })
    .map((record) => ({ ...aziza, ...record }));
  fc.assert(
    fc.property(
      fc.array(extension, { minLength: 1, maxLength: 5 }),
      fc.constantFrom(...locales),
      (made, locale) => {
        const extensions = made.map((one, at) => ({ ...one, number: String(1001 + at) }));
        const say = words(locale);
        const csv = writeCsv([
          exportedColumns.map((column) => say(`csv-column-${column}`)),
          ...extensions.map(({ number, name: called, kind, isDisabled }) => [
            number,
            called,
            say(`csv-kind-${kind}`),
            number === '1001' ? 'Aziza' : '',
            say(isDisabled ? 'csv-state-off' : 'csv-state-on'),
          ]),
        ]);
        const table = readCsv(csv);
        if (table.type !== 'table') throw new Error(table.because);
        const types = checkRows(table.rows, against(extensions)).map(({ type }) => type);
        expect(types).toEqual(extensions.map(() => 'same'));
      },
    ),
    { numRuns: 500 },
  );
});

test('our own words for columns, kinds and states are understood, and every fault has words', () => {
  const words = createWords(globSync('src/features/extension-csv/*.ftl'), silent);
  for (const locale of locales) {
    const say = words(locale);
    for (const column of [...plainColumns, ...exportedColumns]) {
      expect(columnOf(say(`csv-column-${column}`))).toBe(column);
    }
    for (const kind of phoneKinds) expect(kindOfCell(say(`csv-kind-${kind}`))).toBe(kind);
    expect(stateOfCell(say('csv-state-on'))).toBe('on');
    expect(stateOfCell(say('csv-state-off'))).toBe('off');
    for (const code of rowFaultCodes) {
      expect(say(`csv-fault-${code}`)).not.toBe(`csv-fault-${code}`);
    }
  }
});

test('rows are named briefly', () => {
  expect(printRows([3, 5, 6, 9, 10, 11, 12], 9)).toBe('3, 5, 6, 9–12');
  expect(printRows([1, 3, 5, 7], 2)).toBe('1, 3, …');
});

test('faults are named with their rows, the most frequent first', () => {
  const verdicts = check('2001;Ali\n1003;Ali;fax\n2002;\n');
  expect(rowsByFault(verdicts)).toEqual([
    ['numberOutOfRange', [2, 4]],
    ['kindUnknown', [3]],
    ['nameMissing', [4]],
  ]);
});

const silent = createLog({ level: 'silent', destination: { write: () => undefined } });
