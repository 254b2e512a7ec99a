import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { closeSync, existsSync, openSync } from 'node:fs';
import { promisify } from 'node:util';

export type BoundProcess = ChildProcess;

/**
 * Starts a process that cannot outlive ours: the kernel kills it when we are gone, also after a
 * `kill -9` (setpriv is part of every Debian). Its output goes to `logFile`.
 */
export function spawnBound(argv: readonly string[], logFile: string): BoundProcess {
  const setpriv = ['/usr/bin/setpriv', '/bin/setpriv'].find((file) => existsSync(file));
  const bound = setpriv === undefined ? argv : [setpriv, '--pdeathsig', 'KILL', ...argv];
  const [command = '', ...rest] = bound;
  const output = openSync(logFile, 'a');
  const child = spawn(command, rest, { stdio: ['ignore', output, output] });
  closeSync(output);
  return child;
}

const run = promisify(execFile);
const deadlineMs = 20_000;

/** What a program prints until it ends. Throws when it fails or takes longer than 20 s. */
export async function printedBy(program: string, words: readonly string[]): Promise<string> {
  const { stdout } = await run(program, words, { timeout: deadlineMs });
  return stdout;
}
