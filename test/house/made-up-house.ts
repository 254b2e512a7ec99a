import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

const ours = join(import.meta.dirname, '../..');

/** A folder with these files, our libraries and our package.json; gone when the test is over. */
export async function buildHouse(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'house-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await symlink(join(ours, 'node_modules'), join(folder, 'node_modules'));
  await symlink(join(ours, 'package.json'), join(folder, 'package.json'));
  for (const [file, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), text);
  }
  return folder;
}
