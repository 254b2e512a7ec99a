import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, existsSync, openSync } from 'node:fs';

/**
 * Starts a process that cannot outlive ours: the kernel kills it when we are gone, also after a
 * `kill -9` (setpriv is part of every Debian). Its output goes to `logFile`.
 */
export function spawnBound(argv: readonly string[], logFile: string): ChildProcess {
  const setpriv = ['/usr/bin/setpriv', '/bin/setpriv'].find((file) => existsSync(file));
  const bound = setpriv === undefined ? argv : [setpriv, '--pdeathsig', 'KILL', ...argv];
  const [command = '', ...rest] = bound;
  const output = openSync(logFile, 'a');
  const child = spawn(command, rest, { stdio: ['ignore', output, output] });
  closeSync(output);
  return child;
}
