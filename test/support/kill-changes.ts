import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { connectAri, type AriRest } from '../../src/asterisk/ari-rest.ts';
import { proveExtensions } from '../../src/pbx/prove-extensions.ts';
import { readPbx } from '../../src/pbx/read-pbx.ts';
import { Secret } from '../../src/lib/secret.ts';
import { openDatabase } from '../../src/storage/database.ts';
import type { ChildTask } from './change-child.ts';
import { buildCrashShim, crashEnvironment } from './crash-shim.ts';
import type { TestAsterisk } from './asterisk.ts';

const run = promisify(execFile);
const number = '1777';

export type KillFigures = {
  readonly deed: 'create' | 'delete';
  /** Durable calls of the deed, each killed once. */
  readonly points: number;
  readonly endedOld: number;
  readonly endedNew: number;
  /** One sentence for each point after which the three did not agree. */
  readonly disagreements: readonly string[];
};

/**
 * Kills a process before every durable call of a deed, starts it again, and looks whether the
 * database, the files and the running Asterisk agree, on the old state or the new one.
 */
export async function killEverywhere(
  asterisk: TestAsterisk,
  deed: 'create' | 'delete',
): Promise<KillFigures> {
  const shim = await buildCrashShim();
  const varFolder = await mkdtemp(path.join(tmpdir(), 'nb-kill-'));
  const ari = await connectAri({
    url: asterisk.ariUrl,
    username: asterisk.username,
    password: new Secret(asterisk.password),
  });
  const bench = { asterisk, shim, varFolder, ari };
  const other = deed === 'create' ? 'delete' : 'create';
  try {
    // Node keeps what it has compiled when a process ends, which would be counted as durable calls, too.
    for (const warmUp of ['create', 'delete', 'recover'] as const) await child(bench, warmUp);
    if (deed === 'delete') await child(bench, 'create');
    const points = await countCalls(bench, deed);
    await child(bench, other);
    const disagreements: string[] = [];
    let endedNew = 0;
    for (let point = 1; point <= points; point += 1) {
      await child(bench, deed, point);
      const recovered = await child(bench, 'recover');
      const state = await stateOf(bench);
      if (state.trouble)
        disagreements.push(`${deed} killed at ${point}: ${state.trouble}; ${recovered}`);
      if (state.exists === (deed === 'create')) {
        endedNew += 1;
        await child(bench, other);
      }
    }
    if (deed === 'delete') await child(bench, 'delete');
    return { deed, points, endedNew, endedOld: points - endedNew, disagreements };
  } finally {
    ari.close();
    await rm(varFolder, { recursive: true, force: true });
  }
}

type Bench = {
  readonly asterisk: TestAsterisk;
  readonly shim: string;
  readonly varFolder: string;
  readonly ari: AriRest;
};

async function countCalls(bench: Bench, deed: ChildTask['deed']): Promise<number> {
  const counted = path.join(bench.varFolder, 'calls');
  await child(bench, deed, undefined, counted);
  const lines = (await readFile(counted, 'utf8')).trim().split('\n');
  await rm(counted);
  return lines.length;
}

/** Runs the deed in a process of its own, killed before its `crashAt`-th durable call if told. */
async function child(
  { asterisk, shim, varFolder }: Bench,
  deed: ChildTask['deed'],
  crashAt?: number,
  logFile?: string,
): Promise<string> {
  const armFile = path.join(varFolder, 'armed');
  await rm(armFile, { force: true });
  const { etc, ariUrl, username, password, astCommand } = asterisk;
  const task: ChildTask = {
    deed,
    pbx: { etc, ariUrl, username, password, astCommand },
    varFolder,
    armFile,
  };
  const isShimmed = crashAt !== undefined || logFile !== undefined;
  const env = isShimmed
    ? crashEnvironment(shim, {
        arm: armFile,
        ...(crashAt !== undefined && { at: crashAt }),
        ...(logFile !== undefined && { log: logFile }),
      })
    : process.env;
  const argv = [path.join(import.meta.dirname, 'change-child.ts'), JSON.stringify(task)];
  try {
    const { stdout } = await run(process.execPath, argv, { env });
    return stdout.trim();
  } catch (error) {
    const wasKilled = error instanceof Error && 'signal' in error && error.signal === 'SIGKILL';
    if (crashAt === undefined || !wasKilled) throw error;
    return 'killed';
  }
}

/** Whether the extension exists, and the first thing that contradicts that. */
async function stateOf({
  asterisk,
  varFolder,
  ari,
}: Bench): Promise<{ readonly exists: boolean; readonly trouble: string | undefined }> {
  const folder = { configFolder: asterisk.etc, managedFile: 'pjsip_navbatchi.conf' };
  const pbx = await readPbx(folder);
  const exists = pbx.extensions.some((extension) => extension.number === number);
  const proof = await proveExtensions({ ari, folder }, [number]);
  const database = await openDatabase(path.join(varFolder, 'navbatchi.sqlite'));
  const open = await database
    .selectFrom('changes')
    .select('changeId')
    .where('isOpen', '=', 1)
    .execute();
  const tied = await database
    .selectFrom('people')
    .select('name')
    .where('extension', '=', number)
    .execute();
  await database.destroy();
  const left = (await readdir(asterisk.etc)).filter((name) => name.endsWith('.tmp'));
  const trouble =
    proof.type === 'differs'
      ? proof.what
      : open.length > 0
        ? 'a change is still open'
        : tied.length !== (exists ? 1 : 0)
          ? 'the database says otherwise'
          : left.length > 0
            ? `left behind: ${left.join(', ')}`
            : undefined;
  return { exists, trouble };
}
