import { glob, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Makes the folders Asterisk expects below `home`, and writes `files` into `etc`. */
export async function writeHome(
  home: string,
  files: Readonly<Record<string, string>>,
): Promise<void> {
  const folders = ['etc', 'run', 'log/cdr-csv', 'lib/keys', 'lib/moh', 'spool', 'cache'];
  await Promise.all(folders.map((folder) => mkdir(join(home, folder), { recursive: true })));
  await Promise.all(
    Object.entries(files).map(async ([name, text]) => {
      const path = join(home, 'etc', name);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, text);
    }),
  );
}

/** Where an unpacked Asterisk has its modules: with or without a folder per platform. */
export async function modulesFolder(tree: string): Promise<string> {
  for await (const found of glob(join(tree, 'usr/lib/{*/,}asterisk/modules'))) return found;
  throw new Error(`${tree} holds no Asterisk`);
}
