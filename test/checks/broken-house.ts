import { mkdtemp, rm, writeFile, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { connectAri } from '../../src/asterisk/ari-rest.ts';
import { createJournal } from '../../src/change/store.ts';
import { createSnapshots } from '../../src/change/snapshots.ts';
import { gatherChecks, readSettingsAnew, type GatherDeps } from '../../src/gather-checks.ts';
import { startHttpServer } from '../../src/http/server.ts';
import type { CheckResult, Finding } from '../../src/lib/check.ts';
import { systemClock } from '../../src/lib/clock.ts';
import { createLog } from '../../src/lib/log.ts';
import { runChecks } from '../../src/lib/run-checks.ts';
import { openDatabase, type Storage } from '../../src/storage/database.ts';
import { accessesOf } from '../../src/wire-meta.ts';
import { testConfig, type TestPbx } from '../support/app.ts';
import type { TestAsterisk } from '../support/asterisk.ts';
import type { FakeTelegram } from '../support/telegram.ts';

/** An installation in which every check of the doctor has something real to look at. */
export type House = {
  readonly folder: string;
  readonly envFile: string;
  readonly varFolder: string;
  readonly database: Storage;
  readonly deps: GatherDeps;
  /** Asks all checks; `change` is what a fault does to what the process was told. */
  readonly examine: (change?: (deps: GatherDeps) => GatherDeps) => Promise<readonly CheckResult[]>;
  readonly stop: () => Promise<void>;
};

const log = createLog({ level: 'silent' });

/** What the house is built around: a real Asterisk, or the emulated one. */
type HousePbx = TestPbx & Pick<TestAsterisk, 'sipPort'>;

export async function startHouse(asterisk: HousePbx, telegram: FakeTelegram): Promise<House> {
  const folder = await mkdtemp(path.join(tmpdir(), 'nb-house-'));
  const varFolder = path.join(folder, 'var');
  await mkdir(path.join(folder, 'config'));
  await mkdir(path.join(varFolder, 'snapshots'), { recursive: true, mode: 0o700 });
  const database = await openDatabase(path.join(varFolder, 'navbatchi.sqlite'));
  const plain = testConfig(asterisk, telegram, varFolder);
  const config = {
    ...plain,
    envFile: path.join(folder, '.env'),
    phone: { server: '192.168.1.100', domain: undefined, port: asterisk.sipPort },
  };
  await writeFile(config.envFile, envText(asterisk, telegram), { mode: 0o600 });
  const server = await startHttpServer({ host: '127.0.0.1', port: 0, log, readyChecks: [] });
  const ari = await connectAri(config.ari);
  const inUse = () => config.ari;
  const metaAccesses = accessesOf(config.meta);
  const deps: GatherDeps = {
    ...{ config, ari, inUse, metaAccesses, clock: systemClock },
    changes: {
      journal: createJournal(database, {}),
      snapshots: createSnapshots(path.join(varFolder, 'snapshots')),
    },
    readSettings: () => readSettingsAnew(config, { folder, environment: {}, inUse, metaAccesses }),
    serverUrl: () => server.url,
    nodeVersion: process.versions.node,
    mostMegabytes: 50,
  };
  return {
    ...{ folder, varFolder, database, deps, envFile: config.envFile },
    examine: (change = (same) => same) => runChecks(gatherChecks(change(deps)), { log }),
    stop: async () => {
      ari.close();
      await server.stop();
      await database.destroy();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export function envText(
  { ariUrl, username, password }: Pick<TestPbx, 'ariUrl' | 'username' | 'password'>,
  { token, apiRoot }: FakeTelegram,
): string {
  return [
    `TELEGRAM_BOT_TOKEN=${token}`,
    `TELEGRAM_API_ROOT=${apiRoot}`,
    `ASTERISK_ARI_URL=${ariUrl}`,
    `ASTERISK_ARI_USERNAME=${username}`,
    `ASTERISK_ARI_PASSWORD=${password}`,
    'HTTP_PORT=0',
    'NAVBATCHI_VAR=./var',
    '',
  ].join('\n');
}

/** What is not good, as `level code`, with the kind of fault where a file is to blame. */
export function troublesOf(results: readonly CheckResult[]): readonly string[] {
  return results
    .flatMap((result) => (result.type === 'checked' ? result.findings : []))
    .filter(({ level }) => level !== 'good')
    .map(({ level, code, args }: Finding) => {
      if (code === 'check-stopped') return `${level} stopped: ${String(args['because'])}`;
      const { of } = args;
      return `${level} ${String(of ?? code).replace(/^check-/, '')}`;
    });
}
