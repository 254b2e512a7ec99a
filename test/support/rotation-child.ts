/*
 * A process that rotates the ARI password once, or takes up what an earlier one left, and may be
 * killed anywhere in it. Its only argument is JSON: RotationTask. First it recovers what an earlier
 * one left, and fails when anything stays undone. `armFile` is made when that is over, so that the
 * crash shim counts from there.
 */
import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { recoverChange } from '../../src/change/recover-change.ts';
import { openCore } from '../../src/core.ts';
import { runRotations } from '../../src/features/ari-access/run-rotations.ts';
import { systemClock } from '../../src/lib/clock.ts';
import { createLog } from '../../src/lib/log.ts';
import { testConfig, type TestPbx } from './app.ts';
import { openRotation, rotationDeps } from './rotation-deps.ts';

export type RotationTask = {
  readonly deed: 'rotate' | 'recover';
  readonly rotation: 'alternating' | 'single';
  readonly isLeaked: boolean;
  readonly graceMs: number;
  readonly pbx: TestPbx;
  readonly envFile: string;
  readonly varFolder: string;
  readonly armFile: string;
};

const task = JSON.parse(process.argv[2] ?? '') as RotationTask;
const config = {
  ...testConfig(task.pbx, { apiRoot: 'http://127.0.0.1:9', token: '1:x' }, task.varFolder),
  envFile: task.envFile,
};
const core = await openCore(config, systemClock, createLog({ level: 'silent' }));
await recoverChange(core.change);
const { rotation, graceMs } = task;
const deps = rotationDeps(core, {
  policy: { rotation, graceMs, dependants: [], stableMs: 0, fixedByEnvironment: [] },
});
const { store } = deps;
const rotations = runRotations(deps);
await settle();
const left = [core.folder.configFolder, path.dirname(task.envFile)]
  .flatMap((folder) => readdirSync(folder))
  .filter((name) => name.endsWith('.tmp'));
if ((await store.findOpen()) || (await core.change.journal.findOpen()) || left.length > 0) {
  throw new Error(`A recovery left something undone. ${left.join(' ')}`);
}
await core.ari.ping();
writeFileSync(task.armFile, '');
if (task.deed === 'rotate') {
  await openRotation(deps, task.isLeaked);
  await rotations.begin();
  await settle();
}
await core.close();

/** What an earlier process left is brought to its end, and what was begun; its grace is waited out. */
async function settle(): Promise<void> {
  for (let looks = 0; looks < 40; looks += 1) {
    await rotations.look();
    const open = await store.findOpen();
    if (!open) return;
    await sleep(Math.max(20, (open.graceUntil ?? 0) - Date.now()));
  }
}
