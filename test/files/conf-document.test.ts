import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addSection,
  commentOutSection,
  parseConf,
  printConf,
  removeSection,
  removeSetting,
  sectionsOf,
  setSetting,
  uncommentSection,
} from '../../src/files/conf-document.ts';
import { Conflict, InvalidInput, NotFound } from '../../src/lib/error.ts';

const extension = `; phones
[1001]
type=endpoint
context = from-internal ; where it may call
allow=ulaw
allow=alaw
[1001]
type=auth
password=old

; the address of record
[1001]
type=aor
max_contacts=1
`;

function edit(text: string, change: (document: ReturnType<typeof parseConf>) => unknown): string {
  const edited = change(parseConf(text)) as ReturnType<typeof parseConf>;
  return printConf(edited);
}

function settings(text: string): readonly (readonly [string, string])[] {
  return sectionsOf(parseConf(text)).flatMap((section) =>
    section.settings.map(({ key, value }) => [key, value] as const),
  );
}

describe('reading', () => {
  test('sections of one name stay apart, keys that repeat stay', () => {
    expect(
      sectionsOf(parseConf(extension)).map(({ line, settings }) => [line, settings.length]),
    ).toEqual([
      [2, 4],
      [7, 2],
      [12, 2],
    ]);
  });

  test('templates, parents and additions are told', () => {
    const [template, child, addition] = sectionsOf(parseConf('[a](!)\n[b](a,c)\n[b](+)\n'));
    expect(template).toMatchObject({ name: 'a', isTemplate: true, parents: [] });
    expect(child).toMatchObject({ name: 'b', isTemplate: false, parents: ['a', 'c'] });
    expect(addition).toMatchObject({ name: 'b', isAddition: true, parents: [] });
  });

  test('"=>" gives the value behind it, "= >" a value that begins with ">"', () => {
    expect(settings('[a]\nx=>1\ny = >2\nz => 3\n')).toEqual([
      ['x', '1'],
      ['y', '>2'],
      ['z', '3'],
    ]);
  });

  test('nested block comments hide, rules of dashes do not', () => {
    const text =
      '[a]\n;---- rule ----;\nx=1 ;-- ;-- hidden --; y=2\nz=3 --; \n;--\nw=4\n--;\nv=5\n';
    expect(settings(text)).toEqual([
      ['x', '1'],
      ['v', '5'],
    ]);
  });

  test('a name is cut at 79 bytes', () => {
    expect(sectionsOf(parseConf(`[${'n'.repeat(100)}]\n`))[0]?.name).toHaveLength(79);
  });

  test('a line of 8190 bytes is read, one of 8191 skipped', () => {
    const value = (length: number): string => `x=${'v'.repeat(length - 2)}\n`;
    expect(settings(`[a]\n${value(8190)}`)).toHaveLength(1);
    expect(settings(`[a]\n${value(8191)}y=2\n`)).toEqual([['y', '2']]);
  });

  test('a megabyte is read and printed in linear time', () => {
    const text = extension.repeat(6000);
    const started = performance.now();
    expect(printConf(parseConf(text))).toBe(text);
    // 10 ms on an idle core, hours if it were quadratic in bytes.
    expect(performance.now() - started).toBeLessThan(60_000);
  });
});

describe('print(parse(x)) is x', () => {
  test('for any bytes', () => {
    const bytes = fc.uint8Array({ maxLength: 200 }).map((a) => Buffer.from(a).toString('latin1'));
    fc.assert(
      fc.property(bytes, (text) => printConf(parseConf(text)) === text),
      { numRuns: 20_000 },
    );
  });

  test.each(['', '\n', '\r', '\r\n', '\xef\xbb\xbf[a]', '[a]\0b\n', '\t[a]\t\r\nx\r=\r1', ';-- x'])(
    'for %j',
    (text) => {
      expect(printConf(parseConf(text))).toBe(text);
    },
  );

  test.each([8190, 8191, 8192, 8193, 16382, 16383, 20_000])('for a line of %i bytes', (length) => {
    const text = `[a]\nx=${'v'.repeat(length)}\ny=1`;
    expect(printConf(parseConf(text))).toBe(text);
  });
});

