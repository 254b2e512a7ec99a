import { chmod, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Secret } from '../../src/lib/secret.ts';
import type { GatherDeps } from '../../src/gather-checks.ts';
import type { TestAsterisk } from '../support/asterisk.ts';
import type { FakeTelegram } from '../support/telegram.ts';
import type { House } from './broken-house.ts';

export type Place = {
  readonly asterisk: TestAsterisk;
  readonly telegram: FakeTelegram;
  readonly house: House;
  /** Edits a file of Asterisk's folder as a person with an editor would. */
  readonly edit: (file: string, change: (text: string) => string) => Promise<void>;
  readonly editEnv: (change: (text: string) => string) => Promise<void>;
};

/** How far the bot gets with Asterisk, each step through the one before. */
export const reaches = ['running', 'answering', 'login'] as const;

type Reach = (typeof reaches)[number];

export type Fault = {
  readonly name: string;
  /** Two faults that touch the same are not tried together. */
  readonly touches: readonly string[];
  /** What the doctor must say, and what it may say besides: what follows. */
  readonly causes: readonly string[];
  readonly consequences?: readonly string[];
  /** To tell it takes an Asterisk that runs, whose ARI answers, or that lets the bot in. */
  readonly takes?: Reach;
  /** From here on nothing can be asked of Asterisk any more. */
  readonly hides?: Reach;
  readonly make?: (place: Place) => Promise<unknown>;
  readonly told?: (deps: GatherDeps, place: Place) => GatherDeps;
};

const bad = (code: string) => `bad ${code}`;
const warning = (code: string) => `warning ${code}`;

/** Exchanges a part that must be there. */
const swap =
  (from: string | RegExp, to: string) =>
  (text: string): string => {
    const changed = text.replace(from, to);
    if (changed === text) throw new Error(`nothing to exchange: ${String(from)}`);
    return changed;
  };

const ariEdit = (
  name: string,
  change: (text: string, place: Place) => string,
  expected: Pick<Fault, 'causes' | 'consequences' | 'hides' | 'takes'>,
  { reload = true } = {},
): Fault => ({
  ...{ name, touches: ['ari'], ...expected },
  make: async (place) => {
    await place.edit('ari.conf', (text) => change(text, place));
    if (reload) await place.asterisk.reload('res_ari.so');
  },
});

const httpEdit = (
  name: string,
  change: (text: string) => string,
  expected: Pick<Fault, 'causes' | 'consequences' | 'hides' | 'takes'>,
  { reload = false } = {},
): Fault => ({
  ...{ name, touches: ['http'], ...expected },
  make: async ({ edit, asterisk }) => {
    await edit('http.conf', change);
    if (reload) await asterisk.reload('http');
  },
});

const pjsipEdit = (
  name: string,
  file: string,
  change: (text: string) => string,
  expected: Pick<Fault, 'causes' | 'consequences' | 'takes'>,
  { reload = true } = {},
): Fault => ({
  ...{ name, touches: ['pjsip'], ...expected },
  make: async ({ edit, asterisk }) => {
    await edit(file, change);
    if (reload) await asterisk.reload('res_pjsip.so');
  },
});

const told = (
  name: string,
  change: (deps: GatherDeps, place: Place) => GatherDeps,
  expected: Omit<Fault, 'name' | 'make' | 'told'>,
): Fault => ({ name, told: change, ...expected });

const withConfig = (deps: GatherDeps, change: Partial<GatherDeps['config']>): GatherDeps => ({
  ...deps,
  config: { ...deps.config, ...change },
});

const otherPassword = (text: string, { asterisk }: Place) =>
  swap(`password = ${asterisk.password}`, 'password = somebody-changed-it-7')(text);

