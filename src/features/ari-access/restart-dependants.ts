import { setTimeout as sleep } from 'node:timers/promises';
import type { ManagedProcess } from '../../change/process-control.ts';
import { Stop } from '../../lib/error.ts';
import type { AriAccessDeps } from './ari-access-deps.ts';
import type { Remark } from './rotation.ts';

/** `because`: a key of words with its values. */
export type Restarted =
  { readonly type: 'running' } | { readonly type: 'failed'; readonly because: Remark };

/** A program must be online with a new process id within this long. */
const comeBackMs = 30_000;
const lookEveryMs = 500;

/**
 * Restarts the programs that sign in with the pair of `.env` and believes only what it sees: a new
 * process id, online, no further restart while it settles, and every event session that broke off
 * meanwhile there again. Our own process is left alone: it moved over by itself.
 */
export async function restartDependants(
  deps: Pick<AriAccessDeps, 'processes' | 'policy' | 'ownPid' | 'cli'>,
): Promise<Restarted> {
  const { processes, policy } = deps;
  if (policy.dependants.length === 0) return { type: 'running' };
  try {
    const before = await listDependants(deps);
    const missing = policy.dependants.find((name) => !before.some((one) => one.name === name));
    if (missing !== undefined && !(await isOurselves(deps, missing))) {
      return failed('ari-dependant-unknown', missing);
    }
    const sessions = await listApps(deps);
    for (const { id } of before) await processes.restart(id);
    const trouble = await findTrouble(deps, before);
    if (trouble) return { type: 'failed', because: trouble };
    const lost = await findLostApp(deps, sessions);
    return lost === undefined ? { type: 'running' } : failed('ari-dependant-no-session', lost);
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    return { type: 'failed', because: { key: 'ari-dependant-pm2', args: { why: error.message } } };
  }
}

type Deps = Parameters<typeof restartDependants>[0];

async function listDependants({
  processes,
  policy,
  ownPid,
}: Deps): Promise<readonly ManagedProcess[]> {
  const all = await processes.list();
  return all.filter(({ name, pid }) => policy.dependants.includes(name) && pid !== ownPid);
}

async function isOurselves({ processes, ownPid }: Deps, name: string): Promise<boolean> {
  return (await processes.list()).some((one) => one.name === name && one.pid === ownPid);
}

async function findTrouble(
  deps: Deps,
  before: readonly ManagedProcess[],
): Promise<Remark | undefined> {
  const isBack = (now: readonly ManagedProcess[]) =>
    before.every(({ id, pid }) =>
      now.some((one) => one.id === id && one.isOnline && one.pid !== 0 && one.pid !== pid),
    );
  const deadline = performance.now() + comeBackMs;
  let now = await listDependants(deps);
  while (!isBack(now)) {
    if (performance.now() > deadline) return remark('ari-dependant-down', firstDown(before, now));
    await sleep(lookEveryMs);
    now = await listDependants(deps);
  }
  const settledAt = performance.now() + deps.policy.stableMs;
  const started = now;
  do {
    await sleep(Math.min(lookEveryMs, deps.policy.stableMs));
    now = await listDependants(deps);
    const fallen = started.find(
      ({ id, pid, restarts }) =>
        !now.some(
          (one) => one.id === id && one.pid === pid && one.restarts === restarts && one.isOnline,
        ),
    );
    if (fallen) return remark('ari-dependant-unstable', fallen.name);
  } while (performance.now() < settledAt);
  return undefined;
}

function firstDown(before: readonly ManagedProcess[], now: readonly ManagedProcess[]): string {
  const down = before.find(
    ({ id, pid }) => !now.some((one) => one.id === id && one.isOnline && one.pid !== pid),
  );
  return down?.name ?? '';
}

/** Session ids with their apps; undefined where the console cannot be asked: then they prove nothing. */
async function listApps({
  cli,
}: Deps): Promise<ReadonlyMap<string, readonly string[]> | undefined> {
  try {
    return new Map((await cli.showAriSessions()).map(({ id, apps }) => [id, apps]));
  } catch (error) {
    if (error instanceof Stop) return undefined;
    throw error;
  }
}

/** An app whose session broke off with the restart and that nobody serves now. */
async function findLostApp(
  deps: Deps,
  before: ReadonlyMap<string, readonly string[]> | undefined,
): Promise<string | undefined> {
  if (!before) return undefined;
  const deadline = performance.now() + comeBackMs;
  for (;;) {
    const now = await listApps(deps);
    if (!now) return undefined;
    const served = new Set([...now.values()].flat());
    const broken = [...before].flatMap(([id, apps]) => (now.has(id) ? [] : apps));
    const lost = broken.find((app) => !served.has(app));
    if (lost === undefined || performance.now() > deadline) return lost;
    await sleep(lookEveryMs);
  }
}

function failed(key: string, name: string): Restarted {
  return { type: 'failed', because: remark(key, name) };
}

function remark(key: string, name: string): Remark {
  return { key, args: { name } };
}
