/*
 * A process that rotates the ARI password once, or takes up what an earlier one left, and may be
 * killed anywhere in it. Its only argument is JSON: RotationTask. First it recovers what an earlier
 * one left, and fails when anything stays undone. `armFile` is made when that is over, so that the
 * crash shim counts from there.
 */
import { randomBytes } from 'node:crypto';
import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { nanoid } from 'nanoid';
import { applyChange } from '../../src/change/apply-change.ts';
import { createPlanShelf } from '../../src/change/plan-shelf.ts';
import { recoverChange } from '../../src/change/recover-change.ts';
import { openCore } from '../../src/core.ts';
import { createRotationStore, type AriAccessDeps } from '../../src/features/ari-access/index.ts';
import { proposeRotation } from '../../src/features/ari-access/propose-rotation.ts';
import { runRotations } from '../../src/features/ari-access/run-rotations.ts';
import { systemClock } from '../../src/lib/clock.ts';
import { createLog } from '../../src/lib/log.ts';
import { Secret } from '../../src/lib/secret.ts';
import { createPeople } from '../../src/storage/people.ts';
import { testConfig, type TestPbx } from './app.ts';

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
const log = createLog({ level: 'silent' });
const core = await openCore(config, systemClock, log);
await recoverChange(core.change);
const store = createRotationStore(core.database, systemClock);
const deps: AriAccessDeps = {
  change: core.change,
  shelf: createPlanShelf(systemClock, () => 'handle'),
  folder: core.ariFolder,
  ask: core.askPair,
  cli: core.cli,
  links: [core.ari],
  processes: { list: () => Promise.resolve([]), restart: () => Promise.resolve() },
  ownPid: process.pid,
  policy: {
    rotation: task.rotation,
    graceMs: task.graceMs,
    dependants: [],
    stableMs: 0,
    fixedByEnvironment: [],
  },
  store,
  people: createPeople(core.database),
  chat: { sendMessage: () => Promise.resolve(1), editMessage: () => Promise.resolve('done') },
  wordsOf: () => (key) => key,
  timeZone: 'Asia/Tashkent',
  clock: systemClock,
  log,
  newPassword: () => new Secret(randomBytes(24).toString('base64url')),
  newId: () => nanoid(),
  openSecret: () => undefined,
  lookAtFolder: () => Promise.resolve({ freeBytes: 2 ** 40, isWritable: true }),
};
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
  const proposal = await proposeRotation(deps, (key) => key, {
    isLeaked: task.isLeaked,
    telegramId: 7,
    passwordHandle: undefined,
  });
  if (proposal.type === 'refused') throw new Error(proposal.text);
  const outcome = await applyChange(core.change, { plan: proposal.plan, telegramId: 7 });
  if (outcome.type !== 'done') throw new Error(JSON.stringify(outcome));
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
