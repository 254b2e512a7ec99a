import process from 'node:process';
import type { EventSettings } from './asterisk/ari-events.ts';
import type { AriRest } from './asterisk/ari-rest.ts';
import { createAsteriskCli } from './asterisk/cli.ts';
import { createPm2 } from './change/process-control.ts';
import type { Journal } from './change/store.ts';
import type { Snapshots } from './change/snapshots.ts';
import { ariFileChecks } from './checks/check-ari-file.ts';
import { ariLinkChecks, type AriLinkDeps } from './checks/check-ari-link.ts';
import { ariLiveChecks } from './checks/check-ari-live.ts';
import { asteriskChecks, asteriskRunsCheck } from './checks/check-asterisk.ts';
import { byHandChecks } from './checks/check-by-hand.ts';
import { cdrChecks } from './checks/check-cdr.ts';
import { changeChecks } from './checks/check-changes.ts';
import { dependantChecks } from './checks/check-dependants.ts';
import { httpCertificateChecks } from './checks/check-http-certificate.ts';
import { httpFileChecks } from './checks/check-http-file.ts';
import { inboxChecks, type InboxCheckDeps } from './checks/check-inbox.ts';
import { phoneChecks } from './checks/check-phones.ts';
import { rightsChecks } from './checks/check-rights.ts';
import { serverChecks } from './checks/check-server.ts';
import { settingsChecks, type SettingsReading } from './checks/check-settings.ts';
import { telegramChecks } from './checks/check-telegram.ts';
import { webChecks } from './checks/check-web.ts';
import type { AriSetupDeps } from './checks/read-ari-setup.ts';
import { loadConfig, type LiveConfig } from './config.ts';
import type { Check } from './lib/check.ts';
import type { Clock } from './lib/clock.ts';
import type { Secret } from './lib/secret.ts';
import { tokenKey } from './features/inbox-token/index.ts';
import { graphOf, missingKeysOf, type MetaAccesses } from './wire-meta.ts';

export type GatherDeps = {
  readonly config: Omit<LiveConfig, 'mode'>;
  readonly ari: Pick<AriRest, 'info' | 'listEndpoints' | 'getDynamicConfig'>;
  /** What the process signs in with now. */
  readonly inUse: () => EventSettings;
  readonly metaAccesses: MetaAccesses;
  /** Undefined while there is no database. */
  readonly changes:
    | {
        readonly journal: Pick<Journal, 'findOpen' | 'list'>;
        readonly snapshots: Pick<Snapshots, 'read'>;
      }
    | undefined;
  /** Of the bot's own event link; undefined where no bot runs. */
  readonly linkState?: AriLinkDeps['linkState'];
  readonly readSettings: () => Promise<SettingsReading>;
  /** Where our own HTTP server listens. */
  readonly serverUrl: () => string | undefined;
  readonly nodeVersion: string;
  /** A bigger database is not read through. */
  readonly mostMegabytes: number;
  /** It has no console, no SIP and no http.conf of its own: nothing is asked about them. */
  readonly isPbxEmulated?: boolean;
  /** Free bytes where a path is; asked of the disk unless told. */
  readonly freeBytes?: (path: string) => Promise<number>;
  /** What is known of the inbox; undefined while there is no database. */
  readonly inbox?:
    Pick<InboxCheckDeps, 'findRoute' | 'mayManage' | 'readInbox' | 'readTokenEnd'> | undefined;
  readonly clock: Clock;
};

/** The console must say quickly that it hangs. */
const consoleDeadlineMs = 3_000;

/** Every question that the doctor asks about an installation, each after those it needs. */
export function gatherChecks(deps: GatherDeps): readonly Check[] {
  const { config, ari, inUse, clock, changes } = deps;
  const { configFolder, command, reload } = config.asterisk;
  const { envFile, varFolder } = config;
  const cli = createAsteriskCli({ command, deadlineMs: consoleDeadlineMs });
  const setup = ariSetupOf(config, inUse);
  const checks = [
    asteriskRunsCheck({ cli, inUse }),
    ...ariFileChecks(setup),
    ...httpFileChecks({ configFolder, ariUrl: () => inUse().url }),
    ...httpCertificateChecks({ configFolder, clock }),
    ...ariLiveChecks({ ...setup, wsUrl: () => inUse().wsUrl, cli }),
    ...(deps.linkState ? ariLinkChecks({ linkState: deps.linkState, clock }) : []),
    ...cdrChecks({ cdr: config.asterisk.cdr, configFolder, clock }),
    ...asteriskChecks({ ari, cli, inUse, reload, clock }),
    ...phoneChecks({
      folder: { configFolder, managedFile: config.extensions.managedFile },
      ...{ ari, cli, policy: config.extensions },
      phone: {
        server: config.phone.server ?? new URL(config.ari.url).hostname,
        port: config.phone.port,
      },
    }),
    ...byHandChecks({
      folder: { configFolder, managedFile: config.extensions.managedFile },
      ...{ ari, policy: config.extensions },
    }),
    ...telegramChecks({
      settings: () => config.telegram,
      hasWebhook: config.telegram.webhookSecret !== undefined,
      clock,
    }),
    ...inboxChecksOf(deps),
    ...settingsChecks(deps),
    ...rightsChecks({ configFolder, uid: process.getuid?.() }),
    ...serverChecks({ envFile, varFolder, configFolder, ...deps }),
    ...(changes ? changeChecks({ ...changes, clock }) : []),
    ...dependantChecks({
      names: config.dependants.names,
      processes: createPm2(config.dependants.command),
    }),
    ...webChecks({ serverUrl: deps.serverUrl, publicUrl: config.publicUrl }),
  ];
  return deps.isPbxEmulated === true ? checks.filter(({ id }) => !realOnly.has(id)) : checks;
}

