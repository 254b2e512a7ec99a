import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { checkFeatureFolders } from './feature-folders.ts';
import { checkLinks } from './links.ts';
import { checkMap } from './map.ts';
import { checkTrackedText, machineHosts, type TrackedFile } from './tracked-text.ts';
import { checkWalls } from './walls.ts';
import { checkWords } from './words.ts';

/** All rules of the house over this checkout. Prints every fault and exits with 1 when there is one. */
const folder = join(import.meta.dirname, '../..');
const files = await readTracked(folder);
const faults = [
  ...(await checkWalls(folder)),
  ...(await checkFeatureFolders(folder)),
  ...(await checkWords(folder)),
  ...checkTrackedText(files, { hosts: machineHosts(process.env) }),
  ...checkLinks(files),
  ...checkMap(files),
];
for (const fault of faults) console.error(fault);
if (faults.length > 0) process.exitCode = 1;
else console.log(`The house is in order: ${files.length} files.`);

/** Every file that git would commit, with its text. */
async function readTracked(root: string): Promise<readonly TrackedFile[]> {
  const { stdout } = await promisify(execFile)(
    'git',
    ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--deduplicate'],
    { cwd: root, maxBuffer: 64 * 1024 * 1024 },
  );
  const paths = stdout.split('\0').filter((path) => path !== '');
  const read = paths.map(async (path) => {
    const text = await readFile(join(root, path), 'utf8').catch(() => undefined);
    return text === undefined ? [] : [{ path, text }];
  });
  return (await Promise.all(read)).flat();
}
