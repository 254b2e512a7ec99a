import { globSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { connectAri } from './asterisk/ari-rest.ts';
import { trustOnly } from './asterisk/ari-trust.ts';
import { createSnapshots } from './change/snapshots.ts';
import { createJournal } from './change/store.ts';
import { serverChecks } from './checks/check-server.ts';
import { settingsChecks } from './checks/check-settings.ts';
import { loadConfig, type LiveConfig } from './config.ts';
import { printReport } from './features/doctor/index.ts';
import { gatherChecks, readSettingsAnew } from './gather-checks.ts';
import { isBad, type Check, type CheckResult } from './lib/check.ts';
import { systemClock } from './lib/clock.ts';
import { locales, type Locale } from './lib/locale.ts';
import { createLog } from './lib/log.ts';
import { runChecks } from './lib/run-checks.ts';
import { isFolderLocked } from './storage/process-lock.ts';
import { openDatabaseToRead } from './storage/read-database.ts';
import { flatten } from './telegram/html-text.ts';
import { createWords } from './telegram/words.ts';
import { accessesOf } from './wire-meta.ts';
import { readTokenEndOf } from './wire-token.ts';
import { readInboxOf } from './wire-watch.ts';

const folder = process.cwd();

/**
 * `npm run doctor`: the checks of /doctor on the console, in the language of the machine. Only looks,
 * whether the bot runs or not and whatever its settings are. Ends with 1 when something must be done.
 */
async function main(): Promise<void> {
  const loaded = await loadConfig({ folder, environment: process.env });
  const results =
    loaded.type === 'ok' && loaded.config.mode === 'live'
      ? await examine(loaded.config)
      : await ask(checksOfSettings(), []);
  const words = createWords(
    globSync(path.join(import.meta.dirname, '{change,checks,pbx,features/doctor}', '*.ftl')),
    log(),
  )(localeOf(process.env));
  say(flatten(printReport(words, results)).trim());
  if (loaded.type === 'ok' && loaded.config.mode === 'sandbox') {
    say(flatten(words('doctor-nothing-configured')));
  }
  if (results.some(isBad)) process.exitCode = 1;
}

async function examine(config: LiveConfig): Promise<readonly CheckResult[]> {
  const { varFolder, http } = config;
  const database = openDatabaseToRead(path.join(varFolder, 'navbatchi.sqlite'));
  const { ca, ...settings } = config.ari;
  const signIn = { ...settings, ...(ca !== undefined && { trust: trustOnly(ca) }) };
  const ari = await connectAri(signIn);
  const inUse = () => signIn;
  const metaAccesses = accessesOf(config.meta);
  const isRunning = isFolderLocked(varFolder);
  const host = /^(0\.0\.0\.0|::)$/.test(http.host) ? '127.0.0.1' : http.host;
  try {
    const checks = gatherChecks({
      ...{ config, ari, inUse, metaAccesses, clock: systemClock, mostMegabytes: Infinity },
      changes: database && {
        journal: createJournal(database, {}),
        snapshots: createSnapshots(path.join(varFolder, 'snapshots')),
      },
      inbox: database && {
        ...readInboxOf(database, systemClock),
        readTokenEnd: readTokenEndOf(database),
        mayManage: undefined,
      },
      readSettings: () =>
        readSettingsAnew(config, { folder, environment: process.env, inUse, metaAccesses }),
      serverUrl: () => (isRunning ? `http://${host}:${http.port}` : undefined),
      nodeVersion: process.versions.node,
    });
    // Which free port a running bot took, only it knows.
    const isHidden = isRunning && http.port === 0;
    const secrets = [config.ari.password.reveal(), config.telegram.token.reveal()];
    return await ask(
      checks.filter(({ id }) => !(isHidden && id.startsWith('web'))),
      secrets,
    );
  } finally {
    ari.close();
    await database?.destroy();
  }
}

/** What can be said without knowing where anything is. */
function checksOfSettings(): readonly Check[] {
  const readSettings = async () => {
    const loaded = await loadConfig({ folder, environment: process.env });
    return loaded.type === 'faulty'
      ? { faults: loaded.faults, warnings: [], changed: [] }
      : { faults: [], warnings: loaded.warnings, changed: [] };
  };
  const about = {
    envFile: path.join(folder, '.env'),
    varFolder: path.join(folder, 'var'),
    ...{ configFolder: folder, nodeVersion: process.versions.node, mostMegabytes: Infinity },
  };
  const isKnown = ({ id }: Check) => ['settings', 'node', 'private-files'].includes(id);
  return [...settingsChecks({ readSettings }), ...serverChecks(about)].filter(isKnown);
}

function ask(
  checks: readonly Check[],
  secrets: readonly string[],
): Promise<readonly CheckResult[]> {
  return runChecks(checks, { log: log(secrets) });
}

/** What went wrong in a check itself, beside the report. */
function log(secrets: readonly string[] = []) {
  return createLog({
    level: 'error',
    secrets: () => secrets,
    destination: { write: (line: string) => process.stderr.write(line) },
  });
}

/** As POSIX has it: the first of these variables that says anything. English unless it is one of ours. */
function localeOf(environment: Readonly<Record<string, string | undefined>>): Locale {
  const { LC_ALL, LC_MESSAGES, LANG } = environment;
  const said = [LC_ALL, LC_MESSAGES, LANG].find((value) => value !== undefined && value !== '');
  return locales.find((locale) => said?.startsWith(locale)) ?? 'en';
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

main().catch((error: unknown) => {
  say(String(error instanceof Error ? error.stack : error));
  process.exit(1);
});
