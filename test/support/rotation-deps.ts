import { randomBytes } from 'node:crypto';
import { nanoid } from 'nanoid';
import { applyChange } from '../../src/change/apply-change.ts';
import { createPlanShelf } from '../../src/change/plan-shelf.ts';
import type { Core } from '../../src/core.ts';
import { createRotationStore, type AriAccessDeps } from '../../src/features/ari-access/index.ts';
import { proposeRotation } from '../../src/features/ari-access/propose-rotation.ts';
import { systemClock } from '../../src/lib/clock.ts';
import { createLog } from '../../src/lib/log.ts';
import { Secret } from '../../src/lib/secret.ts';
import { createPeople } from '../../src/storage/people.ts';

/** The feature on a real core, without Telegram and without programs under pm2. */
export function rotationDeps(core: Core, own: Partial<AriAccessDeps> = {}): AriAccessDeps {
  return {
    change: core.change,
    shelf: createPlanShelf(systemClock, () => 'handle'),
    folder: core.ariFolder,
    ask: core.askPair,
    cli: core.cli,
    links: [core.ari],
    processes: { list: () => Promise.resolve([]), restart: () => Promise.resolve() },
    ownPid: process.pid,
    policy: {
      rotation: 'alternating',
      graceMs: 0,
      dependants: [],
      stableMs: 0,
      fixedByEnvironment: [],
    },
    store: createRotationStore(core.database, systemClock),
    people: createPeople(core.database),
    chat: { sendMessage: () => Promise.resolve(1), editMessage: () => Promise.resolve('done') },
    wordsOf: () => (key) => key,
    timeZone: 'Asia/Tashkent',
    clock: systemClock,
    log: createLog({ level: 'silent' }),
    newPassword: () => new Secret(randomBytes(24).toString('base64url')),
    newId: () => nanoid(),
    openSecret: () => undefined,
    lookAtFolder: () => Promise.resolve({ freeBytes: 2 ** 40, isWritable: true }),
    ...own,
  };
}

/** The first step of a rotation, as a person's tap takes it. Throws when it is refused or not done. */
export async function openRotation(deps: AriAccessDeps, isLeaked = false): Promise<void> {
  const proposal = await proposeRotation(deps, (key) => key, {
    isLeaked,
    telegramId: 7,
    passwordHandle: undefined,
  });
  if (proposal.type === 'refused') throw new Error(proposal.text);
  const outcome = await applyChange(deps.change, { plan: proposal.plan, telegramId: 7 });
  if (outcome.type !== 'done') throw new Error(JSON.stringify(outcome));
}
