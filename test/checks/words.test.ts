import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { fixNames } from '../../src/lib/check.ts';

const src = path.join(import.meta.dirname, '../../src');
const read = (pattern: string) =>
  globSync(pattern, { cwd: src })
    .map((file) => readFileSync(path.join(src, file), 'utf8'))
    .join('\n');
const keysOf = (text: string) => [...text.matchAll(/^([\w-]+) =/gm)].map(([, key]) => key);

const said = keysOf(read('checks/uz.ftl'));
const code = read('{checks/*,lib/run-checks}.ts');

test('every finding and every check has its words, and there are no words without', () => {
  const findings = [...code.matchAll(/'(check-[a-z0-9-]+)'/g)].map(([, key]) => key);
  const ids = [...code.matchAll(/(?:\bid: |check\(|about(?:Readable)?\()'([a-z0-9-]+)'/g)];
  const names = ids.map(([, id]) => `check-${id ?? ''}`);
  expect([...new Set(said)].toSorted()).toEqual([...new Set([...findings, ...names])].toSorted());
});

test('every fix has a button and a title', () => {
  const words = keysOf(read('features/doctor/uz.ftl'));
  for (const fix of fixNames) {
    expect(words).toContain(`doctor-fix-${fix}`);
    expect(words).toContain(`doctor-title-${fix}`);
  }
});

test('every button that leads elsewhere has its label, and leads somewhere', () => {
  const actions = [
    ...[...code.matchAll(/action: '([a-z]+\.[a-z]+)'/g)].map(([, action = '']) => action),
    'adoption.start',
  ];
  const doors = read('features/*/on-telegram*.ts');
  const words = keysOf(read('features/doctor/uz.ftl'));
  for (const action of actions) {
    expect(words).toContain(`doctor-go-${action.replace('.', '-')}`);
    expect(doors).toMatch(new RegExp(`'${action}': |\\[adoptAction\\]: `));
  }
});