/** Each breaks one thing of a healthy installation. */
export const faults: readonly Fault[] = [
  ariEdit('the password in ari.conf is another one', otherPassword, {
    ...{ causes: [bad('ari-pair-differs')], consequences: [bad('ari-401')], hides: 'login' },
  }),
  ariEdit(
    'the same, and Asterisk has not read it yet',
    otherPassword,
    { causes: [bad('ari-pair-differs')], consequences: [warning('ari-not-loaded')] },
    { reload: false },
  ),
  ariEdit('[general] stands twice', (text) => `${text}\n[general]\nenabled = yes\n`, {
    causes: [bad('fault-duplicate-general')],
  }),
  ariEdit('ARI is switched off', swap('enabled = yes', 'enabled = no'), {
    ...{ causes: [bad('fault-ari-off')], consequences: [bad('ari-404')], hides: 'answering' },
  }),
  ariEdit("the user's type is missing", swap('type = user\n', ''), {
    ...{ causes: [bad('fault-user-no-type')], consequences: [bad('ari-401')], hides: 'login' },
  }),
  ariEdit('the user may only read', swap('read_only = no', 'read_only = yes'), {
    causes: [bad('ari-user-read-only')],
    ...{ consequences: [bad('ari-no-write')], hides: 'login' },
  }),
  ariEdit('the user has another name', swap('[backend]', '[frontend]'), {
    ...{ causes: [bad('ari-user-missing')], consequences: [bad('ari-401')], hides: 'login' },
  }),
  ariEdit(
    'a bracket is missing, and Asterisk has not read it yet',
    swap('[backend]', '[backend'),
    { causes: [bad('fault-no-closing-bracket')] },
    { reload: false },
  ),
  ariEdit(
    'another user has a password from a guide',
    (text) => `${text}\n[web]\ntype = user\npassword = secure_password\n`,
    { causes: [bad('ari-guessable')] },
  ),
  ariEdit(
    'an access list keeps this machine out',
    swap('type = user\n', 'type = user\ndeny = 127.0.0.0/8\n'),
    { causes: [bad('ari-acl')], hides: 'login', takes: 'answering' },
  ),
  ariEdit('every web page is allowed', swap(/allowed_origins = .*/, 'allowed_origins = *'), {
    causes: [warning('ari-origins-open')],
  }),
  ariEdit('channelvars is missing', swap(/channelvars = .*\n/, ''), {
    causes: [warning('ari-channelvars')],
  }),
  ariEdit('websocket_write_timeout is missing', swap(/websocket_write_timeout = .*\n/, ''), {
    causes: [warning('ari-write-timeout')],
  }),
  {
    ...{ name: 'ari.conf is gone', touches: ['ari'], causes: [bad('ari-file-missing')] },
    make: ({ asterisk }) => rm(path.join(asterisk.etc, 'ari.conf')),
  },
  {
    name: 'both passwords were changed by hand, and nobody told Asterisk or the bot',
    touches: ['ari', 'env'],
    causes: [warning('ari-not-loaded')],
    consequences: [warning('settings-changed')],
    takes: 'answering',
    make: async (place) => {
      await place.edit('ari.conf', (text) => otherPassword(text, place));
      await place.editEnv(swap(/(ASTERISK_ARI_PASSWORD=).*/, '$1somebody-changed-it-7'));
    },
  },
  {
    name: 'both passwords were changed and Asterisk has them, but the bot was not restarted',
    touches: ['ari', 'env'],
    causes: [bad('ari-bot-is-old')],
    consequences: [warning('settings-changed')],
    hides: 'login',
    takes: 'answering',
    make: async (place) => {
      await place.edit('ari.conf', (text) => otherPassword(text, place));
      await place.editEnv(swap(/(ASTERISK_ARI_PASSWORD=).*/, '$1somebody-changed-it-7'));
      await place.asterisk.reload('res_ari.so');
    },
  },

  httpEdit('the web server is off at the next start', swap('enabled = yes', 'enabled = no'), {
    causes: [bad('http-off')],
  }),
  httpEdit(
    'the web server is off',
    swap('enabled = yes', 'enabled = no'),
    { causes: [bad('http-off')], consequences: [bad('ari-not-listening')], hides: 'answering' },
    { reload: true },
  ),
  httpEdit('bindaddr is missing', swap(/bindaddr = .*\n/, ''), {
    causes: [bad('http-no-address')],
  }),
  httpEdit('another port is written', swap(/bindport = .*/, 'bindport = 8099'), {
    causes: [bad('http-port')],
  }),
  httpEdit(
    'a prefix moves ARI',
    swap('enabled = yes', 'enabled = yes\nprefix = pbx'),
    { causes: [bad('http-prefix')], consequences: [bad('ari-404')], hides: 'answering' },
    { reload: true },
  ),
  httpEdit('ARI is open to the network', swap(/bindaddr = .*/, 'bindaddr = 0.0.0.0'), {
    causes: [warning('http-open')],
  }),

  {
    ...{ name: 'Asterisk is down', touches: ['asterisk'], hides: 'running' },
    causes: [bad('asterisk-down')],
    make: ({ asterisk }) => asterisk.kill9(),
  },
  {
    ...{ name: 'Asterisk hangs', touches: ['asterisk'], hides: 'running' },
    causes: [bad('asterisk-hangs')],
    make: async ({ asterisk }) => {
      asterisk.freeze();
      // The signal takes a moment to reach every thread.
      const state = `/proc/${asterisk.pid}/stat`;
      while (!(await readFile(state, 'utf8')).includes(') T '));
    },
  },
  told(
    'the console may not be used, and reloads need it',
    (deps) =>
      withConfig(deps, {
        asterisk: { ...deps.config.asterisk, command: ['false'], reload: 'cli' },
      }),
    { touches: ['asterisk'], causes: [bad('console-needed')] },
  ),
  told(
    'the console may not be used',
    (deps) => withConfig(deps, { asterisk: { ...deps.config.asterisk, command: ['false'] } }),
    { touches: ['asterisk'], causes: ['unknown console-closed'] },
  ),
  told(
    'ARI is looked for on a machine that is not there',
    (deps) => ({
      ...deps,
      inUse: () => ({ ...deps.inUse(), url: 'http://pbx.invalid:8088/ari' }),
    }),
    {
      ...{ touches: ['asterisk', 'http'], causes: [bad('ari-no-such-host')], hides: 'answering' },
      consequences: [bad('http-port')],
    },
  ),
  told(
    'something else answers where ARI should',
    (deps, { telegram }) => ({
      ...deps,
      inUse: () => ({ ...deps.inUse(), url: `${telegram.apiRoot}/ari` }),
    }),
    {
      ...{ touches: ['asterisk', 'http'], causes: [bad('ari-404')], hides: 'answering' },
      consequences: [bad('http-port')],
    },
  ),
  told(
    'events are looked for elsewhere',
    (deps) => ({
      ...deps,
      inUse: () => ({ ...deps.inUse(), wsUrl: 'ws://127.0.0.1:9/ari/events' }),
    }),
    { touches: ['asterisk'], causes: [bad('ari-events-unreachable')], takes: 'login' },
  ),

  {
    ...{ name: '.env has another password', touches: ['ari', 'env'] },
    ...{ causes: [bad('ari-pair-differs')], consequences: [warning('settings-changed')] },
    make: ({ editEnv }) => editEnv(swap(/(ASTERISK_ARI_PASSWORD=).*/, '$1another-one-8')),
  },
  {
    ...{ name: 'anybody may read .env', touches: ['mode'], causes: [bad('file-open')] },
    make: ({ house }) => chmod(house.envFile, 0o644),
  },
  {
    ...{ name: 'the token in .env is no token', touches: ['env'], causes: [bad('setting')] },
    make: ({ editEnv }) => editEnv(swap(/(TELEGRAM_BOT_TOKEN=).*/, '$1abc')),
  },
  {
    ...{ name: 'a key of .env stands twice', touches: ['env'], causes: [bad('setting')] },
    make: ({ editEnv }) => editEnv((text) => `${text}ASTERISK_ARI_USERNAME=backend\n`),
  },
  {
    ...{ name: 'the WS address does not fit', touches: ['env'], causes: [warning('setting')] },
    make: ({ editEnv }) =>
      editEnv((text) => `${text}ASTERISK_ARI_WS_URL=ws://127.0.0.1:9/ari/events\n`),
  },

  pjsipEdit(
    'an endpoint stands twice',
    'pjsip_navbatchi.conf',
    (text) => `${text}\n[1001]\ntype = endpoint\ncontext = from-internal\n`,
    { causes: [bad('fault-duplicate-object')] },
  ),
  pjsipEdit(
    'an endpoint names an auth that is not there',
    'pjsip_navbatchi.conf',
    swap('auth = 1001-auth', 'auth = gone'),
    { causes: [bad('fault-auth-missing')] },
  ),
  pjsipEdit(
    'a phone has its number as password',
    'pjsip_navbatchi.conf',
    swap('password = a-good-password-1', 'password = 1001'),
    { causes: [bad('phone-password')] },
  ),
  pjsipEdit(
    'an extension was added by hand and not read',
    'pjsip_navbatchi.conf',
    (text) => text + text.replaceAll('1001', '1002'),
    { causes: [bad('phone-not-loaded')], takes: 'login' },
    { reload: false },
  ),
  pjsipEdit(
    'a value was changed by hand and not read',
    'pjsip_navbatchi.conf',
    swap('max_contacts = 1', 'max_contacts = 3'),
    { causes: [bad('phone-differs')], takes: 'login' },
    { reload: false },
  ),
  pjsipEdit(
    'a hand-written extension cannot register',
    'pjsip.conf',
    (text) =>
      `${text}\n[1050]\ntype = endpoint\ncontext = from-internal\nallow = ulaw\nauth = 1050\naors = 1050\n[1050]\ntype = auth\nusername = 1050\npassword = a-good-password-2\n[1050]\ntype = aor\ncontact = sip/1050\n`,
    { causes: [bad('fault-contact-invalid')] },
  ),
  pjsipEdit(
    'a hand-written extension asks for no password',
    'pjsip.conf',
    (text) =>
      `${text}\n[1051]\ntype = endpoint\ncontext = from-internal\nallow = ulaw\naors = 1051\n[1051]\ntype = aor\nmax_contacts = 2\n`,
    { causes: [warning('finding-open')] },
  ),
  pjsipEdit(
    'a hand-written extension has its number as password',
    'pjsip.conf',
    (text) =>
      `${text}\n[1052]\ntype = endpoint\ncontext = from-internal\nallow = ulaw\nauth = 1052\naors = 1052\n[1052]\ntype = auth\nusername = 1052\npassword = 1052\n[1052]\ntype = aor\nmax_contacts = 2\n`,
    { causes: [bad('phone-password')] },
  ),
  pjsipEdit(
    'the transport has another port since the start',
    'pjsip.conf',
    swap(/bind = 127\.0\.0\.1:\d+/, 'bind = 127.0.0.1:9'),
    {
      ...{ causes: [bad('transport-silent')], consequences: [warning('phone-port')] },
      takes: 'running',
    },
  ),
  told(
    'the policy names a transport that is not there',
    (deps) =>
      withConfig(deps, { extensions: { ...deps.config.extensions, transport: 'transport-tls' } }),
    { touches: ['policy'], causes: [bad('transport-unknown')], takes: 'running' },
  ),
  told(
    'the policy names a context that is not there',
    (deps) =>
      withConfig(deps, { extensions: { ...deps.config.extensions, dialplanContext: 'nowhere' } }),
    { touches: ['policy', 'asterisk'], causes: [bad('context-missing')] },
  ),
  told(
    'the phone card names another port',
    (deps) => withConfig(deps, { phone: { ...deps.config.phone, port: 5999 } }),
    { touches: ['policy', 'pjsip'], causes: [warning('phone-port')] },
  ),

  told(
    'Telegram does not know the token',
    (deps) =>
      withConfig(deps, {
        telegram: { ...deps.config.telegram, token: new Secret(`7000000009:${'x'.repeat(35)}`) },
      }),
    {
      ...{ touches: ['telegram', 'env'], causes: [bad('telegram-token-refused')] },
    },
  ),
  told(
    'Telegram cannot be reached',
    (deps) =>
      withConfig(deps, {
        telegram: { ...deps.config.telegram, apiRoot: 'http://127.0.0.1:9' },
      }),
    { touches: ['telegram', 'env'], causes: [bad('telegram-unreachable')] },
  ),
  {
    ...{ name: 'another program set a webhook', touches: ['telegram'] },
    causes: [bad('webhook-unwanted')],
    make: ({ telegram }) =>
      fetch(
        `${telegram.apiRoot}/bot${telegram.token}/setWebhook?url=https://other.example.uz/hook`,
      ),
  },
  told(
    'a webhook is expected and none is set',
    (deps) =>
      withConfig(deps, {
        telegram: { ...deps.config.telegram, webhookSecret: new Secret('w'.repeat(40)) },
      }),
    { touches: ['telegram', 'env'], causes: [bad('webhook-missing')] },
  ),

  told(
    'the clock is an hour off',
    (deps) => ({ ...deps, clock: { now: () => Date.now() + 3_600_000 } }),
    { touches: ['clock', 'telegram'], causes: [bad('clock-off')] },
  ),
  told(
    'a second bot took the place of the first in ARI',
    (deps) => ({
      ...deps,
      linkState: () => ({ type: 'down', at: Date.now(), because: { reason: 'replaced' } }),
    }),
    { touches: ['link'], causes: [bad('ari-link-replaced')], takes: 'login' },
  ),
  told(
    'the bot has heard nothing for two minutes',
    (deps) => ({
      ...deps,
      linkState: () => ({ type: 'down', at: Date.now() - 120_000, because: { reason: 'silent' } }),
    }),
    { touches: ['link', 'clock'], causes: [bad('ari-link-down')], takes: 'login' },
  ),
  pm2('a program under pm2 is not there', [], bad('pm2-missing')),
  pm2('a program under pm2 has crashed', [{ status: 'errored' }], bad('pm2-down')),
  pm2(
    'pm2 keeps an old password for a program',
    [{ status: 'online', ASTERISK_ARI_PASSWORD: 'old-one-of-pm2' }],
    bad('pm2-shadow'),
  ),
  told('Node.js is old', (deps) => ({ ...deps, nodeVersion: '20.20.2' }), {
    ...{ touches: ['node'], causes: [bad('node-old')] },
  }),
  told('the disk is full', (deps) => ({ ...deps, freeBytes: () => Promise.resolve(1_000_000) }), {
    ...{ touches: ['disk'], causes: [bad('disk-full'), bad('disk-full')] },
  }),
  {
    ...{ name: 'anybody may look into var', touches: ['mode'], causes: [bad('file-open')] },
    make: ({ house }) => chmod(house.varFolder, 0o755),
  },
  {
    ...{ name: 'the database is damaged', touches: ['database'] },
    causes: [bad('database-damaged')],
    make: ({ house }) =>
      writeFile(path.join(house.folder, 'navbatchi.sqlite'), 'SQLite format 3\0'.repeat(600), {
        mode: 0o600,
      }),
    told: (deps, { house }) => withConfig(deps, { varFolder: house.folder }),
  },
  {
    ...{ name: 'a change has been open for an hour', touches: ['changes'] },
    causes: [bad('change-open')],
    make: ({ house }) => addChange(house, { state: 'writing', isOpen: 1 }),
  },
  {
    ...{ name: 'a change could not be put back', touches: ['changes'] },
    causes: [warning('change-stuck')],
    make: ({ house }) => addChange(house, { state: 'stuck', isOpen: null }),
  },
  {
    ...{ name: 'a snapshot was deleted', touches: ['changes'] },
    causes: [warning('snapshots-lost')],
    make: ({ house }) =>
      addChange(house, {
        ...{ state: 'done', isOpen: null },
        files: [{ path: '/x', before: 'a'.repeat(64), isKeptByUndo: false }],
      }),
  },
  told("the bot's web server is gone", (deps) => ({ ...deps, serverUrl: () => undefined }), {
    ...{ touches: ['web'], causes: [bad('bot-stopped')] },
  }),
  told(
    'the public address leads to another program',
    (deps, { telegram }) => withConfig(deps, { publicUrl: telegram.apiRoot }),
    { touches: ['web', 'env'], causes: [bad('public-other')] },
  ),
];

