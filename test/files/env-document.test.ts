import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'dotenv';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  getEnv,
  parseEnvDocument,
  printEnvDocument,
  setEnv,
} from '../../src/files/env-document.ts';
import { Conflict, InvalidInput } from '../../src/lib/error.ts';

function set(text: string, key: string, value: string): string {
  return printEnvDocument(setEnv(parseEnvDocument(text), key, value));
}

test('print(parse(x)) is x', () => {
  const line = fc.constantFrom(
    'A=1',
    ' export B="x" # y',
    '#',
    '\r',
    '\n',
    '\r\n',
    '\xef\xbb\xbf',
    "C='",
    '',
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(line, fc.string())), (parts) => {
      const text = parts.join('');
      return printEnvDocument(parseEnvDocument(text)) === text;
    }),
    { numRuns: 5000 },
  );
});

describe('setting a value', () => {
  test.each([
    ['plain', 'A=1\nKEY=old\nB=2\n', 'A=1\nKEY=new\nB=2\n'],
    ['spaces', 'KEY = old \n', 'KEY = new \n'],
    ['export and double quotes', 'export KEY="old"  # why\n', 'export KEY="new"  # why\n'],
    ['single quotes with # inside', "KEY='o#d'#x\n", "KEY='new' #x\n"],
    ['a remark that touches', 'KEY=old#x\n', 'KEY=new #x\n'],
    ['a remark that touches nothing', 'KEY= # x\n', 'KEY= new # x\n'],
    ['CRLF', 'KEY=old\r\nB=2\r\n', 'KEY=new\r\nB=2\r\n'],
    ['no last ending', 'KEY=old', 'KEY=new'],
    ['empty', 'KEY=\nB=2\n', 'KEY=new\nB=2\n'],
    ['a byte order mark', '\xef\xbb\xbfKEY=old\n', '\xef\xbb\xbfKEY=new\n'],
    ['a colon', 'KEY: old\n', 'KEY: new\n'],
    ['bytes of other letters beside it', 'A=\xc3\xa0\nKEY=old\n', 'A=\xc3\xa0\nKEY=new\n'],
    ['no line yet', 'A=1', 'A=1\nKEY=new\n'],
    ['no line yet in a CRLF file', 'A=1\r\n', 'A=1\r\nKEY=new\r\n'],
    ['its example', '# the key\n# KEY=\n\nA=1\n', '# the key\n# KEY=\nKEY=new\n\nA=1\n'],
    ['an empty file', '', 'KEY=new\n'],
  ])('%s', (_, before, after) => {
    expect(set(before, 'KEY', 'new')).toBe(after);
  });

  test('a key that stands twice is refused with its lines', () => {
    expect(() => set('KEY=1\nA=1\nexport KEY=2\n', 'KEY', 'new')).toThrow(/lines 1, 3/);
    expect(() => getEnv(parseEnvDocument('KEY=1\nKEY=2\n'), 'KEY')).toThrow(Conflict);
  });

  test('a value over several lines, or a key inside one, is refused', () => {
    expect(() => set('KEY="a\nb"\n', 'KEY', 'new')).toThrow(Conflict);
    expect(() => set('A="x\nKEY=1\n"\n', 'KEY', 'new')).toThrow(Conflict);
    expect(() => set('A="x\n', 'KEY', 'new')).not.toThrow();
  });

  test.each([
    'a b',
    'a#b',
    '"a',
    "a'",
    '`id`',
    '$HOME',
    'a\\',
    'a;b',
    'a=b',
    'a\nB=1',
    'a\r',
    '\u00fc',
    '~',
    '&',
    '*',
    '!',
    '(',
    'x'.repeat(2001),
  ])('the value %j is refused and not repeated', (value) => {
    expect(() => set('KEY=1\n', 'KEY', value)).toThrow(InvalidInput);
  });

  test.each(['', '1A', 'A B', 'A=', 'A\n', 'A-B', 'export '])('the key %j is refused', (key) => {
    expect(() => set('', key, '1')).toThrow(InvalidInput);
  });

  test('only its own line changes, and it reads back', () => {
    const value = fc.stringMatching(/^[A-Za-z0-9_.:/@+,%-]{0,40}$/);
    const line = fc.constantFrom(
      'A=1',
      'KEY=x',
      "KEY='x'",
      'export KEY="x" # y',
      '# KEY=',
      '',
      'B="q"',
      'C',
    );
    fc.assert(
      fc.property(fc.uniqueArray(line), value, (lines, next) => {
        const text = lines.map((each) => `${each}\n`).join('');
        const isTwice = lines.filter((each) => /^(export )?KEY/.test(each)).length > 1;
        if (isTwice) {
          expect(() => set(text, 'KEY', next)).toThrow(Conflict);
          return;
        }
        const after = set(text, 'KEY', next);
        expect(parse(after)).toEqual({ ...parse(text), KEY: next });
        const kept = after.split('\n').filter((each) => !/^(export )?KEY/.test(each));
        expect(kept.join('\n')).toBe(
          text
            .split('\n')
            .filter((each) => !/^(export )?KEY/.test(each))
            .join('\n'),
        );
      }),
      { numRuns: 5000 },
    );
  });
});

test('what is written reads the same in dotenv, in Node and in bash', () => {
  const folder = mkdtempSync(join(tmpdir(), 'navbatchi-env-'));
  try {
    const value = 'AZaz09_.:/@+,%-';
    const file = join(folder, '.env');
    for (const before of ['', 'KEY="x"\n', "KEY='x'\n", 'export KEY=x # y\n']) {
      const text = set(before, 'KEY', value);
      writeFileSync(file, text);
      const print = 'process.stdout.write(process.env.KEY)';
      const node = execFileSync(process.execPath, [`--env-file=${file}`, '-e', print], {
        encoding: 'utf8',
      });
      const bash = execFileSync('bash', ['-c', '. "$1"; printf %s "$KEY"', 'bash', file], {
        encoding: 'utf8',
      });
      expect([parse(text)['KEY'], node, bash]).toEqual([value, value, value]);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('a value and its line are found', () => {
  const document = parseEnvDocument("A=1\r\n#KEY=0\r\nexport KEY='a#b' # c\r\n");
  expect(getEnv(document, 'KEY')).toEqual({ value: 'a#b', line: 3 });
  expect(getEnv(document, 'B')).toBeUndefined();
});
