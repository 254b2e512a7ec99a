/*
 * A process that makes one change and may be killed anywhere in it. Its only argument is JSON:
 * { deed: 'create' | 'delete' | 'recover', pbx, varFolder, armFile }. It prints one JSON line.
 * `armFile` is made when start-up is over, so that the crash shim counts from there.
 */
import { writeFileSync } from 'node:fs';
import { applyChange } from '../../src/change/apply-change.ts';
import type { Proposal } from '../../src/change/confirm-change.ts';
import { createPlanShelf } from '../../src/change/plan-shelf.ts';
import { recoverChange } from '../../src/change/recover-change.ts';
import { openCore } from '../../src/core.ts';
import type { ExtensionsDeps } from '../../src/features/extensions/index.ts';
import { proposeCreation } from '../../src/features/extensions/propose-creation.ts';
import { proposeDeletion } from '../../src/features/extensions/propose-deletion.ts';
import { systemClock } from '../../src/lib/clock.ts';
import { createLog } from '../../src/lib/log.ts';
import { Secret } from '../../src/lib/secret.ts';
import { createPeople } from '../../src/storage/people.ts';
import { testConfig, type TestPbx } from './app.ts';

export type ChildTask = {
  readonly deed: 'create' | 'delete' | 'recover';
  readonly pbx: TestPbx;
  readonly varFolder: string;
  readonly armFile: string;
};

const task = JSON.parse(process.argv[2] ?? '') as ChildTask;
const config = testConfig(
  task.pbx,
  { apiRoot: 'http://127.0.0.1:9', token: '1:x' },
  task.varFolder,
);
const log = createLog({ level: 'silent' });
const core = await openCore(config, systemClock, log);
const recovery = await recoverChange(core.change);
const deps: ExtensionsDeps = {
  change: core.change,
  shelf: createPlanShelf(systemClock, () => 'handle'),
  ari: core.ari,
  folder: core.folder,
  policy: { ...config.extensions, transport: '' },
  readDialplan: () => Promise.resolve(undefined),
  people: createPeople(core.database),
  log,
  sendPhoneCard: () => Promise.resolve(),
  newPassword: () => new Secret('Generated2345Password'),
  openSecret: () => undefined,
};
const words = (key: string): string => key;
await core.ari.ping();
writeFileSync(task.armFile, '');
const end = task.deed === 'recover' ? recovery?.end : await make(await propose(task.deed));
await core.close();
process.stdout.write(`${JSON.stringify(end ?? { type: 'nothing' })}\n`);

function propose(deed: 'create' | 'delete'): Promise<Proposal> {
  if (deed === 'delete') return proposeDeletion(deps, words, '1777');
  return proposeCreation(deps, words, {
    personId: undefined,
    personName: 'Aziza',
    number: '1777',
    kind: 'softphone',
    passwordHandle: undefined,
  });
}

async function make(proposal: Proposal) {
  if (proposal.type === 'refused') throw new Error(proposal.text);
  return applyChange(core.change, { plan: proposal.plan, telegramId: undefined });
}
