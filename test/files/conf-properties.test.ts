import { describe, expect, test } from 'vitest';
import { parseConf, printConf, sectionsOf, setSetting } from '../../src/files/conf-document.ts';
import { InvalidInput } from '../../src/lib/error.ts';
import { createRandom, nastyText } from './cheap-random.ts';
import { tryEdit, type TriedEdit } from './conf-edits.ts';

const seed = 20_261_121;

test('print(parse(x)) is x for a million nasty texts', () => {
  const random = createRandom(seed);
  let broken: string | undefined;
  for (let run = 0; run < 1_000_000 && broken === undefined; run += 1) {
    const text = nastyText(random, 24);
    if (printConf(parseConf(text)) !== text) broken = text;
  }
  expect(broken).toBeUndefined();
});

test('300,000 field values are refused or read back exactly, in their own line', () => {
  const random = createRandom(seed);
  const document = parseConf('[a]\nx=1\n[1001]\ntype=auth\npassword = old ; remark\n[b]\ny=2\n');
  const change = { section: { name: '1001', type: 'auth' }, key: 'password' };
  const faults: string[] = [];
  let written = 0;
  for (let run = 0; run < 300_000; run += 1) {
    const value = nastyText(random, 3);
    try {
      const lines = printConf(setSetting(document, { ...change, value })).split('\n');
      const [, setting] = sectionsOf(parseConf(lines.join('\n')))[1]?.settings ?? [];
      written += 1;
      if (setting?.value !== value || lines.length !== 8) faults.push(value);
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
    }
  }
  expect(faults).toEqual([]);
  expect(written).toBeGreaterThan(50_000);
});

describe('an edit does what was asked and nothing else, or is refused', () => {
  test('in 400,000 nasty files', () => {
    const random = createRandom(seed);
    const faults: TriedEdit[] = [];
    let done = 0;
    for (let run = 0; run < 400_000; run += 1) {
      const tried = tryEdit(`[a]\nx=1\n${nastyText(random, 12)}`, random);
      if (tried.after !== undefined) done += 1;
      if (tried.fault !== undefined) faults.push(tried);
    }
    expect(faults.slice(0, 3)).toEqual([]);
    expect(done).toBeGreaterThan(50_000);
  });
});
