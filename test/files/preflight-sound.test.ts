import { expect, test } from 'vitest';
import { readConfTree } from '../../src/files/conf-tree.ts';
import { preflightPjsip } from '../../src/files/preflight.ts';
import { createRandom } from './cheap-random.ts';
import { memorySource } from './memory-source.ts';

const extension = (number: number) =>
  `[${number}]\ntype=endpoint\ncontext=x\nauth=${number}\naors=${number}\n` +
  `[${number}]\ntype=auth\nusername=${number}\npassword=p\n` +
  `[${number}]\ntype=aor\nmax_contacts=1\n`;

const faults = [
  'auth=9999\n',
  'colour=red\n',
  'transport=t\n',
  'allow=ulow\n',
  '[t]\ntype=transport\n',
];

test('what pre-flight finds in an edited file is what it finds in one never seen before', async () => {
  const random = createRandom(20_261_121);
  let text = Array.from({ length: 800 }, (_, index) => extension(1000 + index)).join('');
  let found = 0;
  for (let step = 0; step < 120; step += 1) {
    const lines = text.split('\n');
    const at = random(lines.length);
    lines.splice(at, random(3), ...(faults[random(faults.length)] ?? '').split('\n'));
    text = lines.join('\n');
    const tree = await readConfTree(memorySource({ '/etc/p.conf': text }), '/etc/p.conf', '/etc');
    const problems = preflightPjsip(tree);
    const copied = { ...tree, objects: tree.objects.map(copy) };
    expect(problems).toEqual(preflightPjsip(copied));
    found += problems.length;
  }
  expect(found).toBeGreaterThan(1000);
});

function copy<T extends { readonly settings: readonly object[] }>(object: T): T {
  return { ...object, settings: [...object.settings] };
}
