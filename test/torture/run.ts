/*
 * The long proofs, each a file beside this one that prints its figures:
 *   npm run torture             all of them
 *   npm run torture -- files    one
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import path from 'node:path';

const known = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith('.ts') && file !== 'run.ts')
  .map((file) => path.basename(file, '.ts'))
  .toSorted();
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !known.includes(name));
if (unknown.length > 0) {
  console.error(`There is no ${unknown.join(', ')}. Known: ${known.join(', ')}.`);
  process.exit(2);
}
let failures = 0;
for (const name of wanted.length > 0 ? wanted : known) {
  console.log(`== ${name}`);
  const child = spawn(process.execPath, [path.join(import.meta.dirname, `${name}.ts`)], {
    stdio: 'inherit',
  });
  await once(child, 'exit');
  if (child.exitCode !== 0) failures += 1;
}
console.log(failures === 0 ? 'All held.' : `${failures} did not hold.`);
process.exit(failures === 0 ? 0 : 1);