describe('setting a value', () => {
  const password = (value: string) => ({
    section: { name: '1001', type: 'auth' },
    key: 'password',
    value,
  });

  test('changes the value in its line and nothing else', () => {
    const section = { name: '1001', type: 'endpoint' };
    expect(edit(extension, (d) => setSetting(d, { section, key: 'context', value: 'x' }))).toBe(
      extension.replace('= from-internal ;', '= x ;'),
    );
  });

  test('adds a missing key after the last setting, in its style and line ending', () => {
    const text = '[a]\r\n  x => 1\r\n\r\n; b is next\r\n[b]\r\n';
    const change = { section: { name: 'a' }, key: 'y', value: '2' };
    expect(edit(text, (d) => setSetting(d, change))).toBe(
      '[a]\r\n  x => 1\r\n  y = 2\r\n\r\n; b is next\r\n[b]\r\n',
    );
  });

  test('ends a last line that has no ending', () => {
    const change = { section: { name: 'a' }, key: 'y', value: '2' };
    expect(edit('[a]\nx=1', (d) => setSetting(d, change))).toBe('[a]\nx=1\ny=2\n');
    expect(edit('[a]', (d) => setSetting(d, change))).toBe('[a]\ny = 2\n');
  });

  test('keeps "=>" and puts a value where there was none', () => {
    const change = { section: { name: 'a' }, key: 'x', value: '2' };
    expect(edit('[a]\nx=> 1;c\n', (d) => setSetting(d, change))).toBe('[a]\nx=> 2 ;c\n');
    expect(edit('[a]\nx =\n', (d) => setSetting(d, change))).toBe('[a]\nx = 2\n');
    expect(edit('[a]\nx=;c\n', (d) => setSetting(d, change))).toBe('[a]\nx= 2 ;c\n');
  });

  test('finds the section by the type of its template', () => {
    const text = '[t](!)\ntype=endpoint\n[1](t)\n[1]\ntype=aor\n';
    const change = { section: { name: '1', type: 'endpoint' }, key: 'context', value: 'c' };
    expect(edit(text, (d) => setSetting(d, change))).toBe(
      '[t](!)\ntype=endpoint\n[1](t)\ncontext = c\n[1]\ntype=aor\n',
    );
  });

  test('refuses a section or a key that stands twice, "+=" and additions', () => {
    const change = { section: { name: 'a' }, key: 'x', value: '2' };
    for (const text of ['[a]\n[a]\n', '[a]\nx=1\nx=2\n', '[a]\nx+=1\n', '[a]\n[A](+)\nx=1\n']) {
      expect(() => setSetting(parseConf(text), change), text).toThrow(Conflict);
    }
    expect(() => setSetting(parseConf('[b]\n'), change)).toThrow(NotFound);
  });

  test('refuses a line that a block comment touches', () => {
    const change = { section: { name: 'a' }, key: 'x', value: '2' };
    expect(() => setSetting(parseConf('[a]\nx=1 ;-- no --;\n'), change)).toThrow(Conflict);
    expect(() => setSetting(parseConf('[a]\nx=1\n;--\n'), { ...change, key: 'y' })).not.toThrow();
  });

  test.each([
    ['a line break that opens a section', 'x\n[evil]\ntype=endpoint\ncontext=from-internal'],
    ['CR LF', 'x\r\ny=1'],
    ['a lone CR', 'x\ry'],
    ['a semicolon', 'ab;cd'],
    ['an escaped semicolon', 'ab\\;cd'],
    ['a block comment', ';-- note'],
    ['the end of a block comment', 'x--;'],
    ['a trailing backslash', 'ab\\'],
    ['a leading ">"', '>abc'],
    ['a leading blank', ' abc'],
    ['a trailing blank', 'abc '],
    ['a tab', 'a\tb'],
    ['a zero byte', 'a\0b'],
    ['an over-long value', 'x'.repeat(4001)],
    ['letters outside bytes', 'Ўзбек'],
  ])('refuses %s in a password, and does not repeat it', (_, value) => {
    const attempt = (): unknown => setSetting(parseConf(extension), password(value));
    expect(attempt).toThrow(InvalidInput);
    expect(attempt).not.toThrow(value);
  });

  test.each(['a#b', '"q"', "'", 'a=b', '[x]', 'p%w&+$ {}:', '\xc3\xbc', '#exec', '--', '\\x'])(
    'writes %j as it is',
    (value) => {
      const text = edit(extension, (d) => setSetting(d, password(value)));
      expect(settings(text)).toContainEqual(['password', value]);
    },
  );

  test.each(['x\n[evil]', 'x=y', 'a;b', ' x', '#exec', '[x]', '', '\\x', 'k'.repeat(80)])(
    'refuses the key %j',
    (key) => {
      const change = { section: { name: '1001', type: 'auth' }, key, value: '1' };
      expect(() => setSetting(parseConf(extension), change)).toThrow(InvalidInput);
    },
  );
});

