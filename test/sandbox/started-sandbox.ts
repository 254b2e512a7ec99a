import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const main = join(import.meta.dirname, '../../src/main.ts');

/** `node src/main.ts` as a newcomer starts it, seen from outside. */
export type StartedSandbox = {
  /** What the console shows so far. */
  readonly printed: () => string;
  /** Address of the page. */
  readonly url: string;
  readonly childPids: readonly number[];
  /** Resolves with the exit code, or the signal that ended it. */
  readonly end: (signal: NodeJS.Signals) => Promise<number | NodeJS.Signals | null>;
};

/** An empty folder to start it in, with a folder for temporary files inside. */
export type Desk = {
  readonly folder: string;
  readonly start: (environment: Readonly<Record<string, string>>) => Promise<StartedSandbox>;
  /** What lies in the folder for temporary files. */
  readonly temporaries: () => Promise<readonly string[]>;
  readonly clear: () => Promise<void>;
};

export async function makeDesk(): Promise<Desk> {
  const folder = await mkdtemp(join(tmpdir(), 'nb-desk-'));
  const temporary = join(folder, 'tmp');
  await mkdir(temporary);
  return {
    folder,
    start: (environment) => startIn(folder, { TMPDIR: temporary, ...environment }),
    temporaries: () => readdir(temporary),
    clear: () => rm(folder, { recursive: true, force: true }),
  };
}

async function startIn(
  folder: string,
  environment: Readonly<Record<string, string>>,
): Promise<StartedSandbox> {
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, [main], {
    cwd: folder,
    // Any free port: 4000 may be somebody's.
    env: { PATH, HOME, HTTP_PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  const exited = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
  const url = await new Promise<string>((resolve, reject) => {
    const look = (bytes: Buffer): void => {
      printed += bytes.toString();
      const [, found] = /Open (http:\S+) [^]*\nPBX: .*\n/.exec(printed) ?? [];
      if (found !== undefined) resolve(found);
    };
    child.stdout.on('data', look);
    child.stderr.on('data', look);
    void exited.then(([code]) => {
      reject(new Error(`it ended with ${String(code)}: ${printed}`));
    });
  });
  const { pid = 0 } = child;
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '');
  return {
    url,
    printed: () => printed,
    childPids: children.split(' ').filter(Boolean).map(Number),
    end: async (signal) => {
      child.kill(signal);
      const [code, endedBy] = await exited;
      return endedBy ?? code;
    },
  };
}

/** A zombie that nobody has waited for yet no longer runs. */
export function isRunning(pid: number): boolean {
  return (
    existsSync(`/proc/${pid}`) && !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'latin1'))
  );
}
