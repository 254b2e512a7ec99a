import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { AppDeps } from '../../src/app.ts';
import { Secret } from '../../src/lib/secret.ts';
import { startPbx, type SandboxPbx } from '../../src/sandbox/pbx/start-pbx.ts';
import { writeStarterEtc } from '../../src/sandbox/pbx/starter-etc.ts';
import type { Account } from '../../src/sandbox/meta/world.ts';
import type { MetaOptions } from '../../src/sandbox/meta/emulator.ts';
import { startTestApp, type TestApp } from './app.ts';
import { startMeta, type FakeMeta } from './meta.ts';
import { claimOwner } from './owner.ts';
import { startTelegram, type FakeTelegram, type Group, type Person } from './telegram.ts';

/** A company with a page and an Instagram account, whose operators sit in a group with topics. */
export type InboxOffice = {
  readonly meta: FakeMeta;
  readonly telegram: FakeTelegram;
  readonly page: Account;
  readonly instagram: Account;
  /** An Instagram account without a page, by Instagram Login. */
  readonly login: Account;
  readonly pageToken: string;
  /** With a token of Instagram Login it stands there, and is read from there at each start. */
  readonly envFile: string;
  readonly owner: Person;
  readonly group: Group;
  /** An emulated one; its configuration files stand in `etc`. */
  readonly pbx: SandboxPbx;
  readonly etc: string;
  readonly app: () => TestApp;
  /** Stopped and started again, with the same files; perhaps with another token. */
  readonly restart: (pageToken?: string) => Promise<void>;
  readonly stop: () => Promise<void>;
};

const verifyToken = 'navbatchi-tekshiruvi';
const door = '/chats/webhook/facebook';

/** Short enough for a test, long enough that what arrives together is put in order. */
const pace = {
  ...{ settleMs: 150, titleMs: 100, echoMs: 400, tokenMs: 200 },
  // Only who wants it compares conversations.
  firstCompareMs: 60 * 60_000,
};

export async function startInboxOffice({
  hasHumanAgent = false,
  isHere = true,
  hasLogin = false,
  isTokenFixed = false,
  settleMs = pace.settleMs,
  inboxPace = {},
  publicUrl = 'https://navbatchi.example',
  workingHours,
  cardRates,
  clock,
  ...options
}: MetaOptions & {
  readonly isHere?: boolean;
  /** With a token of Instagram Login, by which all of Instagram is answered then. */
  readonly hasLogin?: boolean;
  /** That token is given by the environment of the process. */
  readonly isTokenFixed?: boolean;
  readonly settleMs?: number;
  readonly workingHours?: AppDeps['config']['workingHours'];
  readonly inboxPace?: NonNullable<AppDeps['inboxPace']>;
  readonly publicUrl?: string;
  readonly cardRates?: NonNullable<AppDeps['cardRates']>;
} = {}): Promise<InboxOffice> {
  const folder = await mkdtemp(path.join(tmpdir(), 'nb-office-'));
  const meta = await startMeta({ ...options, hasHumanAgent, ...(clock && { clock }) });
  const telegram = await startTelegram();
  const etc = path.join(folder, 'etc');
  const password = 'sandbox-password-of-this-run';
  await writeStarterEtc(etc, password);
  const pbx = await startPbx({ etcFolder: etc });
  const { page, instagram, token } = meta.createPage({ name: 'Sahifa', instagram: 'sahifa.uz' });
  if (!instagram) throw new Error('The page has no Instagram account.');
  const own = meta.createInstagramAccount('navbatchi.uz');
  const envFile = path.join(folder, '.env');
  if (hasLogin) await writeFile(envFile, `INSTAGRAM_ACCESS_TOKEN=${own.token}\n`, { mode: 0o600 });
  const start = async (pageToken: string): Promise<TestApp> => {
    const loginToken = hasLogin ? loginTokenIn(await readFile(envFile, 'utf8')) : undefined;
    const started = await startTestApp(
      { ariUrl: pbx.url, username: 'backend', password, etc, astCommand: ['false'] },
      telegram,
      {
        varFolder: folder,
        inboxPace: { ...pace, settleMs, ...inboxPace },
        ...(cardRates && { cardRates }),
        ...(clock && { clock }),
        change: (config): AppDeps['config'] => ({
          ...config,
          workingHours,
          publicUrl,
          meta: {
            ...config.meta,
            ...{ graphRoot: meta.graphRoot, hasHumanAgent },
            appSecret: new Secret(meta.appSecret),
            verifyToken: new Secret(verifyToken),
            pageToken: new Secret(pageToken),
            instagram: {
              graphRoot: meta.instagramRoot,
              appSecret: hasLogin ? new Secret(meta.appSecret) : undefined,
              token: loginToken === undefined ? undefined : new Secret(loginToken),
            },
          },
          fixedByEnvironment: isTokenFixed ? ['INSTAGRAM_ACCESS_TOKEN'] : [],
        }),
      },
    );
    if (!(await meta.webhooks.register(started.url + door, verifyToken))) {
      throw new Error('Meta did not find the app.');
    }
    return started;
  };
  let app = await start(token);
  const owner = await claimOwner(telegram, app);
  const group = telegram.createGroup({ title: 'Mijozlar', isForum: true });
  group.adds(owner);
  if (isHere) {
    await owner.says('/inboxhere', { in: group });
    await owner.sees(/Endi Messenger va Instagram mijozlari shu guruhda/, { in: group });
  }
  return {
    ...{
      meta,
      telegram,
      page,
      instagram,
      login: own.instagram,
      pageToken: token,
      envFile,
      owner,
      group,
      pbx,
      etc,
    },
    app: () => app,
    restart: async (pageToken = token) => {
      await app.stop();
      app = await start(pageToken);
    },
    stop: async () => {
      await app.stop();
      await pbx.stop();
      await meta.close();
      await telegram.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** As the next start reads it. */
export function loginTokenIn(env: string): string | undefined {
  return /^INSTAGRAM_ACCESS_TOKEN=(.*)$/m.exec(env)?.[1];
}
