import { writeFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { probeAri } from '../../src/asterisk/ari-probe.ts';
import { connectAri } from '../../src/asterisk/ari-rest.ts';
import { createAsteriskCli } from '../../src/asterisk/cli.ts';
import { createReload } from '../../src/asterisk/reload.ts';
import { applyChange, type ApplyOutcome } from '../../src/change/apply-change.ts';
import type { ChangeDeps } from '../../src/change/change-deps.ts';
import type { Plan } from '../../src/change/plan.ts';
import { recoverChange } from '../../src/change/recover-change.ts';
import { openCore, type Core } from '../../src/core.ts';
import { createRotationStore, type AriAccessDeps } from '../../src/features/ari-access/index.ts';
import { proposeRotation } from '../../src/features/ari-access/propose-rotation.ts';
import { runRotations, type Rotations } from '../../src/features/ari-access/run-rotations.ts';
import { Stop, Unreachable, isSystemError } from '../../src/lib/error.ts';
import { createLog } from '../../src/lib/log.ts';
import { proveAri, type AskPair } from '../../src/pbx/prove-ari.ts';
import { readAri } from '../../src/pbx/read-ari.ts';
import { testConfig } from './app.ts';
import type { AriGate } from './ari-gate.ts';
import type { TestAsterisk } from './asterisk.ts';
import { rotationDeps } from './rotation-deps.ts';

/** The product's own deadlines are five times as long; what happens at them is the same. */
const deadlineMs = 1_000;

/** Where a rotation can be struck; the engine's three places in each of its changes, and the rest. */
export const rotationPlaces = [
  ...['create.write', 'create.reload', 'create.prove', 'switch.write', 'switch.prove'],
  ...['programs', 'grace', 'retire.write', 'retire.reload', 'retire.prove', 'finish'],
  ...['back.write', 'back.prove', 'away.write', 'away.reload', 'away.prove'],
] as const;

export type RotationPlace = (typeof rotationPlaces)[number];

/** One rotation's world: files, Asterisk behind a gate, a bot, and all that can be done to them. */
export type RotationLab = {
  readonly asterisk: TestAsterisk;
  readonly gate: AriGate;
  readonly envFile: string;
  readonly varFolder: string;
  readonly orderFile: string;
  /** While it exists the console hangs. */
  readonly hangFile: string;
  readonly programs: { mode: 'sound' | 'dead' | 'errored' };
  readonly telegram: { isAway: boolean; readonly told: string[] };
  readonly time: { offset: number };
  /** What a look at the folders of ari.conf and `.env` shows. */
  disk: { readonly freeBytes: number; readonly isWritable: boolean };
  booting: Promise<void>;
  readonly bot: () => LabBot;
  /** As at SIGTERM; `restartBot` waits for its end. */
  readonly stopBot: () => void;
  readonly isStopping: () => boolean;
  readonly restartBot: () => Promise<void>;
  readonly secondAdminPresses: () => Promise<void>;
  /** How the second admin's tap ended, if there was one. */
  readonly secondOutcome: () => Promise<ApplyOutcome['type'] | 'refused'> | undefined;
  readonly close: () => Promise<void>;
};

export type LabBot = {
  readonly core: Core;
  readonly deps: AriAccessDeps;
  readonly rotations: Rotations;
  /** One look of the two timers, 15 s later. */
  readonly look: () => Promise<void>;
};

type LabOptions = {
  readonly asterisk: TestAsterisk;
  readonly gate: AriGate;
  readonly orderFile: string;
  readonly reload: 'ari' | 'cli';
  readonly reached: (lab: RotationLab, place: RotationPlace) => Promise<void>;
};

export const soundDisk = { freeBytes: 2 ** 40, isWritable: true };

const firstPassword = 'the-first-ARI-password-2026';

export async function openRotationLab(options: LabOptions): Promise<RotationLab> {
  const { asterisk, gate, orderFile } = options;
  const folder = await mkdtemp(path.join(tmpdir(), 'nb-lab-'));
  const [etcEnv, varFolder] = [path.join(folder, 'env'), path.join(folder, 'var')];
  await mkdir(etcEnv);
  const envFile = path.join(etcEnv, '.env');
  const hangFile = path.join(folder, 'hang');
  const [program = ''] = asterisk.astCommand;
  const console = path.join(folder, 'console');
  const script = `#!/bin/sh\n[ -e '${hangFile}' ] && exec sleep 60\nexec '${program}' "$@"\n`;
  await writeFile(console, script, { mode: 0o755 });
  writeFileSync(
    path.join(asterisk.etc, 'ari.conf'),
    `[general]\nenabled = yes\n[backend]\ntype = user\nread_only = no\npassword = ${firstPassword}\n`,
  );
  writeFileSync(
    envFile,
    `ASTERISK_ARI_USERNAME=backend\nASTERISK_ARI_PASSWORD=${firstPassword}\nOTHER=kept\n`,
  );
  await asterisk.reload('res_ari.so');

  let bot: LabBot;
  let stopping: Promise<void> | undefined;
  let second: Promise<ApplyOutcome['type'] | 'refused'> | undefined;
  const lab: RotationLab = {
    ...{ asterisk, gate, envFile, varFolder, orderFile, hangFile },
    programs: { mode: 'sound' },
    telegram: { isAway: false, told: [] },
    time: { offset: 0 },
    disk: soundDisk,
    booting: Promise.resolve(),
    bot: () => bot,
    stopBot: () => {
      stopping ??= bot.rotations.stop();
    },
    isStopping: () => stopping !== undefined,
    restartBot: async () => {
      await (stopping ?? bot.rotations.stop());
      stopping = undefined;
      await bot.core.close();
      bot = await startBot(lab, { ...options, console });
    },
    secondAdminPresses: async () => {
      const { deps } = bot;
      const request = { isLeaked: false, telegramId: 8, passwordHandle: undefined };
      const proposal = await proposeRotation(deps, (key) => key, request);
      second =
        proposal.type === 'refused'
          ? Promise.resolve('refused')
          : applyChange(deps.change, { plan: proposal.plan, telegramId: 8 }).then(
              ({ type }) => type,
            );
    },
    secondOutcome: () => second,
    close: async () => {
      await bot.rotations.stop();
      await bot.core.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
  bot = await startBot(lab, { ...options, console });
  return lab;
}

async function startBot(
  lab: RotationLab,
  { reload, reached, console }: LabOptions & { readonly console: string },
): Promise<LabBot> {
  const { asterisk, gate, envFile, varFolder, time, telegram } = lab;
  const clock = { now: () => Date.now() + time.offset };
  const log = createLog({ level: 'silent' });
  const { pair } = await readAri({ configFolder: asterisk.etc, envFile });
  const login = { username: pair?.username ?? '', password: pair?.password.reveal() ?? '' };
  const config = {
    ...testConfig(
      { ...asterisk, ...login, ariUrl: gate.url, astCommand: [console] },
      { apiRoot: 'http://127.0.0.1:9', token: '1:x' },
      varFolder,
    ),
    envFile,
  };
  const core = await openCore(config, clock, log);
  const ari = await connectAri(config.ari, { deadlineMs, reloadDeadlineMs: 2 * deadlineMs });
  const cli = createAsteriskCli({
    command: [console],
    deadlineMs,
    waitDeadlineMs: 2 * deadlineMs,
  });
  const ask: AskPair = (pair) => probeAri({ ...pair, url: gate.url }, { deadlineMs });
  const place = watchPlaces(core.change, (at) => reached(lab, at));
  const doReload = createReload(reload, { ari, cli });
  const listRunning = async () => (await cli.showAriUsers()).map(({ name }) => name);
  const change: ChangeDeps = {
    ...core.change,
    journal: place.journal,
    reload: async (module) => {
      await place.at('reload');
      await doReload(module);
    },
    provers: {
      ariAccess: async (names) => {
        await place.at('prove');
        return proveAri({ folder: core.ariFolder, ask, listRunning }, names);
      },
    },
  };
  const deps = rotationDeps(core, {
    ...{ change, ask, clock, log },
    links: [core.ari, ari],
    store: createRotationStore(core.database, clock),
    cli: {
      showAriSessions: async () => {
        await place.atFinish();
        return cli.showAriSessions();
      },
      shutDownAriSessions: (id) => cli.shutDownAriSessions(id),
    },
    lookAtFolder: () => Promise.resolve(lab.disk),
    processes: fakePrograms(lab, () => reached(lab, 'programs')),
    policy: {
      rotation: 'alternating',
      graceMs: 600_000,
      dependants: ['shop'],
      stableMs: 0,
      fixedByEnvironment: [],
    },
    chat: {
      sendMessage: (_chatId, { text }) => tell(telegram, text),
      editMessage: async (_chatId, _messageId, { text }) => {
        await tell(telegram, text);
        return 'done';
      },
    },
  });
  await quietly(() => recoverChange(change));
  const rotations = runRotations(deps);
  return {
    ...{ core, deps, rotations },
    look: async () => {
      time.offset += 15_000;
      await quietly(() => recoverChange(change));
      await quietly(() => rotations.look());
    },
  };
}

function tell(telegram: RotationLab['telegram'], text: string): Promise<number> {
  if (telegram.isAway) return Promise.reject(new Unreachable('Telegram does not answer.'));
  telegram.told.push(text);
  return Promise.resolve(1);
}

/** As the timers do: a trouble of this look is the next one's. */
async function quietly(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    const isOfDisk = isSystemError(error, 'SQLITE_FULL');
    if (!(error instanceof Stop) && !isOfDisk) throw error;
  }
}

type Places = {
  readonly journal: ChangeDeps['journal'];
  readonly at: (what: 'reload' | 'prove') => Promise<void>;
  readonly atFinish: () => Promise<void>;
};

/** Follows which change of a rotation the engine is at. */
function watchPlaces(
  { journal }: Pick<ChangeDeps, 'journal'>,
  reached: (place: RotationPlace) => Promise<void>,
): Places {
  let stage: ReturnType<typeof stageOf>;
  const at = async (what: 'write' | 'reload' | 'prove'): Promise<void> => {
    const place = rotationPlaces.find((one) => one === `${stage ?? ''}.${what}`);
    if (place !== undefined) await reached(place);
  };
  return {
    journal: {
      ...journal,
      open: async (entry) => {
        stage = stageOf(entry.plan);
        await at('write');
        return journal.open(entry);
      },
    },
    at,
    atFinish: async () => {
      if (stage === 'retire') await reached('finish');
    },
  };
}

function stageOf({
  title,
  proof,
  effect,
}: Plan): 'create' | 'switch' | 'back' | 'retire' | 'away' | undefined {
  switch (title.key) {
    case 'change-ari-new-password':
      return 'create';
    case 'change-ari-switch':
      return effect ? 'switch' : undefined;
    case 'change-ari-switch-back':
      return 'back';
    case 'change-ari-retire':
      return proof.subject[0] === 'backend' ? 'retire' : 'away';
    default:
      return undefined;
  }
}

/** One program under pm2 that reads `.env` when it starts. */
function fakePrograms(
  { programs }: Pick<RotationLab, 'programs'>,
  reached: () => Promise<void>,
): AriAccessDeps['processes'] {
  let [pid, restarts] = [100, 0];
  const away = () => Promise.reject(new Unreachable('pm2 did not answer within 60 s.'));
  return {
    list: () => {
      if (programs.mode === 'dead') return away();
      if (programs.mode === 'errored') restarts += 1;
      const shop = { id: 1, name: 'shop', pid, restarts, isOnline: true };
      return Promise.resolve([{ ...shop, variables: new Set<string>() }]);
    },
    restart: async () => {
      await reached();
      if (programs.mode === 'dead') return away();
      pid += 1;
      restarts += 1;
      return undefined;
    },
  };
}
