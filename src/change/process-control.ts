import { execa } from 'execa';
import { z } from 'zod';
import { Misconfigured, Refused, Unreachable } from '../lib/error.ts';

/** A program that pm2 keeps running. */
export type ManagedProcess = {
  readonly id: number;
  readonly name: string;
  /** 0 while it does not run. */
  readonly pid: number;
  readonly isOnline: boolean;
  /** How often pm2 started it again so far. */
  readonly restarts: number;
  /** Names of the variables that pm2 keeps for it since its first start; they win over its `.env`. */
  readonly variables: ReadonlySet<string>;
};

/** pm2, asked by its own program. Throws Unreachable, Misconfigured (with what to do) or Refused. */
export type ProcessControl = {
  readonly list: () => Promise<readonly ManagedProcess[]>;
  /** Says nothing about how the program fares: pm2 calls it a success when it crashes at once. */
  readonly restart: (id: number) => Promise<void>;
};

/** `wait_ready` lets pm2 wait for a program's word for as long as its `listen_timeout` says. */
const restartDeadlineMs = 60_000;
const listDeadlineMs = 20_000;

/** Each process comes with its whole environment. */
const maxOutputBytes = 8_000_000;

/** `command`: program and first words, as `['pm2']` or `['sudo', '-n', '-u', 'web', 'pm2']`. */
export function createPm2(command: readonly string[]): ProcessControl {
  return {
    list: async () => parseList(await run(command, ['jlist'], listDeadlineMs)),
    restart: async (id) => {
      await run(command, ['restart', String(id)], restartDeadlineMs);
    },
  };
}

async function run(
  [program = '', ...first]: readonly string[],
  words: readonly string[],
  deadlineMs: number,
): Promise<string> {
  const result = await execa(program, [...first, ...words], {
    reject: false,
    stdin: 'ignore',
    maxBuffer: maxOutputBytes,
    timeout: deadlineMs,
    killSignal: 'SIGKILL',
  });
  if (result.code === 'ENOENT' || result.code === 'EACCES') {
    throw new Misconfigured(`"${program}" cannot be run: check command in [dependants].`);
  }
  if (result.timedOut) {
    throw new Unreachable(`pm2 did not answer within ${deadlineMs / 1000} s.`);
  }
  // What pm2 prints may hold the whole environment of a program: it stays out of every message.
  if (result.exitCode !== 0) throw new Refused(`pm2 did not do "${words.join(' ')}".`);
  return result.stdout;
}

const listed = z.array(
  z
    .object({
      pm_id: z.number().int(),
      name: z.string(),
      pid: z.number().int().default(0),
      pm2_env: z.looseObject({
        status: z.string(),
        restart_time: z.number().int().default(0),
        env: z.record(z.string(), z.unknown()).default({}),
      }),
    })
    .transform(({ pm_id: id, name, pid, pm2_env: kept }) => ({
      ...{ id, name, pid, isOnline: kept.status === 'online', restarts: kept.restart_time },
      variables: new Set([...Object.keys(kept), ...Object.keys(kept.env)]),
    })),
);

/** pm2 may print about its daemon before the list, in lines that begin with "[" as well. */
function parseList(printed: string): readonly ManagedProcess[] {
  for (const line of printed.split('\n').toReversed()) {
    const parsed = listed.safeParse(parseJson(line));
    if (parsed.success) return parsed.data;
  }
  throw new Refused('pm2 gave a list that cannot be read.');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
