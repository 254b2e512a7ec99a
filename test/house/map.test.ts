import { expect, test } from 'vitest';
import { checkMap } from './map.ts';

const map = `# Map
\`\`\`
app.ts        puts the house together
features/     what it does
  calls/      calls
lib/          the floor
\`\`\`
`;
const paths = ['src/app.ts', 'src/config.ts', 'src/features/calls/index.ts', 'src/lib/deep/x.ts'];
const check = (text: string, more: readonly string[] = []) =>
  checkMap([
    { path: 'src/README.md', text },
    ...[...paths, ...more].map((path) => ({ path, text: '' })),
  ]);

test('a true map has no faults', () => {
  expect(check(map)).toEqual([]);
});

test.each([
  ['a folder that is gone', map.replace('lib/  ', 'libs/  '), [], ['src/libs/', 'src/lib/']],
  ['a file that is gone', map.replace('app.ts', 'main.ts'), [], ['src/main.ts']],
  ['a feature that is not named', map, ['src/features/inbox/index.ts'], ['src/features/inbox/']],
  ['a room that is not named', map, ['src/meta/graph.ts'], ['src/meta/']],
])('%s is told', (_what, text, more, told) => {
  const faults = check(text, more);
  expect(faults).toHaveLength(told.length);
  for (const [index, path] of told.entries()) expect(faults[index]).toContain(path);
});

test('no map is told', () => {
  expect(checkMap([])).toEqual(['src/README.md: the map is missing.']);
});
