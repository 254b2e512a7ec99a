import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { probeAri } from '../../src/asterisk/ari-probe.ts';
import { applyChange } from '../../src/change/apply-change.ts';
import { proposeRotation } from '../../src/features/ari-access/propose-rotation.ts';
import type { Rotation } from '../../src/features/ari-access/rotation.ts';
import { messageOf } from '../../src/lib/error.ts';
import type { Secret } from '../../src/lib/secret.ts';
import { readAri } from '../../src/pbx/read-ari.ts';
import { openAriGate } from './ari-gate.ts';
import type { TestAsterisk } from './asterisk.ts';
import { mendDisk } from './fault-shim.ts';
import { rotationFaults, type RotationFault } from './rotation-faults.ts';
import {
  openRotationLab,
  rotationPlaces,
  type RotationLab,
  type RotationPlace,
} from './rotation-lab.ts';

export type RotationFaultName = keyof typeof rotationFaults;

export const faultNames = Object.keys(rotationFaults) as readonly RotationFaultName[];

export type RotationCell = { readonly place: RotationPlace; readonly fault: RotationFaultName };

/** `new`, `old`: the one pair, proven, and the other dead. `person`: the pair works, a person must look. */
export type CellResult = RotationCell & {
  readonly end: 'new' | 'old' | 'person' | 'open';
  /** One sentence for each thing that was not as it must be. */
  readonly troubles: readonly string[];
  readonly tookMs: number;
};

/** All that can happen, at every place where it can. */
export function everyRotationCell(): readonly RotationCell[] {
  const faults: readonly (readonly [RotationFaultName, RotationFault])[] = [
    ...faultNames.map((name) => [name, rotationFaults[name]] as const),
  ];
  return faults.flatMap(([fault, { places = rotationPlaces }]) =>
    places.map((place) => ({ fault, place })),
  );
}

/** Two looks are half a minute: by then whoever asked must know. */
const looksUntilTold = 2;
const looksUntilOver = 8;

/**
 * Takes one rotation through one fault at one place: strikes when it is reached, looks what is true
 * and told while the fault lasts, mends it, and looks how it ends. Asterisk runs when it returns.
 */
export async function runRotationCell(
  asterisk: TestAsterisk,
  orderFile: string,
  cell: RotationCell,
): Promise<CellResult> {
  const begunAt = performance.now();
  const fault: RotationFault = rotationFaults[cell.fault];
  const gate = await openAriGate(asterisk.httpPort);
  const troubles: string[] = [];
  const strike = { isOver: false };
  const reached = async (lab: RotationLab, place: RotationPlace): Promise<void> => {
    if (strike.isOver || place !== cell.place) return;
    strike.isOver = true;
    await fault.strike(lab);
  };
  const reload = cell.fault === 'console hangs' ? 'cli' : 'ari';
  const lab = await openRotationLab({ asterisk, gate, orderFile, reload, reached });
  try {
    const walk = walkRotation(lab, cell.place, reached);
    while (!strike.isOver && (await walk.step())) continue;
    if (!strike.isOver) troubles.push('the place was not reached');
    const note = (when: string, trouble: string | undefined) => {
      if (trouble !== undefined) troubles.push(`${when}: ${trouble}`);
    };
    note('at once', await findPairTrouble(lab, fault));
    if (lab.isStopping()) await lab.restartBot();
    for (let looks = 0; looks < looksUntilTold; looks += 1) await lab.bot().look();
    note('while it lasts', await findPairTrouble(lab, fault));
    if (fault.isTelegramAway !== true) note('while it lasts', await findUntold(lab, walk));
    await fault.mend?.(lab);
    for (let looks = 0; looks < looksUntilOver; looks += 1) {
      await walk.step();
      await lab.bot().look();
    }
    const rotation = await latest(lab);
    note('at the end', await findPairTrouble(lab, {}));
    note('at the end', await findUntold(lab, walk));
    note('at the end', await findLeftover(lab, rotation, walk.passwords));
    const end = endOf(rotation);
    if (end === 'person' && fault.needsPerson !== true) troubles.push('a person must look');
    if (end === 'open') troubles.push(`at the end: the rotation is ${rotation?.state ?? ''}`);
    return { ...cell, end, troubles, tookMs: performance.now() - begunAt };
  } finally {
    mendDisk(orderFile);
    await lab.close();
    await gate.close();
  }
}

type Walk = {
  /** What the admin does next, as far as it is possible now; false when there is nothing more. */
  readonly step: () => Promise<boolean>;
  /** By user. */
  readonly passwords: Map<string, Secret>;
  readonly hasPressed: () => boolean;
};

