import { readFileSync } from 'node:fs';
import path from 'node:path';
import { printDialplan } from './print-dialplan.ts';

/** The console of the emulated PBX whose files are there: to be run as `asterisk -rx "…"` is. */
export function consoleCommand(etcFolder: string): readonly [string, ...string[]] {
  return [process.execPath, import.meta.filename, etcFolder];
}

/** What it prints; undefined for what it cannot do. */
function answer(etcFolder: string, line: string): string | undefined {
  const [, context] = /^dialplan show (\S+)$/.exec(line) ?? [];
  if (context === undefined) return undefined;
  return printDialplan(readFileSync(path.join(etcFolder, 'extensions.conf'), 'latin1'), context);
}

if (import.meta.main) {
  const [etcFolder = '', , line = ''] = process.argv.slice(2);
  const said = answer(etcFolder, line);
  if (said === undefined) process.exitCode = 1;
  else process.stdout.write(said);
}
