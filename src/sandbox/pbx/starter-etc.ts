import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const shipped = join(import.meta.dirname, '../../../asterisk-config');
const placeholder = 'password = CHANGE_ME';

/** Fills a new etc folder with the files an operator installs, the ARI password put in. */
export async function writeStarterEtc(etcFolder: string, ariPassword: string): Promise<void> {
  await mkdir(etcFolder, { recursive: true });
  for (const name of ['http.conf', 'pjsip.conf', 'extensions.conf']) {
    await copyFile(join(shipped, name), join(etcFolder, name));
  }
  const ari = await readFile(join(shipped, 'ari.conf'), 'utf8');
  if (!ari.includes(placeholder)) throw new Error('asterisk-config/ari.conf has no CHANGE_ME');
  const text = ari.replace(placeholder, () => `password = ${ariPassword}`);
  await writeFile(join(etcFolder, 'ari.conf'), text, { mode: 0o640 });
}
