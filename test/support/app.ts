import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startApp, type App, type AppDeps } from '../../src/app.ts';
import { systemClock, type Clock } from '../../src/lib/clock.ts';
import { createLog } from '../../src/lib/log.ts';
import { Secret } from '../../src/lib/secret.ts';

export type TestPbx = {
  readonly ariUrl: string;
  readonly username: string;
  readonly password: string;
  readonly etc: string;
  readonly astCommand: readonly string[];
};

export type TestTelegram = { readonly apiRoot: string; readonly token: string };

/** What the app is told in tests: a real Asterisk or the emulated one, the emulated Telegram, ports of its own. */
export function testConfig(
  pbx: TestPbx,
  telegram: TestTelegram,
  varFolder: string,
): AppDeps['config'] {
  const [command = 'asterisk', ...words] = pbx.astCommand;
  return {
    envFile: path.join(varFolder, '.env'),
    fixedByEnvironment: [],
    http: { host: '127.0.0.1', port: 0 },
    apiToken: undefined,
    publicUrl: undefined,
    varFolder,
    logLevel: 'warn',
    extensions: {
      first: 1000,
      last: 1999,
      reserved: [{ first: 1000, last: 1000 }],
      dialplanContext: 'from-internal',
      transport: undefined,
      codecs: ['ulaw', 'alaw'],
      managedFile: 'pjsip_navbatchi.conf',
    },
    phone: { server: '192.168.1.100', domain: undefined, port: 5060 },
    asterisk: { configFolder: pbx.etc, command: [command, ...words], reload: 'ari', cdr: 'auto' },
    ariAccess: { rotation: 'alternating', graceMinutes: 10 },
    needsSecondAdmin: false,
    dependants: { names: [], command: ['pm2'], settleSeconds: 1 },
    dialing: {
      ...{ context: 'from-internal', trunk: 'trunk', prefixes: ['998'] },
      ...{ maxPerMinute: 20, maxAtOnce: 5 },
    },
    missedCalls: { escalateAfterSeconds: 60, supervisorAfterMinutes: 5 },
    timeZone: 'Asia/Tashkent',
    quietHours: undefined,
    workingHours: undefined,
    inbox: { compareMinutes: 10, keepDays: 90 },
    reportMinute: undefined,
    undoableChanges: 500,
    telegram: {
      token: new Secret(telegram.token),
      apiRoot: telegram.apiRoot,
      webhookSecret: undefined,
    },
    ari: {
      url: pbx.ariUrl,
      wsUrl: `${pbx.ariUrl.replace('http', 'ws')}/events`,
      ca: undefined,
      username: pbx.username,
      password: new Secret(pbx.password),
    },
    meta: {
      ...{ appSecret: undefined, verifyToken: undefined, pageToken: undefined },
      graphRoot: 'http://127.0.0.1:9',
      instagram: {
        ...{ appSecret: undefined, token: undefined },
        graphRoot: 'http://127.0.0.1:9',
      },
      ...{ graphVersion: 'v25.0', hasHumanAgent: false },
    },
  };
}

export type TestApp = App & {
  readonly varFolder: string;
  /** The parameter of the owner's link that the console showed; '' when there was none. */
  readonly claimParameter: string;
  /** Every line the app logged. */
  readonly logged: readonly string[];
};

/** Starts the whole app as `main` does. Without a folder it gets a new one, removed at `stop`. */
export async function startTestApp(
  pbx: TestPbx,
  telegram: TestTelegram,
  {
    varFolder,
    change,
    clock = systemClock,
    inboxPace,
    cardRates,
    readJournal,
  }: {
    readonly varFolder?: string;
    readonly clock?: Clock;
    readonly inboxPace?: AppDeps['inboxPace'];
    readonly cardRates?: AppDeps['cardRates'];
    readonly readJournal?: AppDeps['readJournal'];
    readonly change?: (config: AppDeps['config']) => AppDeps['config'];
  } = {},
): Promise<TestApp> {
  const folder = varFolder ?? mkdtempSync(path.join(tmpdir(), 'nb-var-'));
  const logged: string[] = [];
  let claimParameter = '';
  const config = testConfig(pbx, telegram, folder);
  const app = await startApp({
    config: change ? change(config) : config,
    clock,
    ...(inboxPace && { inboxPace }),
    ...(cardRates && { cardRates }),
    readJournal,
    log: createLog({
      level: 'debug',
      destination: {
        write: (line: string) => {
          logged.push(line);
        },
      },
    }),
    announceClaim: ({ code }) => {
      claimParameter = `claim_${code}`;
    },
  });
  return {
    ...app,
    varFolder: folder,
    claimParameter,
    logged,
    stop: async () => {
      await app.stop();
      if (varFolder === undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
}
