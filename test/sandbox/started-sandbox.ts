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

type Environment = Readonly<Record<string, string>>;

/** An empty folder to start it in, with a folder for temporary files inside. */
export type Desk = {
  readonly folder: string;
  /** Resolves when the console shows the address of the page. */
  readonly start: (environment: Environment) => Promise<StartedSandbox>;
  /** Resolves at once. */
  readonly startOnly: (environment: Environment) => Pick<StartedSandbox, 'end'>;
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
    start: (environment) => started(run(folder, { TMPDIR: temporary, ...environment })),
    startOnly: (environment) => run(folder, { TMPDIR: temporary, ...environment }),
    temporaries: () => readdir(temporary),
    clear: () => rm(folder, { recursive: true, force: true }),
  };
}

type Running = Pick<StartedSandbox, 'end' | 'printed'> & {
  readonly pid: number;
  /** Calls back now and with everything it prints. */
  readonly watch: (look: (printed: string) => void) => void;
  readonly exited: Promise<[number | null, NodeJS.Signals | null]>;
};

function run(folder: string, environment: Environment): Running {
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, [main], {
    cwd: folder,
    // Any free port: 4000 may be somebody's.
    env: { PATH, HOME, HTTP_PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  let look: (printed: string) => void = () => undefined;
  for (const output of [child.stdout, child.stderr]) {
    output.on('data', (bytes: Buffer) => {
      text += bytes.toString();
      look(text);
    });
  }
  const exited = once(child, 'exit') as Running['exited'];
  return {
    ...{ pid: child.pid ?? 0, exited, printed: () => text },
    watch: (next) => {
      look = next;
      look(text);
    },
    end: async (signal) => {
      child.kill(signal);
      const [code, endedBy] = await exited;
      return endedBy ?? code;
    },
  };
}

async function started({ pid, exited, printed, watch, end }: Running): Promise<StartedSandbox> {
  const url = await new Promise<string>((resolve, reject) => {
    watch((text) => {
      const [, found] = /Open (http:\S+) [^]*\nPBX: .*\n/.exec(text) ?? [];
      if (found !== undefined) resolve(found);
    });
    void exited.then(([code]) => {
      reject(new Error(`it ended with ${String(code)}: ${printed()}`));
    });
  });
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '');
  return { url, printed, end, childPids: children.split(' ').filter(Boolean).map(Number) };
}

/** A zombie that nobody has waited for yet no longer runs. */
export function isRunning(pid: number): boolean {
  return (
    existsSync(`/proc/${pid}`) && !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'latin1'))
  );
}
