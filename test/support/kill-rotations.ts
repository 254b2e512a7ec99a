import { execFile, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { probeAri } from '../../src/asterisk/ari-probe.ts';
import { readAri } from '../../src/pbx/read-ari.ts';
import { openDatabase } from '../../src/storage/database.ts';
import type { TestAsterisk } from './asterisk.ts';
import { buildCrashShim, crashEnvironment } from './crash-shim.ts';
import type { RotationTask } from './rotation-child.ts';

const run = promisify(execFile);

export type RotationBench = {
  readonly asterisk: TestAsterisk;
  readonly folder: string;
  readonly envFile: string;
  readonly rotation: RotationTask['rotation'];
  readonly remove: () => Promise<void>;
};

/** A `.env` that agrees with the ari.conf of this Asterisk, and a var folder beside it. */
export async function openRotationBench(
  asterisk: TestAsterisk,
  rotation: RotationTask['rotation'] = 'alternating',
): Promise<RotationBench> {
  const folder = await mkdtemp(path.join(tmpdir(), 'nb-rotate-'));
  const envFile = path.join(folder, '.env');
  const { pair } = await readAri({ configFolder: asterisk.etc, envFile }).then(({ users }) => ({
    pair: users[0],
  }));
  if (!pair) throw new Error('This Asterisk has no ARI user.');
  const lines = [
    `ASTERISK_ARI_USERNAME=${pair.name}`,
    `ASTERISK_ARI_PASSWORD=${pair.password.reveal()}`,
  ];
  await writeFile(envFile, `${lines.join('\n')}\nOTHER=kept\n`);
  return {
    ...{ asterisk, folder, envFile, rotation },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

type How = {
  readonly crashAt?: number;
  /** From when it begins to rotate. */
  readonly killAfterMs?: number;
  readonly logFile?: string;
  readonly isLeaked?: boolean;
  readonly graceMs?: number;
};

/** Runs a rotation, or a recovery, in a process of its own. */
export async function rotateInChild(
  bench: RotationBench,
  deed: RotationTask['deed'],
  { crashAt, killAfterMs, logFile, isLeaked = false, graceMs = 0 }: How = {},
): Promise<'ended' | 'killed'> {
  const { asterisk, folder, envFile, rotation } = bench;
  const armFile = path.join(folder, 'armed');
  await rm(armFile, { force: true });
  const { pair } = await readAri({ configFolder: asterisk.etc, envFile });
  const { etc, ariUrl, astCommand } = asterisk;
  const login = { username: pair?.username ?? '', password: pair?.password.reveal() ?? '' };
  const task: RotationTask = {
    ...{ deed, rotation, isLeaked, graceMs, envFile, armFile },
    pbx: { etc, ariUrl, astCommand, ...login },
    varFolder: path.join(folder, 'var'),
  };
  const isShimmed = crashAt !== undefined || logFile !== undefined;
  const env = isShimmed
    ? crashEnvironment(await buildCrashShim(), {
        arm: armFile,
        ...(crashAt !== undefined && { at: crashAt }),
        ...(logFile !== undefined && { log: logFile }),
      })
    : process.env;
  const argv = [path.join(import.meta.dirname, 'rotation-child.ts'), JSON.stringify(task)];
  const running = run(process.execPath, argv, { env });
  const { child } = running;
  if (killAfterMs !== undefined) void killAfter(child, armFile, killAfterMs);
  try {
    await running;
    return 'ended';
  } catch (error) {
    const wasKilled = error instanceof Error && 'signal' in error && error.signal === 'SIGKILL';
    if (!wasKilled || (crashAt ?? killAfterMs) === undefined) throw error;
    return 'killed';
  }
}

/** The time counts from when the process is ready: how long its start takes is the machine's affair. */
async function killAfter(child: ChildProcess, armFile: string, ms: number): Promise<void> {
  while (child.exitCode === null && !existsSync(armFile)) await sleep(2);
  await sleep(ms);
  child.kill('SIGKILL');
}

export type KillFigures = {
  readonly killed: number;
  /** After how many kills `.env` named the new pair. */
  readonly endedNew: number;
  /** One sentence for each kill after which `.env`, ari.conf and Asterisk did not agree at once. */
  readonly disagreements: readonly string[];
};

/**
 * Kills a rotation at each of the given places and looks at once, before any recovery, whether the
 * pair in `.env` is good. The next process recovers before it rotates again, or fails.
 */
export async function killRotations(
  bench: RotationBench,
  kills: readonly How[],
  afterKill: () => Promise<void> = () => Promise.resolve(),
): Promise<KillFigures> {
  const disagreements: string[] = [];
  let [killed, endedNew] = [0, 0];
  for (const kill of kills) {
    const before = await usernameOf(bench);
    if ((await rotateInChild(bench, 'rotate', kill)) === 'killed') killed += 1;
    if ((await usernameOf(bench)) !== before) endedNew += 1;
    await afterKill();
    const trouble = await findPairTrouble(bench);
    if (trouble !== undefined) disagreements.push(`${JSON.stringify(kill)}: ${trouble}`);
  }
  await rotateInChild(bench, 'recover');
  const leftover = (await findPairTrouble(bench)) ?? (await findLeftover(bench));
  if (leftover !== undefined) disagreements.push(`at the end: ${leftover}`);
  return { killed, endedNew, disagreements };
}

async function usernameOf({ asterisk, envFile }: RotationBench): Promise<string | undefined> {
  return (await readAri({ configFolder: asterisk.etc, envFile })).pair?.username;
}

/** How often a rotation calls the disk: each of these calls is a place to die before. */
export async function countRotationCalls(bench: RotationBench, how: How = {}): Promise<number> {
  const logFile = path.join(bench.folder, 'calls');
  await rotateInChild(bench, 'rotate', { ...how, logFile });
  const lines = (await readFile(logFile, 'utf8')).trim().split('\n');
  await rm(logFile);
  return lines.length;
}

/** The first thing that is wrong about the pair in `.env`: it must stand in ari.conf and be taken. */
async function findPairTrouble({ asterisk, envFile }: RotationBench): Promise<string | undefined> {
  const { pair, users } = await readAri({ configFolder: asterisk.etc, envFile });
  if (!pair) return 'there is no pair in .env';
  const user = users.find(({ name }) => name === pair.username);
  if (!user?.password.equals(pair.password)) return '.env and ari.conf differ';
  const verdict = await probeAri({ url: asterisk.ariUrl, ...pair });
  if (verdict.type === 'accepted') return undefined;
  return verdict.type === 'refused' ? `ARI says ${verdict.status}` : verdict.sentence;
}

/** The first thing that a recovery left undone. */
async function findLeftover({ asterisk, folder }: RotationBench): Promise<string | undefined> {
  const database = await openDatabase(path.join(folder, 'var', 'navbatchi.sqlite'));
  try {
    const changes = await database
      .selectFrom('changes')
      .select('changeId')
      .where('isOpen', '=', 1)
      .execute();
    if (changes.length > 0) return 'a change is still open';
    const rotations = await database
      .selectFrom('rotations')
      .select(['state', 'isOpen', 'because'])
      .execute();
    const odd = rotations.find(({ isOpen, state }) => isOpen === 1 || state === 'stuck');
    if (odd) return `a rotation is ${odd.state}: ${odd.because ?? ''}`;
  } finally {
    await database.destroy();
  }
  const names = [...(await readdir(asterisk.etc)), ...(await readdir(folder))];
  const left = names.filter((name) => name.endsWith('.tmp'));
  return left.length > 0 ? `left behind: ${left.join(', ')}` : undefined;
}
