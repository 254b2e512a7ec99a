import { expect, test } from 'vitest';
import { readConfTree, type ConfTree } from '../../src/files/conf-tree.ts';
import { createRandom } from './cheap-random.ts';
import { memorySource } from './memory-source.ts';

const read = (files: Readonly<Record<string, string>>, root = 'root.conf'): Promise<ConfTree> =>
  readConfTree(memorySource(files), `/etc/${root}`, '/etc');

/** Other files are read until nothing is remembered of those before. */
async function forget(): Promise<void> {
  for (let other = 0; other < 10; other += 1) await read({}, `other-${other}.conf`);
}

test('what is remembered never differs from what is read afresh, whatever file changes', async () => {
  const random = createRandom(20_261_121);
  const texts = ['', '[a]\nx=1\n', '[b](a)\ny=2\n', '#include "p*.conf"\n', '#tryinclude q.conf\n'];
  const names = ['/etc/root.conf', '/etc/p1.conf', '/etc/p2.conf', '/etc/q.conf'];
  const files: Record<string, string> = {};
  for (let step = 0; step < 500; step += 1) {
    const name = names[random(names.length)] ?? '';
    const text = texts[random(texts.length)] ?? '';
    if (random(4) === 0) Reflect.deleteProperty(files, name);
    else files[name] = random(2) === 0 ? text : (files[name] ?? '') + text;
    if ((files[name]?.length ?? 0) > 60) files[name] = '';
    const remembered = await read(files);
    await forget();
    expect(await read(files)).toEqual(remembered);
  }
});

test('the same files give the very same tree', async () => {
  const files = { '/etc/root.conf': '#include p*.conf\n', '/etc/p1.conf': '[a]\n' };
  const tree = await read(files);
  await read({ ...files, '/etc/p2.conf': '[b]\n' });
  expect(await read({ ...files })).toBe(tree);
});

test('a file that appears where a pattern looks is seen', async () => {
  const files = { '/etc/root.conf': '#include p*.conf\n', '/etc/p1.conf': '[a]\n' };
  await read(files);
  const { objects } = await read({ ...files, '/etc/p2.conf': '[b]\n' });
  expect(objects.map(({ id }) => id)).toEqual(['a', 'b']);
});