describe('sections', () => {
  const aor = { name: '1002', settings: [['type', 'aor']] as const };

  test('a new one goes to the end, a blank line before it', () => {
    expect(edit('[a]\nx=1\n', (d) => addSection(d, { ...aor, comment: 'Phone' }))).toBe(
      '[a]\nx=1\n\n; Phone\n[1002]\ntype = aor\n',
    );
    expect(edit('', (d) => addSection(d, aor))).toBe('[1002]\ntype = aor\n');
  });

  test('a new one goes between two, never into one', () => {
    const text = '[a]\nx=1\n\n; b\n[b]\n';
    expect(edit(text, (d) => addSection(d, { ...aor, after: 2 }))).toBe(
      '[a]\nx=1\n\n[1002]\ntype = aor\n\n; b\n[b]\n',
    );
    expect(() => addSection(parseConf(text), { ...aor, after: 1 })).toThrow(Conflict);
    expect(() => addSection(parseConf('[a]\n;--\n'), aor)).toThrow(Conflict);
  });

  test.each([
    '1001](!)',
    '1001(+)',
    '1500 ',
    '15/00',
    '1500@x',
    'a]b',
    'n'.repeat(80),
    '',
    '#exec',
    'a;b',
    'a\nb',
  ])('the name %j is refused', (name) => {
    expect(() => addSection(parseConf(''), { ...aor, name })).toThrow(InvalidInput);
    expect(() => addSection(parseConf(''), { ...aor, parents: [name] })).toThrow(InvalidInput);
  });

  test('a comment cannot become a statement', () => {
    const comment = '--\n#exec /bin/sh\n;--\n[evil]';
    const text = edit('', (d) => addSection(d, { ...aor, comment }));
    expect(sectionsOf(parseConf(text))).toHaveLength(1);
    expect(() => addSection(parseConf(''), { ...aor, comment: 'a\rb' })).toThrow(InvalidInput);
  });

  test('one is removed with the comment above it, its twins stay', () => {
    expect(edit(extension, (d) => removeSection(d, { name: '1001', type: 'aor' }))).toBe(
      extension.slice(0, extension.indexOf('\n; the address')),
    );
    expect(edit(extension, (d) => removeSection(d, { name: '1001', type: 'auth' }))).toBe(
      extension.replace('[1001]\ntype=auth\npassword=old\n\n', ''),
    );
  });

  test('one that others build on is not removed', () => {
    for (const text of ['[a](!)\n[b](A)\n', '[a]\n[A](+)\nx=1\n', '[a]\n#include "x"\ny=1\n']) {
      expect(() => removeSection(parseConf(text), { name: 'a' }), text).toThrow(Conflict);
    }
  });

  test('one setting is removed with its remark', () => {
    const section = { name: '1001', type: 'endpoint' };
    expect(edit(extension, (d) => removeSetting(d, { section, key: 'context' }))).toBe(
      extension.replace(/context.*\n/, ''),
    );
    expect(() => removeSetting(parseConf(extension), { section, key: 'allow' })).toThrow(Conflict);
    expect(() => removeSetting(parseConf(extension), { section, key: 'nat' })).toThrow(NotFound);
  });

  test('one is switched off and on again without a trace', () => {
    for (const type of ['endpoint', 'auth', 'aor']) {
      const choice = { name: '1001', type };
      const off = commentOutSection(parseConf(extension), choice);
      expect(sectionsOf(parseConf(printConf(off)))).toHaveLength(2);
      expect(printConf(uncommentSection(parseConf(printConf(off)), choice))).toBe(extension);
    }
    expect(() => uncommentSection(parseConf(extension), { name: '1001' })).toThrow(NotFound);
  });
});
