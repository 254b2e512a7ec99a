import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { LogOptions } from './lib/log.ts';
import type { QuietHours } from './lib/quiet-hours.ts';
import type { WorkingHours } from './lib/working-hours.ts';
import type { Secret } from './lib/secret.ts';
import { checkEnv, eventsUrl } from './config-check-env.ts';
import { checkPolicy } from './config-check-policy.ts';
import { readEnvEntries, readIniEntries, type ConfigEntries } from './config-entries.ts';
import type { Env } from './config-env.ts';
import type { NumberRange, Policy } from './config-policy.ts';
import { sortRemarks, type ConfigRemark } from './config-remark.ts';
import { readConfigText } from './config-text.ts';

export { printRemarks, type ConfigRemark } from './config-remark.ts';

/** Everything the process is told, checked and frozen. Where each value lives: config/README.md. */
export type Config = LiveConfig | SandboxConfig;

/** Nothing outside is configured: the process runs its own Telegram and PBX. */
export type SandboxConfig = CommonConfig & { readonly mode: 'sandbox' };

/** Telegram and Asterisk are configured. */
export type LiveConfig = CommonConfig & {
  readonly mode: 'live';
  readonly telegram: {
    readonly token: Secret;
    readonly apiRoot: string;
    /** With one, updates come by webhook; without, the bot asks for them. */
    readonly webhookSecret: Secret | undefined;
  };
  /** `url` ends with `/ari`, `wsUrl` with `/ari/events`. */
  readonly ari: {
    readonly url: string;
    readonly wsUrl: string;
    /** PEM of the certificates that alone are believed there; undefined: the public authorities. */
    readonly ca: string | undefined;
    readonly username: string;
    readonly password: Secret;
  };
  readonly meta: MetaConfig;
};

/** What is there of Messenger and Instagram. Each secret may be missing. */
export type MetaConfig = {
  /** With both, Meta's webhooks are taken. */
  readonly appSecret: Secret | undefined;
  readonly verifyToken: Secret | undefined;
  /** For a page and the Instagram account that is tied to it. */
  readonly pageToken: Secret | undefined;
  readonly graphRoot: string;
  /** An account through Instagram Login, without a page. */
  readonly instagram: {
    readonly appSecret: Secret | undefined;
    readonly token: Secret | undefined;
    readonly graphRoot: string;
  };
  /** As in `v25.0`. */
  readonly graphVersion: string;
  /** Meta approved answers by people after the first day. */
  readonly hasHumanAgent: boolean;
};

