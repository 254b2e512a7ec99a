import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { printConf, parseConf, sectionsOf, setSetting } from '../../src/files/conf-document.ts';
import { Stop } from '../../src/lib/error.ts';
import { hasAsterisk } from '../support/asterisk.ts';
import { createRandom, nastyText } from './cheap-random.ts';
import { compareWithOracle, readBatch, readBoth, type ReadBoth } from './compare-with-oracle.ts';
import { tryEdit } from './conf-edits.ts';
import { startOracle, type ConfigOracle } from './config-oracle.ts';

const seed = 20_261_121;

describe.runIf(hasAsterisk)('beside a real Asterisk', () => {
  let oracle: ConfigOracle;
  beforeAll(async () => {
    oracle = await startOracle();
  });
  afterAll(async () => {
    await oracle.stop();
  });

  test('20,000 made-up configurations are read as Asterisk reads them, or refused', async () => {
    const comparison = await compareWithOracle(oracle, { count: 20_000, seed });
    expect(comparison.differences).toEqual([]);
    expect(comparison.agreed).toBeGreaterThan(10_000);
  }, 240_000);

  test('4,000 edited files read in Asterisk as they read here', async () => {
    const random = createRandom(seed);
    const edited: string[] = [];
    while (edited.length < 4000) {
      const tried = tryEdit(`[a]\nx=1\n${nastyText(random, 12)}`, random);
      if (tried.after !== undefined && tried.after !== tried.before) edited.push(tried.after);
    }
    const answers = await readBoth(oracle, edited);
    expect(answers.filter((answer) => differs(answer))).toEqual([]);
  }, 120_000);

  test('4,000 written values are in Asterisk exactly what was given, in the one section meant', async () => {
    const random = createRandom(seed + 1);
    const document = parseConf('[a]\nx=1\n[1001]\ntype=auth\npassword=old;remark\n[b]\ny=2\n');
    const change = { section: { name: '1001', type: 'auth' }, key: 'password' };
    const written: { readonly value: string; readonly text: string }[] = [];
    while (written.length < 4000) {
      const value = nastyText(random, 4);
      try {
        written.push({ value, text: printConf(setSetting(document, { ...change, value })) });
      } catch (error) {
        if (!(error instanceof Stop)) throw error;
      }
    }
    const answers = await readBoth(
      oracle,
      written.map(({ text }) => text),
    );
    for (const [index, { asterisk }] of answers.entries()) {
      const value = written[index]?.value;
      expect(asterisk).toEqual([
        { name: 'a', isTemplate: false, templates: '', settings: [['x', '1']] },
        {
          name: '1001',
          isTemplate: false,
          templates: '',
          settings: [
            ['type', 'auth'],
            ['password', value],
          ],
        },
        { name: 'b', isTemplate: false, templates: '', settings: [['y', '2']] },
      ]);
    }
  }, 120_000);

  test.each([
    ...['*.conf', '*', '?', '[ab].conf', '[a-c].conf', '[!a-c].conf', '[^a]*', '[]a]*', 'a[]]'],
    ...['[c-a].conf', '[-]', '[a-]*', '.*', '{b,a}.conf', '{a,{b,1}}.conf', '{}', 'a{', '\\a'],
    ...['**', '[a', '[', 'a?b', '{a.conf,*.conf}', '(a)', 'a+', 'a|b', 'a[-]b', '[!-a]*', '{a}'],
    ...[
      'a,b',
      '{a,b',
      'a}',
      '[a,b]',
      '{[a,b].conf,x}',
      '[{a,b}].conf',
      '*{',
      '[[a]*',
      '*\\*',
      '',
      '.',
      '..',
    ],
  ])('#tryinclude of the pattern %j finds the files Asterisk finds', async (pattern) => {
    const names = ['a.conf', 'b.conf', 'B.conf', '1.conf', '.x.conf', 'a', 'a-b', 'a]', 'aXb', '-'];
    const files = Object.fromEntries(
      names.map((name) => [`glob/${name}`, `[file ${name.replace(']', '')}]\n`]),
    );
    const [read] = await readBatch(oracle, [
      { 'glob-root': `[r]\n#tryinclude "glob/${pattern}"\n`, ...files },
    ]);
    expect(read?.ours).toEqual(read?.asterisk);
  });

  test('sections and settings of a plain file are those Asterisk lists', async () => {
    const text = '[a]\nx=1 ; one\n[t](!)\ny => 2\n[a]\n;-- no\n[b]\n--;\nz= >3\n';
    const [answer] = await readBoth(oracle, [text]);
    const sections = sectionsOf(parseConf(text)).map(({ name, settings }) => [
      name,
      settings.map(({ key, value }) => [key, value]),
    ]);
    const asterisk = typeof answer?.asterisk === 'string' ? [] : (answer?.asterisk ?? []);
    expect(asterisk.map(({ name, settings }) => [name, settings])).toEqual(sections);
  });
});

function differs({ ours, asterisk }: ReadBoth): boolean {
  return ours !== 'refused' && JSON.stringify(ours) !== JSON.stringify(asterisk);
}
