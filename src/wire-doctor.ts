import path from 'node:path';
import process from 'node:process';
import type { LinkState } from './asterisk/ari-events.ts';
import type { AriSettings } from './asterisk/ari-rest.ts';
import type { PlanShelf } from './change/plan-shelf.ts';
import { readAriSetup } from './checks/read-ari-setup.ts';
import type { LiveConfig } from './config.ts';
import type { Core } from './core.ts';
import { createDoctor } from './features/doctor/index.ts';
import { ariSetupOf, gatherChecks, readSettingsAnew } from './gather-checks.ts';
import type { ReadyCheck } from './http/server.ts';
import type { Clock } from './lib/clock.ts';
import { Stop } from './lib/error.ts';
import type { Log } from './lib/log.ts';
import { isReady } from './lib/run-checks.ts';
import type { TelegramDoor } from './telegram/door.ts';
import type { MetaAccesses } from './wire-meta.ts';
import { readTokenEndOf } from './wire-token.ts';
import { readInboxOf } from './wire-watch.ts';

/** Takes a new pair while it works. */
type AriLink = {
  readonly changeCredentials: (pair: Omit<AriSettings, 'url'>) => Promise<void> | void;
};

export type WireDoctorDeps = {
  readonly config: Omit<LiveConfig, 'mode'>;
  /** Variables that win over `.env`. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly core: Core;
  readonly shelf: PlanShelf;
  readonly serverUrl: () => string | undefined;
  readonly linkState: () => LinkState;
  /** Whether the bot may make topics in a group. */
  readonly mayManageTopics: (chatId: number) => Promise<boolean>;
  /** Whatever else of the bot signs in to ARI. */
  readonly links: readonly AriLink[];
  readonly isPbxEmulated: boolean;
  readonly metaAccesses: MetaAccesses;
  readonly clock: Clock;
  readonly log: Log;
};

/** A bigger database would hold up the bot while it is read through: about a quarter of a second. */
const mostMegabytes = 100;

/** `/ready` may be asked every second; Telegram need not be. */
const telegramEveryMs = 30_000;

/** The doctor of a running bot, and what `/ready` asks of the same checks. */
export function wireDoctor(deps: WireDoctorDeps) {
  const { config, environment, core, shelf, metaAccesses, clock, log } = deps;
  const { ari, cli, change, folder } = core;
  const { inUse } = core.ariLinks;
  const setup = ariSetupOf(config, inUse);
  const checks = gatherChecks({
    ...{ config, ari, inUse, metaAccesses, clock, mostMegabytes },
    changes: change,
    readSettings: () =>
      readSettingsAnew(config, {
        ...{ folder: path.dirname(config.envFile), environment, inUse, metaAccesses },
      }),
    serverUrl: deps.serverUrl,
    linkState: deps.linkState,
    inbox: {
      ...readInboxOf(core.database, clock),
      readTokenEnd: readTokenEndOf(core.database),
      mayManage: deps.mayManageTopics,
    },
    isPbxEmulated: deps.isPbxEmulated,
    nodeVersion: process.versions.node,
  });
  const links: readonly AriLink[] = [...deps.links, core.ariLinks];
  const doctor = createDoctor({
    ...{ checks, setup, folder, shelf, log },
    // Where the policy's way is what must be mended, the other one is left.
    change: {
      ...change,
      reload: async (module) => {
        try {
          await change.reload(module);
        } catch (error) {
          if (!(error instanceof Stop)) throw error;
          await cli.reloadModule(module);
        }
      },
    },
    canReload: async () => (await answers(() => ari.ping())) || answers(() => cli.version()),
    onMended: async () => {
      const { pair } = await readAriSetup(setup);
      for (const link of links) await link.changeCredentials(pair);
    },
  });
  const ready = (name: string, id: string, keptMs = 0): ReadyCheck => ({
    name,
    isReady: keepFor(keptMs, clock, () => isReady(checks, id, { log })),
  });
  const database: ReadyCheck = {
    name: 'database',
    isReady: () =>
      answers(() => core.database.selectFrom('people').select('personId').limit(1).execute()),
  };
  return {
    telegram: doctor.telegram satisfies TelegramDoor,
    /** All that signs in to ARI: who changes the pair tells each of them. */
    links,
    readyChecks: [
      ready('asterisk', 'ari-login'),
      ready('telegram', 'telegram-token', telegramEveryMs),
      database,
    ],
  };
}

async function answers(ask: () => Promise<unknown>): Promise<boolean> {
  try {
    await ask();
    return true;
  } catch {
    // Why is the doctor's to say.
    return false;
  }
}

/** The same answer for a while; a bad one is asked for anew. */
function keepFor(ms: number, clock: Clock, ask: () => Promise<boolean>): () => Promise<boolean> {
  let goodUntil = 0;
  return async () => {
    if (clock.now() < goodUntil) return true;
    const isGood = await ask();
    if (isGood) goodUntil = clock.now() + ms;
    return isGood;
  };
}
