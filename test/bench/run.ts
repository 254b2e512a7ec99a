/*
 * Measurements, each a file beside this one that prints its figures beside a baseline of the same run:
 *   npm run bench                  all of them
 *   npm run bench -- extensions    one
 * They fail when something is broken, never for being slow: machines differ.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import path from 'node:path';

/** As ecosystem.config.js starts the bot. */
const asTheBot = '--max-semi-space-size=2';

const known = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith('.ts') && file !== 'run.ts')
  .map((file) => path.basename(file, '.ts'))
  .toSorted();
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !known.includes(name));
if (unknown.length > 0) {
  process.stderr.write(`There is no ${unknown.join(', ')}. Known: ${known.join(', ')}.\n`);
  process.exit(2);
}
let failures = 0;
for (const name of wanted.length > 0 ? wanted : known) {
  process.stdout.write(`== ${name}\n`);
  const child = spawn(process.execPath, [asTheBot, path.join(import.meta.dirname, `${name}.ts`)], {
    stdio: 'inherit',
  });
  await once(child, 'exit');
  if (child.exitCode !== 0) failures += 1;
}
process.stdout.write(failures === 0 ? 'Nothing was broken.\n' : `${failures} failed.\n`);
process.exit(failures === 0 ? 0 : 1);