/** Nothing is asked where neither Messenger nor Instagram is wanted. */
function inboxChecksOf({ config, inbox, metaAccesses, clock }: GatherDeps): readonly Check[] {
  const missingKeys = missingKeysOf(config.meta);
  if (!missingKeys) return [];
  return inboxChecks({
    ...{ missingKeys, publicUrl: config.publicUrl, clock },
    ...{ accesses: metaAccesses.all, graph: graphOf(config.meta) },
    ...{ findRoute: inbox?.findRoute, mayManage: inbox?.mayManage, readInbox: inbox?.readInbox },
    readTokenEnd: inbox?.readTokenEnd,
    isTokenFixed: config.fixedByEnvironment.includes(tokenKey),
  });
}

const realOnly: ReadonlySet<string> = new Set([
  ...[
    'asterisk-runs',
    'console',
    'http-file',
    'http-certificate',
    'phone-transport',
    'phone-address',
    'phone-context',
  ],
]);

export function ariSetupOf(config: GatherDeps['config'], inUse: () => EventSettings): AriSetupDeps {
  const { envFile, fixedByEnvironment } = config;
  return { configFolder: config.asterisk.configFolder, envFile, fixedByEnvironment, inUse };
}

/** The settings as the next start would read them, and what of them this process does not run with. */
export async function readSettingsAnew(
  running: GatherDeps['config'],
  {
    folder,
    environment,
    inUse,
    metaAccesses,
  }: {
    readonly folder: string;
    readonly environment: Readonly<Record<string, string | undefined>>;
    readonly inUse: () => EventSettings;
    readonly metaAccesses: MetaAccesses;
  },
): Promise<SettingsReading> {
  const loaded = await loadConfig({ folder, environment });
  if (loaded.type === 'faulty') return { faults: loaded.faults, warnings: [], changed: [] };
  const { config, warnings } = loaded;
  if (config.mode !== 'live') return { faults: [], warnings, changed: ['TELEGRAM_BOT_TOKEN'] };
  const { url, username, password, trust } = inUse();
  const { instagram } = config.meta;
  const same: readonly (readonly [key: string, isSame: boolean])[] = [
    ['TELEGRAM_BOT_TOKEN', config.telegram.token.equals(running.telegram.token)],
    ['TELEGRAM_API_ROOT', config.telegram.apiRoot === running.telegram.apiRoot],
    [
      'TELEGRAM_WEBHOOK_SECRET',
      isSame(config.telegram.webhookSecret, running.telegram.webhookSecret),
    ],
    ['ASTERISK_ARI_URL', config.ari.url === url],
    ['ASTERISK_ARI_CA', config.ari.ca === trust?.pem],
    ['ASTERISK_ARI_USERNAME', config.ari.username === username],
    ['ASTERISK_ARI_PASSWORD', config.ari.password.equals(password)],
    ['HTTP_HOST', config.http.host === running.http.host],
    ['HTTP_PORT', config.http.port === running.http.port],
    ['API_TOKEN', isSame(config.apiToken, running.apiToken)],
    ['PUBLIC_URL', config.publicUrl === running.publicUrl],
    ['NAVBATCHI_VAR', config.varFolder === running.varFolder],
    ['FACEBOOK_APP_SECRET', isSame(config.meta.appSecret, running.meta.appSecret)],
    ['FACEBOOK_VERIFY_TOKEN', isSame(config.meta.verifyToken, running.meta.verifyToken)],
    ['FACEBOOK_PAGE_ACCESS_TOKEN', isSame(config.meta.pageToken, running.meta.pageToken)],
    ['INSTAGRAM_APP_SECRET', isSame(instagram.appSecret, running.meta.instagram.appSecret)],
    [tokenKey, isSame(instagram.token, metaAccesses.login?.access.token)],
  ];
  const changed = same.flatMap(([key, isAsBefore]) => (isAsBefore ? [] : [key]));
  return { faults: [], warnings, changed };
}

function isSame(one: Secret | undefined, other: Secret | undefined): boolean {
  return one && other ? one.equals(other) : one === other;
}
