import type { TrackedFile } from './tracked-text.ts';

/**
 * Whether the map in `src/README.md` (its first code block) is true: all that it names is there, and
 * every folder of `src` and of `src/features` is named.
 */
export function checkMap(files: readonly TrackedFile[]): readonly string[] {
  const readme = files.find(({ path }) => path === 'src/README.md');
  if (readme === undefined) return ['src/README.md: the map is missing.'];
  const named = readMap(readme.text);
  const paths = new Set(files.flatMap(({ path }) => [path, ...foldersOf(path)]));
  const wanted = [...paths].filter((path) => /^src\/(features\/)?[^/]+\/$/.test(path));
  return [
    ...named
      .filter((path) => !paths.has(path))
      .map((path) => `src/README.md: the map names ${path}, which is not there.`),
    ...wanted
      .filter((path) => !named.includes(path))
      .map((path) => `src/README.md: the map does not name ${path}.`),
  ];
}

/** Paths from the main folder; folders end with a slash. Two spaces of indentation are one folder. */
function readMap(text: string): readonly string[] {
  const [, block = ''] = /^```\n(.*?)^```/ms.exec(text) ?? [];
  let folder = '';
  return [...block.matchAll(/^( *)([\w.-]+\/?) {2,}\S/gm)].map(([, indent = '', name = '']) => {
    const path = `src/${indent === '' ? '' : folder}${name}`;
    if (indent === '') folder = name;
    return path;
  });
}

function foldersOf(path: string): readonly string[] {
  const parts = path.split('/').slice(0, -1);
  return parts.map((_part, index) => `${parts.slice(0, index + 1).join('/')}/`);
}