type CommonConfig = {
  /** Where `.env` is, absolute: the file that a change of a secret edits. */
  readonly envFile: string;
  /**
   * Keys of `.env` that a real environment variable gives instead. Editing the file does not change
   * them, at the next start neither.
   */
  readonly fixedByEnvironment: readonly string[];
  readonly http: { readonly host: string; readonly port: number };
  /** Opens those of our HTTP doors that do something; without one they stay shut. */
  readonly apiToken: Secret | undefined;
  /** Where phones reach our HTTP server from outside, without a slash at the end. */
  readonly publicUrl: string | undefined;
  /** Absolute. Database and snapshots; nobody else may read it. */
  readonly varFolder: string;
  readonly logLevel: LogOptions['level'];
  readonly extensions: {
    readonly first: number;
    readonly last: number;
    readonly reserved: readonly NumberRange[];
    readonly dialplanContext: string;
    /** Name of the transport that new endpoints are bound to; none lets Asterisk choose. */
    readonly transport: string | undefined;
    readonly codecs: readonly string[];
    /** File name inside `asterisk.configFolder`. */
    readonly managedFile: string;
  };
  /** What a phone card shows. `domain` is `server` unless told. */
  readonly phone: {
    readonly server: string | undefined;
    readonly domain: string | undefined;
    readonly port: number;
  };
  readonly asterisk: {
    /** Absolute. */
    readonly configFolder: string;
    /** Words in front of `-rx <command>`; no shell reads them. */
    readonly command: readonly [string, ...string[]];
    readonly reload: 'ari' | 'cli';
    /** Asterisk's records of calls: `auto`, `none`, or an absolute path. */
    readonly cdr: string;
  };
  readonly ariAccess: {
    /** Whether two users take turns, or one keeps its name. */
    readonly rotation: 'alternating' | 'single';
    /** How long both passwords are good after a rotation. */
    readonly graceMinutes: number;
  };
  /** A second admin must agree to what removes something or changes who may run Asterisk. */
  readonly needsSecondAdmin: boolean;
  /** Programs under pm2 that sign in to ARI with the pair of our `.env`. */
  readonly dependants: {
    readonly names: readonly string[];
    /** Words in front of pm2's own; no shell reads them. */
    readonly command: readonly [string, ...string[]];
    /** A restarted one must run this long before it is believed. */
    readonly settleSeconds: number;
  };
  /** How the bot places calls. */
  readonly dialing: {
    /** The dialplan context that takes the number to call. */
    readonly context: string;
    readonly trunk: string | undefined;
    /** E.164 numbers that may be called begin with one of these. */
    readonly prefixes: readonly string[];
    /** Of one person. */
    readonly maxPerMinute: number;
    readonly maxAtOnce: number;
  };
  /** How long a missed call may wait for somebody to take it, until others are told. */
  readonly missedCalls: {
    readonly escalateAfterSeconds: number;
    readonly supervisorAfterMinutes: number;
  };
  /** IANA name. */
  readonly timeZone: string;
  /** When what speaks by itself makes no sound; undefined: never. */
  readonly quietHours: QuietHours | undefined;
  /** When customers who write may expect people; undefined: when it is not quiet. */
  readonly workingHours: WorkingHours | undefined;
  /** Of what customers of Messenger and Instagram write. */
  readonly inbox: {
    /** Between two looks for what no webhook told. */
    readonly compareMinutes: number;
    /** So long it is kept here. */
    readonly keepDays: number;
  };
  /** When the figures of the day are sent, in minutes since midnight; undefined: never. */
  readonly reportMinute: number | undefined;
  /** How many of the newest changes keep what their files held, for their diff and for undo. */
  readonly undoableChanges: number;
};

export type LoadedConfig =
  | { readonly type: 'ok'; readonly config: Config; readonly warnings: readonly ConfigRemark[] }
  | { readonly type: 'faulty'; readonly faults: readonly ConfigRemark[] };

/**
 * Reads `.env` and `config/navbatchi.ini` under `folder`, lets real environment variables win over
 * `.env`, and checks it all; every fault is told at once. Both files may be missing. `environment` is
 * only read.
 */
export async function loadConfig({
  folder,
  environment,
}: {
  readonly folder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}): Promise<LoadedConfig> {
  const env = checkEnv(await readEntries(folder, '.env', readEnvEntries), environment);
  const policy = checkPolicy(await readEntries(folder, 'config/navbatchi.ini', readIniEntries));
  const ca = await readCa(folder, env.value?.ASTERISK_ARI_CA);
  const isSound = ca === undefined || typeof ca === 'string';
  if (env.value === undefined || policy.value === undefined || !isSound) {
    const faults = isSound ? env.faults : [...env.faults, ca];
    return { type: 'faulty', faults: [...sortRemarks(faults), ...sortRemarks(policy.faults)] };
  }
  const config = combine(resolve(folder), { ...env, value: env.value, ca }, policy.value);
  return {
    type: 'ok',
    config: freezeDeep(config),
    warnings: sortRemarks(env.warnings),
  };
}

async function readEntries(
  folder: string,
  file: string,
  read: (text: string, file: string) => ConfigEntries,
): Promise<ConfigEntries> {
  const { text, faults } = await readConfigText(join(folder, file), file);
  const found = read(text, file);
  return { ...found, faults: [...faults, ...found.faults] };
}

/** The file itself, or what is wrong with it: a program that believes nobody does not start well. */
async function readCa(
  folder: string,
  path: string | undefined,
): Promise<string | ConfigRemark | undefined> {
  if (path === undefined) return undefined;
  const text = await readFile(resolve(folder, path), 'latin1').catch(() => '');
  if (text.includes('-----BEGIN CERTIFICATE-----')) return text;
  const key = 'ASTERISK_ARI_CA';
  return {
    ...{ file: '.env', line: undefined, key },
    message: `${key} names a file that cannot be read or holds no certificate.`,
    remedy: 'Write the path of a PEM file that this user may read, or remove the line.',
  };
}

