import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readCdrCsv, readCdrRecord } from '../../src/asterisk/cdr-record.ts';

const line =
  '"","998901234567","712000000","from-trunk","""Ivan ""the"", Terrible"" <998901234567>","PJSIP/trunk-00000002","PJSIP/1002-00000004","Dial","PJSIP/1001&PJSIP/1002,3","2026-11-21 10:47:29","2026-11-21 10:47:30","2026-11-21 10:47:32",2,1,"ANSWERED","DOCUMENTATION"';
const startedAt = Date.UTC(2026, 10, 21, 10, 47, 29);

describe('a line of Master.csv', () => {
  test.each([
    [
      'as newcdrcolumns has it',
      ',"1795258049.2","","","1795258049.2",5',
      '1795258049.2',
      '1795258049.2',
    ],
    ['with loguniqueid and loguserfield', ',"1795258049.2","gold"', '1795258049.2', ''],
    ['with loguniqueid only', ',"1795258049.2"', '1795258049.2', ''],
    ['with loguserfield only', ',"gold"', '', ''],
    ['without any', '', '', ''],
    ['with the name of its system', ',"pbx-1-1795258049.2"', 'pbx-1-1795258049.2', ''],
  ])('%s', (_, end, uniqueId, linkedId) => {
    expect(readCdrCsv(`${line}${end}\n`)).toMatchObject([
      {
        ...{ uniqueId, linkedId, disposition: 'answered' },
        ...{ channel: 'PJSIP/trunk-00000002', otherChannel: 'PJSIP/1002-00000004' },
        ...{ callerName: 'Ivan "the", Terrible', callerNumber: '998901234567' },
        ...{ app: 'Dial', appData: 'PJSIP/1001&PJSIP/1002,3', exten: '712000000' },
      },
    ]);
  });

  test.each([
    ['UTC (usegmtime)', '10:47:29'],
    ['the clock of Tashkent', '15:47:29'],
    ['the clock of Kathmandu', '16:32:29'],
    ['the clock of Lima', '05:47:29'],
  ])('means the same moment in %s', (_, time) => {
    const shown = line.replace('10:47:29', time);
    const [record] = readCdrCsv(`${shown},"1795258049.2"\n`);
    expect(record?.startedAt).toBe(startedAt);
  });

  test('half a line, another file, an empty one are nothing', () => {
    const whole = `${line},"1795258049.2"`;
    for (const text of ['', 'a,b,c\n', whole.slice(0, -1), whole.slice(0, 200), '\0\0\0\n']) {
      expect(readCdrCsv(text)).toEqual([]);
    }
  });

  test('whatever stands in it, reading does not throw and does not hang', () => {
    const piece = fc.constantFrom('"', '""', ',', '\n', '\r\n', line, 'a', '2026-11-21 10:47:29');
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 60 }), (pieces) => {
        readCdrCsv(pieces.join(''));
      }),
    );
  });

  test('every field comes back as it was written', () => {
    const texts = fc.array(
      fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('\n')),
      { minLength: 9, maxLength: 9 },
    );
    fc.assert(
      fc.property(texts, (fields) => {
        const quoted = fields.map((text) => `"${text.replaceAll('"', '""')}"`).join(',');
        const text = `${quoted},"2026-11-21 10:47:29",,"2026-11-21 10:47:29",0,0,"BUSY","X"\n`;
        const [record] = readCdrCsv(text);
        const [, , exten = '', , , channel = '', otherChannel = '', app = ''] = fields;
        if (channel === '') expect(record).toBeUndefined();
        else expect(record).toMatchObject({ exten, channel, otherChannel, app });
      }),
    );
  });
});

describe('a row of master.db', () => {
  const row = {
    ...{ channel: 'PJSIP/trunk-00000002', uniqueid: '1795258049.2', disposition: 'ANSWERED' },
    ...{ duration: '3', billsec: '1' },
  };

  test('with the columns of the sample has no end and no answer: they follow', () => {
    expect(readCdrRecord({ ...row, calldate: '2026-11-21 10:47:29' })).toMatchObject({
      startedAt,
      answeredAt: startedAt + 2_000,
      endedAt: startedAt + 3_000,
    });
  });

  test('with raw times is right to the millisecond; 0 is never', () => {
    const times = { start: '1795258049.289000', answer: '0.000000', end: '1795258051.100000' };
    expect(
      readCdrRecord({ ...row, ...times, billsec: '0', disposition: 'NO ANSWER' }),
    ).toMatchObject({
      startedAt: startedAt + 289,
      answeredAt: undefined,
      endedAt: startedAt + 2_100,
    });
  });

  test('with a disposition as a number is read as well', () => {
    const start = '2026-11-21 10:47:29';
    expect(readCdrRecord({ ...row, start, disposition: '4' })?.disposition).toBe('busy');
    expect(readCdrRecord({ ...row, start, disposition: '8' })?.disposition).toBe('answered');
  });
});