/** What `pm2 jlist` prints of the program that the policy names, said by a program of our own. */
function pm2(
  name: string,
  kept: readonly Readonly<Record<string, string>>[],
  cause: string,
): Fault {
  const list = kept.map((pm2Env) => ({ pm_id: 0, name: 'backend', pid: 1, pm2_env: pm2Env }));
  const code = `console.log(${JSON.stringify(JSON.stringify(list))})`;
  return told(
    name,
    (deps) =>
      withConfig(deps, {
        dependants: {
          ...{ names: ['backend'], settleSeconds: 1 },
          command: [process.execPath, '-e', code],
        },
      }),
    { touches: ['pm2'], causes: [cause] },
  );
}

async function addChange(
  { database }: House,
  {
    state,
    isOpen,
    files = [],
  }: {
    readonly state: string;
    readonly isOpen: number | null;
    readonly files?: readonly unknown[];
  },
): Promise<void> {
  await database
    .insertInto('changes')
    .values({
      ...{ startedAt: Date.now() - 3_600_000, finishedAt: null, telegramId: null },
      ...{ requestKey: null, titleKey: 'change-by-hand', titleArguments: '{}' },
      ...{ files: JSON.stringify(files), reload: '[]', effect: null, undoes: null },
      ...{ proof: '{"kind":"none","subject":[]}', state, because: null, isOpen },
    })
    .execute();
}