/** The admin: confirms the plan, and in the grace ends it, or goes back where the place lies on that way. */
function walkRotation(
  lab: RotationLab,
  place: RotationPlace,
  reached: (lab: RotationLab, place: RotationPlace) => Promise<void>,
): Walk {
  const goesBack = place.startsWith('back') || place.startsWith('away');
  const passwords = new Map<string, Secret>();
  let [hasOpened, hasPressed] = [false, false];
  const open = async (): Promise<void> => {
    const { deps, rotations } = lab.bot();
    const request = { isLeaked: false, telegramId: 7, passwordHandle: undefined };
    const before = await readAri(deps.folder);
    for (const { name, password } of before.users) passwords.set(name, password);
    const proposal = await proposeRotation(deps, (key) => key, request);
    if (proposal.type === 'refused') throw new Error(proposal.text);
    const outcome = await applyChange(deps.change, { plan: proposal.plan, telegramId: 7 }).catch(
      // What is thrown here is told at once, by the door.
      (error: unknown) => ({ type: 'threw', because: messageOf(error) }),
    );
    if (proposal.secret) passwords.set('backend_b', proposal.secret);
    if (outcome.type !== 'done' || lab.isStopping()) return;
    await rotations.begin();
    await rotations.look();
  };
  return {
    passwords,
    hasPressed: () => hasPressed,
    step: async () => {
      if (!hasOpened) {
        hasOpened = true;
        await open();
        return true;
      }
      const rotation = await latest(lab);
      if (rotation?.state !== 'grace' || hasPressed) return false;
      await reached(lab, 'grace');
      const { rotations } = lab.bot();
      const press = goesBack ? rotations.undo : rotations.endGrace;
      // What is thrown here is told at once, by the door.
      hasPressed = await press(rotation.rotationId).catch(() => false);
      await rotations.look().catch(() => undefined);
      return hasPressed;
    },
  };
}

async function latest(lab: RotationLab): Promise<Rotation | undefined> {
  const { core, deps } = lab.bot();
  const row = await core.database
    .selectFrom('rotations')
    .select('rotationId')
    .orderBy('startedAt', 'desc')
    .executeTakeFirst();
  return row && deps.store.find(row.rotationId);
}

/** The pair in `.env` must stand in ari.conf, and be taken by whatever Asterisk there is. */
async function findPairTrouble(
  { asterisk, envFile }: RotationLab,
  { isAsteriskAway }: Pick<RotationFault, 'isAsteriskAway'>,
): Promise<string | undefined> {
  const { pair, users } = await readAri({ configFolder: asterisk.etc, envFile });
  const user = users.find(({ name }) => name === pair?.username);
  if (!pair || !user?.password.equals(pair.password)) return '.env and ari.conf differ';
  if (isAsteriskAway === true) return undefined;
  const verdict = await probeAri({ url: asterisk.ariUrl, ...pair });
  if (verdict.type === 'accepted') return undefined;
  return `Asterisk does not take the pair of .env: ${verdict.sentence}`;
}

/** Whoever asked must know the end, or what it waits for. */
async function findUntold(lab: RotationLab, walk: Walk): Promise<string | undefined> {
  const rotation = await latest(lab);
  const text = lab.telegram.told.at(-1) ?? '';
  if (!rotation) return undefined;
  const isQuiet = rotation.state === 'grace' && !walk.hasPressed();
  if (text.includes(`ari-rotation-${rotation.state}`)) {
    const isOver = endOf(rotation) !== 'open';
    if (isOver || isQuiet || text.includes('ari-waiting')) return undefined;
  }
  return `${rotation.state}, but what was told last is “${text.replaceAll('\n', ' ')}”`;
}

async function findLeftover(
  lab: RotationLab,
  rotation: Rotation | undefined,
  passwords: ReadonlyMap<string, Secret>,
): Promise<string | undefined> {
  const { core } = lab.bot();
  if (await core.change.journal.findOpen()) return 'a change is still open';
  const names = await Promise.all(
    [lab.asterisk.etc, path.dirname(lab.envFile)].map((folder) => readdir(folder)),
  );
  const left = names.flat().filter((name) => name.endsWith('.tmp'));
  if (left.length > 0) return `left behind: ${left.join(', ')}`;
  const dead =
    rotation?.state === 'done'
      ? rotation.previousUser
      : rotation?.state === 'stuck'
        ? undefined
        : 'backend_b';
  const password = dead === undefined ? undefined : passwords.get(dead);
  if (dead !== undefined && password) {
    const verdict = await probeAri({ url: lab.asterisk.ariUrl, username: dead, password });
    if (verdict.type !== 'refused') return `the password of ${dead} is still taken`;
  }
  const second = await lab.secondOutcome();
  if (second === 'done') return 'both admins changed it';
  await core.ari.ping();
  return undefined;
}

const ends = { done: 'new', putBack: 'old', stuck: 'person' } as const;

function endOf(rotation: Rotation | undefined): CellResult['end'] {
  if (!rotation) return 'old';
  const { state } = rotation;
  return state === 'done' || state === 'putBack' || state === 'stuck' ? ends[state] : 'open';
}
