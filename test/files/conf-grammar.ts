import fc from 'fast-check';

/** Files of one made-up configuration; `root` is the one that is read, the others may be included. */
export type MadeUpConf = Readonly<Record<'root' | 'a' | 'b1' | 'b2', string>>;

/** In include lines: the folder of the configuration. */
export const folderMark = '@DIR@';

const name = fc.constantFrom(
  'a',
  'b',
  'A',
  't',
  'x y',
  ' a',
  '',
  'a.b',
  '\xfc',
  '1001',
  'n'.repeat(78),
  'n'.repeat(79),
  'n'.repeat(90),
  'a;b',
  'a\\;b',
  '=',
  '#',
  'a[b',
);
const option = fc.oneof(
  fc.constantFrom(
    '!',
    '+',
    'a',
    'b',
    't',
    'A',
    ' a',
    '',
    '+type=endpoint',
    '+type=e',
    '+x=1&type=auth',
    '+TEMPLATES=include',
    '+TEMPLATES=restrict',
    '+nothing',
    '+type=^auth$',
    'no such',
  ),
  name,
);
const key = fc.constantFrom(
  'type',
  'x',
  'X',
  'allow',
  '',
  ' ',
  'a b',
  '\\x',
  '\\[x',
  '\\#x',
  '\\=',
  '\\',
  '\\\xfc',
  '\xfc',
  'x+',
  '+',
  'exten',
  '[x',
  'a"b',
  'a\\',
  '{',
  '}',
  '":"',
);
const operator = fc.constantFrom(
  '=',
  ' = ',
  '=>',
  ' => ',
  '= >',
  '+=',
  ' += ',
  '+ =',
  '+=>',
  '==',
  '',
  '=\t',
);
const value = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      '1',
      'endpoint',
      'auth',
      'ulaw,alaw',
      '',
      '"q"',
      '<x>',
      'a b',
      'sip:1@2',
      '\xff',
      '}',
      '{',
      ']',
      '(!)',
      '\\',
      '\\\\',
      'v'.repeat(70),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      'a;b',
      'a\\;b',
      'a\\\\;b',
      ';',
      ';;',
      '\\;\\;',
      '\\;;',
      ';-',
      ';--',
      ';---',
      '; ;--',
      '--;',
      '-;',
      ';-- c --;',
      ';-- c --; d',
      ';-- ;-- c --; --; d',
      '--;--',
      ';--;',
      ';--a;b--;c',
      ';-- \\; --;d',
      ';-- \\--;',
      '\r',
      'a\rb',
      'a\0b',
      '\t',
      '\v',
      '\xa0',
      '\x85',
    ),
  },
);
const glue = fc.constantFrom('', ' ', '\t', '  ', '\v');
const remark = fc.constantFrom(
  '',
  '',
  '',
  ' ; c',
  ';c',
  '  ; c',
  ' ;-- c --;',
  ' ;--- c',
  ' ;; c',
  '\t;c --;',
  ' ;!',
);

const header = fc
  .tuple(
    glue,
    name,
    fc.constantFrom(']', ']', ']', ']', ']', ']', ']', ']', ']', '] ', ''),
    fc.oneof(
      { weight: 3, arbitrary: fc.constant(undefined) },
      { weight: 2, arbitrary: fc.array(option, { maxLength: 3 }) },
    ),
    fc.constantFrom(')', ')', ')', ')', ')x', ''),
    remark,
  )
  .map(
    ([lead, label, close, options, end, tail]) =>
      `${lead}[${label}${close}${options ? `(${options.join(',')}${end}` : ''}${tail}`,
  );
const setting = fc.tuple(glue, key, operator, value, remark).map((parts) => parts.join(''));
const directive = fc
  .tuple(
    fc.constantFrom(
      '#include',
      '#tryinclude',
      '#tryinclude',
      '#Include',
      '#',
      '#exec',
      '#inclde',
      '#include;',
      '# include',
      '\\#include',
    ),
    fc.constantFrom(' ', '  ', '\t', '', '\xfc'),
    fc.constantFrom(
      `"${folderMark}/a"`,
      `<${folderMark}/a>`,
      `${folderMark}/a`,
      `"${folderMark}/b*"`,
      `${folderMark}/b?`,
      `${folderMark}/b[12]`,
      `${folderMark}/{b2,b1}`,
      `${folderMark}/b[!2]`,
      `"${folderMark}/no"`,
      `${folderMark}/no*`,
      `"${folderMark}/a`,
      '"',
      '""',
      '',
      folderMark,
      `${folderMark}/root`,
      `${folderMark}//a`,
      `${folderMark}/./a`,
      `<${folderMark}/a"`,
    ),
    remark,
  )
  .map((parts) => parts.join(''));
const comment = fc.constantFrom(
  '',
  '',
  ' ',
  ';',
  '; c',
  ';--',
  '--;',
  ';-- c --;',
  ';-----',
  ';----;',
  ' --; x=1',
  ';--\n[h]\n--;',
  ';-- x=1',
  '-- ;--',
  'x --; y=2',
  ';\\',
  ';--- x --;',
  ';;--',
  ';--\\;',
  '\\;--',
);
const nonsense = fc.oneof(
  fc.constantFrom(
    'nonsense',
    '[',
    ']',
    '[]',
    '[](+)',
    '(!)',
    '=',
    '=>',
    '>',
    '\\',
    '\\=',
    '+',
    '\0',
    '\0[x]',
    '\r[a]',
    '\xef\xbb\xbf[a]',
    '\xef\xbb\xbf',
    '[a]]',
    '[[a]',
    '[a][b]',
    '[a]=1',
    `x=${'l'.repeat(8187)}`,
    `x=${'l'.repeat(8188)}`,
    `x=${'l'.repeat(8189)}`,
    `x=${'l'.repeat(8190)}`,
    `x=${'l'.repeat(16_400)}`,
    `${' '.repeat(8185)}x=1`,
    `x=\0${'l'.repeat(8300)}`,
  ),
  fc.string({
    unit: fc.integer({ min: 0, max: 255 }).map((code) => String.fromCharCode(code)),
    maxLength: 12,
  }),
);
const line = fc.oneof(
  { weight: 6, arbitrary: setting },
  { weight: 4, arbitrary: header },
  { weight: 2, arbitrary: comment },
  { weight: 1, arbitrary: directive },
  { weight: 1, arbitrary: nonsense },
);
const ending = fc.constantFrom('\n', '\n', '\n', '\n', '\r\n', '\r', '\n\n');
const body = (maxLength: number): fc.Arbitrary<string> =>
  fc
    .array(
      fc.tuple(line, ending).map((parts) => parts.join('')),
      { maxLength },
    )
    .map((lines) => lines.join(''));
const start = fc.constantFrom(
  '',
  '[a]\n',
  '[a]\n',
  '[t](!)\nx=1\n[a](t)\n',
  '[a]\ntype=endpoint\n[a]\ntype=auth\n',
  '\xef\xbb\xbf[a]\r\n',
  '[t](!)\n[b]\n',
);
const cut = (text: string): string => text.replace(/[\r\n]$/, '');

/** A whole file of nasty tokens in every order: what people, editors and attackers write. */
const confText: fc.Arbitrary<string> = fc
  .tuple(start, body(9), fc.boolean())
  .map(([first, rest, isCut]) => (isCut ? cut(first + rest) : first + rest));

export const madeUpConf: fc.Arbitrary<MadeUpConf> = fc
  .tuple(confText, confText, confText, body(3))
  .map(([root, a, b1, b2]) => ({ root, a, b1, b2 }));
