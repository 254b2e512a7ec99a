import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AppDeps, startApp as startAppType } from '../app.ts';
import type { SandboxConfig } from '../config.ts';
import { systemClock } from '../lib/clock.ts';
import { isSystemError } from '../lib/error.ts';
import type { OwnLog } from '../lib/log.ts';
import { Secret } from '../lib/secret.ts';
import { makeHome } from './home.ts';
import { createPhonePage } from './page/phone-page.ts';
import { startSandboxMeta, type SandboxMeta } from './sandbox-meta.ts';
import { startSandboxPbx, type SandboxPbx } from './sandbox-pbx.ts';
import { startTelegramEmulator, type TelegramEmulator } from './telegram/emulator.ts';
import { welcome } from './welcome.ts';

export type SandboxDeps = {
  readonly config: SandboxConfig;
  readonly log: OwnLog;
  /** Prints for the person at the console. */
  readonly say: (text: string) => void;
  readonly startApp: typeof startAppType;
  /** Only `NAVBATCHI_SANDBOX_ASTERISK` is read: the folder of an unpacked Asterisk. */
  readonly environment: Readonly<Record<string, string | undefined>>;
};

export type Sandbox = {
  /** The page. */
  readonly url: string;
  /** Leaves no process, socket or file behind. */
  readonly stop: () => Promise<void>;
};

/**
 * Starts the product as `main` does, on a Telegram and a PBX of its own: everything on 127.0.0.1 and
 * in a folder that goes with the process. The emulated Telegram keeps nothing, so nothing else may:
 * an owner who finds an empty chat, or an update number seen before, would be a puzzle, not a help.
 */
export async function startSandbox(deps: SandboxDeps): Promise<Sandbox> {
  const { config, log, say, startApp, environment } = deps;
  const stops: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    for (const undo of stops.splice(0).reverse()) await undo();
  };
  try {
    const home = await makeHome();
    stops.push(home.remove);
    const tree = environment['NAVBATCHI_SANDBOX_ASTERISK'];
    const pbx = await startSandboxPbx({
      // Empty asks for the emulated one.
      tree: tree === '' ? undefined : tree,
      home: home.folder,
      password: randomBytes(24).toString('base64url'),
    });
    stops.push(pbx.stop);
    const telegram = await startTelegram(config.http.port);
    stops.push(telegram.close);
    const meta = await startSandboxMeta();
    stops.push(meta.stop);
    const you = telegram.world.addPerson({ name: 'Kamola', languageCode: 'uz' });
    let claim = '';
    const startParameter = (personId: number) => (personId === you.id ? claim : '');
    openGroup(telegram, you.id);
    const phones = pbx.phones ?? { sipPort: pbx.sipPort };
    const { customers } = meta;
    const { timeZone } = config;
    telegram.addRoute(createPhonePage({ telegram, startParameter, phones, customers, timeZone }));
    const app = await startApp({
      config: await liveConfig(config, { home: home.folder, pbx, telegram, meta }),
      clock: systemClock,
      log,
      isPbxEmulated: pbx.isEmulated,
      inboxPace: { settleMs },
      // Whoever sits at this machine is the owner; the link is for servers. A code that expired
      // brings a new one here.
      announceClaim: ({ link }) => {
        claim = new URL(link).searchParams.get('start') ?? '';
      },
    });
    stops.push(app.stop);
    await meta.tellsTo(app.url);
    say(welcome({ pageUrl: telegram.apiRoot, pbx: pbx.description }));
    return { url: telegram.apiRoot, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** On the wanted port, or on any that is free when another program has it. */
async function startTelegram(port: number): Promise<TelegramEmulator> {
  // A token nobody can guess: any page open in the browser may speak to a port of this machine.
  const token = `7000000001:${randomBytes(26).toString('base64url')}`;
  try {
    return await startTelegramEmulator({ port, token });
  } catch (error) {
    if (!isSystemError(error, 'EADDRINUSE', 'EACCES')) throw error;
    return startTelegramEmulator({ token });
  }
}

/** This Meta keeps the order; the real one does not, and is waited for longer. */
const settleMs = 300;

/** The operators' group, with a topic where the calls may be shown; the bot is an administrator. */
function openGroup({ world, groups }: TelegramEmulator, ownerId: number): void {
  const { id } = world.addGroup({ title: 'Operatorlar', isForum: true, ownerId });
  groups.createTopic(id, ownerId, 'Qoʻngʻiroqlar');
}

type Parts = {
  readonly home: string;
  readonly pbx: SandboxPbx;
  readonly telegram: TelegramEmulator;
  readonly meta: SandboxMeta;
};

async function liveConfig(
  config: SandboxConfig,
  { home, pbx, telegram, meta }: Parts,
): Promise<AppDeps['config']> {
  const varFolder = join(home, 'var');
  await mkdir(varFolder, { mode: 0o700 });
  const envFile = join(home, '.env');
  const wsUrl = `${pbx.ariUrl.replace('http:', 'ws:')}/events`;
  const env = [
    `TELEGRAM_BOT_TOKEN=${telegram.token}`,
    `TELEGRAM_API_ROOT=${telegram.apiRoot}`,
    `ASTERISK_ARI_URL=${pbx.ariUrl}`,
    `ASTERISK_ARI_WS_URL=${wsUrl}`,
    `ASTERISK_ARI_USERNAME=${pbx.username}`,
    `ASTERISK_ARI_PASSWORD=${pbx.password}`,
    `FACEBOOK_APP_SECRET=${meta.appSecret}`,
    `FACEBOOK_VERIFY_TOKEN=${meta.verifyToken}`,
    `FACEBOOK_PAGE_ACCESS_TOKEN=${meta.pageToken}`,
    `FACEBOOK_GRAPH_ROOT=${meta.graphRoot}`,
    `INSTAGRAM_GRAPH_ROOT=${meta.instagramRoot}`,
    'HTTP_PORT=0',
    'NAVBATCHI_VAR=./var',
  ];
  await writeFile(envFile, `${env.join('\n')}\n`, { mode: 0o600 });
  return {
    ...config,
    ...{ envFile, fixedByEnvironment: [], varFolder },
    http: { host: '127.0.0.1', port: 0 },
    // The shipped files of asterisk-config/ have these; another context or transport is not there.
    extensions: { ...config.extensions, dialplanContext: 'from-internal', transport: undefined },
    phone: { server: '127.0.0.1', domain: '127.0.0.1', port: pbx.sipPort },
    asterisk: { configFolder: pbx.etc, command: pbx.command, reload: 'ari', cdr: 'auto' },
    telegram: {
      token: new Secret(telegram.token),
      apiRoot: telegram.apiRoot,
      webhookSecret: undefined,
    },
    ari: {
      url: pbx.ariUrl,
      wsUrl,
      ca: undefined,
      username: pbx.username,
      password: new Secret(pbx.password),
    },
    meta: {
      appSecret: new Secret(meta.appSecret),
      verifyToken: new Secret(meta.verifyToken),
      pageToken: new Secret(meta.pageToken),
      graphRoot: meta.graphRoot,
      instagram: {
        ...{ appSecret: undefined, token: undefined },
        graphRoot: meta.instagramRoot,
      },
      ...{ graphVersion: 'v25.0', hasHumanAgent: false },
    },
  };
}