function combine(
  folder: string,
  {
    value: env,
    fixed,
    ca,
  }: {
    readonly value: Env;
    readonly fixed: readonly string[];
    readonly ca: string | undefined;
  },
  policy: Policy,
): Config {
  const { extensions, phone, asterisk } = policy;
  const common: CommonConfig = {
    envFile: join(folder, '.env'),
    fixedByEnvironment: fixed,
    http: { host: env.HTTP_HOST, port: env.HTTP_PORT },
    apiToken: env.API_TOKEN,
    publicUrl: env.PUBLIC_URL,
    varFolder: resolve(folder, env.NAVBATCHI_VAR),
    logLevel: env.LOG_LEVEL,
    extensions: {
      first: extensions.first,
      last: extensions.last,
      reserved: extensions.reserved,
      dialplanContext: extensions.context,
      transport: extensions.transport,
      codecs: extensions.codecs,
      managedFile: extensions.managed_file,
    },
    phone: { server: phone.server, domain: phone.domain ?? phone.server, port: phone.port },
    asterisk: {
      configFolder: resolve(folder, asterisk.config_folder),
      command: asterisk.command,
      reload: asterisk.reload,
      cdr: asterisk.cdr,
    },
    ariAccess: { rotation: policy.ari.rotation, graceMinutes: policy.ari.grace_minutes },
    needsSecondAdmin: policy.approvals.second_admin === 'dangerous',
    dependants: {
      names: policy.dependants.pm2,
      command: policy.dependants.command,
      settleSeconds: policy.dependants.settle_seconds,
    },
    dialing: {
      context: policy.dialing.context ?? extensions.context,
      trunk: policy.dialing.trunk,
      prefixes: policy.dialing.prefixes,
      maxPerMinute: policy.dialing.max_per_minute,
      maxAtOnce: policy.dialing.max_at_once,
    },
    missedCalls: {
      escalateAfterSeconds: policy.missed_calls.escalate_after_seconds,
      supervisorAfterMinutes: policy.missed_calls.supervisor_after_minutes,
    },
    timeZone: policy.time.zone,
    quietHours: policy.duty.quiet_hours,
    inbox: {
      compareMinutes: policy.inbox.compare_minutes,
      keepDays: policy.inbox.keep_days,
    },
    workingHours: policy.inbox.working_hours && {
      ...policy.inbox.working_hours,
      days: policy.inbox.working_days,
    },
    reportMinute: policy.report.hour,
    undoableChanges: policy.history.undoable_changes,
  };
  const {
    TELEGRAM_BOT_TOKEN: token,
    TELEGRAM_API_ROOT: apiRoot,
    TELEGRAM_WEBHOOK_SECRET: webhookSecret,
  } = env;
  const {
    ASTERISK_ARI_URL: url,
    ASTERISK_ARI_USERNAME: username,
    ASTERISK_ARI_PASSWORD: password,
  } = env;
  if (!token || !url || !username || !password) return { ...common, mode: 'sandbox' };
  const wsUrl = env.ASTERISK_ARI_WS_URL ?? eventsUrl(url);
  const ari = { url, wsUrl, ca, username, password };
  const telegram = { token, apiRoot, webhookSecret };
  return { ...common, mode: 'live', telegram, ari, meta: metaOf(env, policy) };
}

function metaOf(env: Env, { meta }: Policy): MetaConfig {
  return {
    appSecret: env.FACEBOOK_APP_SECRET,
    verifyToken: env.FACEBOOK_VERIFY_TOKEN,
    pageToken: env.FACEBOOK_PAGE_ACCESS_TOKEN,
    graphRoot: env.FACEBOOK_GRAPH_ROOT,
    instagram: {
      appSecret: env.INSTAGRAM_APP_SECRET,
      token: env.INSTAGRAM_ACCESS_TOKEN,
      graphRoot: env.INSTAGRAM_GRAPH_ROOT,
    },
    graphVersion: meta.graph_version,
    hasHumanAgent: meta.human_agent,
  };
}

function freezeDeep<Value extends object>(value: Value): Value {
  for (const part of Object.values(value)) {
    if (typeof part === 'object' && part !== null) freezeDeep(part);
  }
  return Object.freeze(value);
}
