import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { loadConfig, printRemarks, type Config, type ConfigRemark } from '../../src/config.ts';

const token = `123456789:${'A'.repeat(35)}`;
const live = [
  `TELEGRAM_BOT_TOKEN=${token}`,
  'ASTERISK_ARI_URL=http://localhost:8088/ari/',
  'ASTERISK_ARI_USERNAME=backend',
  'ASTERISK_ARI_PASSWORD=kP7-hidden-password',
];

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'config-'));
  await mkdir(join(folder, 'config'));
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

describe('modes', () => {
  test('no files at all are the sandbox with every default', async () => {
    const { config, warnings } = await loadGood();
    expect(warnings).toEqual([]);
    expect(config).toMatchObject({
      mode: 'sandbox',
      envFile: join(folder, '.env'),
      http: { host: '127.0.0.1', port: 4000 },
      varFolder: join(folder, 'var'),
      extensions: { first: 1000, last: 1999, codecs: ['ulaw', 'alaw'] },
      asterisk: { command: ['sudo', '-n', '/usr/sbin/asterisk'], reload: 'ari', cdr: 'auto' },
      timeZone: 'Asia/Tashkent',
    });
  });

  test('token and ARI are live, and the address of events follows', async () => {
    await writeEnv(live);
    const { config } = await loadGood();
    if (config.mode !== 'live') throw new Error('not live');
    expect(config.telegram.token.reveal()).toBe(token);
    expect(config.ari).toMatchObject({
      url: 'http://localhost:8088/ari',
      wsUrl: 'ws://localhost:8088/ari/events',
      username: 'backend',
    });
  });

  test('whose certificate is believed is read from its file', async () => {
    const pem = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n';
    await writeFile(join(folder, 'ari.crt'), pem);
    await writeEnv([...live, 'ASTERISK_ARI_CA=./ari.crt']);
    expect((await loadGood()).config).toMatchObject({ ari: { ca: pem } });
    await writeEnv([...live, 'ASTERISK_ARI_CA=./nowhere.crt']);
    expect(await loadFaults()).toMatchObject([{ key: 'ASTERISK_ARI_CA' }]);
  });

  test('https makes wss', async () => {
    await writeEnv([...live.slice(2), live[0] ?? '', 'ASTERISK_ARI_URL=https://pbx.uz:8089/ari']);
    const { config } = await loadGood();
    expect(config).toMatchObject({ ari: { wsUrl: 'wss://pbx.uz:8089/ari/events' } });
  });

  test('half a live configuration names what is missing', async () => {
    await writeEnv([`TELEGRAM_BOT_TOKEN=${token}`, 'ASTERISK_ARI_PASSWORD=']);
    expect((await loadFaults()).map(({ key }) => key)).toEqual([
      'ASTERISK_ARI_URL',
      'ASTERISK_ARI_USERNAME',
      'ASTERISK_ARI_PASSWORD',
    ]);
  });

  test('empty keys are the sandbox', async () => {
    await writeEnv(live.map((line) => line.replace(/=.*/, '=')));
    expect((await loadGood()).config.mode).toBe('sandbox');
  });
});

describe('the environment', () => {
  test('wins over .env, is reported where it differs, and is left alone', async () => {
    await writeEnv(['# ports', 'HTTP_PORT=4001', 'LOG_LEVEL=warn']);
    const environment = Object.freeze({ HTTP_PORT: '4002', LOG_LEVEL: 'warn', HTTP_PORTS: '1' });
    const { config, warnings } = await loadGood(environment);
    expect(config.http.port).toBe(4002);
    expect(config.fixedByEnvironment).toEqual(['HTTP_PORT', 'LOG_LEVEL']);
    expect(warnings).toMatchObject([{ file: '.env', line: 2, key: 'HTTP_PORT' }]);
  });

  test('a bad variable is a fault of the environment', async () => {
    expect(await loadFaults({ HTTP_PORT: '70000' })).toMatchObject([
      { file: 'environment', line: undefined, key: 'HTTP_PORT' },
    ]);
  });

  test('an empty variable hides nothing', async () => {
    await writeEnv(['HTTP_PORT=4001']);
    expect((await loadGood({ HTTP_PORT: '' })).config.http.port).toBe(4001);
  });

  test('the process environment does not change', async () => {
    await writeEnv(live);
    const before = { ...process.env };
    await loadGood();
    expect({ ...process.env }).toEqual(before);
  });
});

describe('.env', () => {
  test.each([
    ['a byte order mark and CRLF', '\uFEFFHTTP_PORT=4001\r\nLOG_LEVEL=warn\r\n'],
    ['export and double quotes', 'export HTTP_PORT="4001"\nexport LOG_LEVEL="warn"'],
    ['single quotes and comments', "HTTP_PORT='4001' # port\n\n  # note\nLOG_LEVEL = warn # level"],
  ])('%s read as meant', async (_what, text) => {
    await writeFile(join(folder, '.env'), text);
    const { config } = await loadGood();
    expect([config.http.port, config.logLevel]).toEqual([4001, 'warn']);
  });

  test.each([
    ['https://bot.example.uz/', 'https://bot.example.uz'],
    ['https://example.uz/bot', 'https://example.uz/bot'],
    ['http://192.168.1.5:4000', 'http://192.168.1.5:4000'],
    ['http://pbx.local', 'http://pbx.local'],
    ['', undefined],
  ])('the public address %s is taken', async (written, taken) => {
    await writeFile(join(folder, '.env'), `PUBLIC_URL=${written}\n`);
    expect((await loadGood()).config.publicUrl).toBe(taken);
  });

  test.each([
    ['a key twice', ['HTTP_PORT=1', '', 'HTTP_PORT=1'], 3, 'lines 1 and 3'],
    ['no equals sign', ['hello'], 1, 'not KEY=value'],
    ['a colon', ['HTTP_PORT: 4000'], 1, 'colon'],
    ['an open quote', ['HTTP_HOST="localhost'], 1, 'does not close'],
    ['a value over two lines', ['NAVBATCHI_VAR="a', 'b"'], 1, 'does not close'],
    ['curly quotes', ['HTTP_HOST=“localhost”'], 1, 'curly'],
    ['a cut value', ['ASTERISK_ARI_PASSWORD=ab#cd'], 1, 'is lost'],
    ['a value that begins with #', ['ASTERISK_ARI_PASSWORD=#cd'], 1, 'is lost'],
    ['a word for a number', ['HTTP_PORT=many'], 1, 'port number'],
    ['a number out of range', ['HTTP_PORT=65536'], 1, '65535'],
    ['an unknown level', ['LOG_LEVEL=trace'], 1, 'one of debug'],
    ['an address with credentials', ['TELEGRAM_API_ROOT=https://a:b@c.uz'], 1, 'https://'],
    ['ARI without its path', ['ASTERISK_ARI_URL=http://localhost:8088'], 1, '/ari'],
    ['a public address without encryption', ['PUBLIC_URL=http://bot.example.uz'], 1, 'https://'],
    ['a public address with a query', ['PUBLIC_URL=https://bot.example.uz/?a=1'], 1, 'https://'],
    ['a short webhook secret', ['TELEGRAM_WEBHOOK_SECRET=abc'], 1, '32 to 256'],
    ['a database address', ['DATABASE_URL=postgres://x'], 1, 'not supported'],
  ])('%s is a fault at its line', async (_what, lines, line, words) => {
    await writeEnv(lines);
    const here = (await loadFaults()).filter((fault) => fault.line === line);
    expect(here.map(({ message }) => message).join('\n')).toContain(words);
  });

  test('a misspelt key is a fault with the right name, a stranger only a warning', async () => {
    await writeEnv(['TELEGRAM_BOT_TOKNE=x', 'NODE_ENV=production']);
    const [fault, ...others] = await loadFaults();
    expect(others).toEqual([]);
    expect(fault).toMatchObject({ line: 1, remedy: 'Did you mean TELEGRAM_BOT_TOKEN?' });
    await writeEnv(['NODE_ENV=production']);
    expect((await loadGood()).warnings).toMatchObject([{ line: 1, key: 'NODE_ENV' }]);
  });

  test('an events address that leads elsewhere is a warning', async () => {
    await writeEnv([...live, 'ASTERISK_ARI_WS_URL=ws://127.0.0.1:8088/ari/events']);
    expect((await loadGood()).warnings).toMatchObject([{ line: 5, key: 'ASTERISK_ARI_WS_URL' }]);
  });

  test('a login over 255 bytes is a fault: Asterisk would answer 401', async () => {
    const withPassword = (length: number) => [...live.slice(0, 3), passwordOf(length)];
    const passwordOf = (length: number) => `ASTERISK_ARI_PASSWORD=${'p'.repeat(length)}`;
    await writeEnv(withPassword(247));
    expect((await loadGood()).config.mode).toBe('live');
    await writeEnv(withPassword(248));
    expect(await loadFaults()).toMatchObject([{ line: 4, key: 'ASTERISK_ARI_PASSWORD' }]);
  });

  test('UTF-16 and a folder are told as such', async () => {
    await writeFile(join(folder, '.env'), Buffer.from('\uFEFFHTTP_PORT=1', 'utf16le'));
    await mkdir(join(folder, 'config/navbatchi.ini'));
    expect((await loadFaults()).map(({ message }) => message)).toEqual([
      'The file is not UTF-8 text.',
      'A folder stands where the file should be.',
    ]);
  });

  test('no fault, warning or print of the configuration shows a value', async () => {
    await writeEnv(live);
    expect(inspect((await loadGood()).config, { depth: 9 })).not.toMatch(/hidden|AAAA/);
    expect(JSON.stringify((await loadGood()).config)).not.toMatch(/hidden|AAAA/);
    const misplaced = ['HTTP_PORT', 'LOG_LEVEL', 'ASTERISK_ARI_URL', 'NAVBATCHI_VARS'];
    await writeEnv([...misplaced.map((key) => `${key}=hidden#AAAA`), 'hidden AAAA']);
    expect(printRemarks(await loadFaults())).not.toMatch(/hidden|AAAA/);
  });
});

describe('config/navbatchi.ini', () => {
  test('every value is carried into the configuration', async () => {
    await writeIni(
      ['[extensions]', 'first = 200', 'last = 299 ; end', 'reserved = 200, 250 - 259'],
      [
        'context = staff',
        'transport = transport-udp',
        'codecs = g722, ulaw',
        'managed_file = a.conf',
      ],
      ['[phone]', 'server = 192.168.1.100', 'port = 5070'],
      ['[asterisk]', 'config_folder = etc', 'command = asterisk -C etc/a.conf', 'reload = cli'],
      ['[time]', 'zone = Europe/Berlin', '[history]', 'undoable_changes = 50'],
      ['[duty]', 'quiet_hours = 22:00 - 8:00', '[report]', 'hour = 19:30'],
      ['[missed_calls]', 'escalate_after_seconds = 90', 'supervisor_after_minutes = 10'],
    );
    const { config } = await loadGood();
    expect(config).toMatchObject({
      extensions: {
        first: 200,
        last: 299,
        reserved: [
          { first: 200, last: 200 },
          { first: 250, last: 259 },
        ],
        dialplanContext: 'staff',
        transport: 'transport-udp',
        codecs: ['g722', 'ulaw'],
        managedFile: 'a.conf',
      },
      phone: { server: '192.168.1.100', domain: '192.168.1.100', port: 5070 },
      asterisk: {
        configFolder: join(folder, 'etc'),
        command: ['asterisk', '-C', 'etc/a.conf'],
        reload: 'cli',
      },
      missedCalls: { escalateAfterSeconds: 90, supervisorAfterMinutes: 10 },
      timeZone: 'Europe/Berlin',
      quietHours: { from: 22 * 60, until: 8 * 60 },
      reportMinute: 19 * 60 + 30,
      undoableChanges: 50,
    });
  });

  test.each([
    ['an unknown section', ['[extension]'], 1, 'not a section'],
    ['an unknown key', ['[time]', 'zome = UTC'], 2, 'not a key of [time]'],
    ['a key before any section', ['zone = UTC'], 1, 'before the first'],
    ['a key twice', ['[phone]', 'port = 1', 'port = 2'], 3, 'lines 2 and 3'],
    ['a section twice', ['[time]', '[phone]', '[time]'], 3, 'lines 1 and 3'],
    ['a line without =', ['[time]', 'zone'], 2, 'not key = value'],
    ['a list with []', ['[extensions]', 'codecs[] = ulaw'], 2, 'not key = value'],
    ['a prototype', ['[time]', '__proto__ = x'], 2, 'not key = value'],
    ['a word for a number', ['[phone]', 'port = sip'], 2, 'whole number'],
    ['a number with a leading zero', ['[extensions]', 'first = 0100'], 2, 'whole number'],
    ['a number out of range', ['[extensions]', 'first = 9'], 2, 'from 10 to 999999'],
    ['a range upside down', ['[extensions]', 'first = 300', 'last = 200'], 3, 'less than first'],
    ['a broken reserved list', ['[extensions]', 'reserved = 1909-1900'], 2, 'ranges'],
    ['an unknown codec', ['[extensions]', 'codecs = ulaw, mp3'], 2, 'some of ulaw'],
    ['no codec', ['[extensions]', 'codecs ='], 2, 'at least one'],
    ['a context with a comma', ['[extensions]', 'context = a,b'], 2, 'letters, digits'],
    ["Asterisk's own file", ['[extensions]', 'managed_file = pjsip.conf'], 2, 'of its own'],
    ['a file elsewhere', ['[extensions]', 'managed_file = ../x.conf'], 2, 'without a folder'],
    ['a command with a shell sign', ['[asterisk]', 'command = a | b'], 2, 'no shell'],
    ['an empty command', ['[asterisk]', 'command ='], 2, 'not be empty'],
    ['an unknown way to reload', ['[asterisk]', 'reload = restart'], 2, 'ari or cli'],
    ['an unknown time zone', ['[time]', 'zone = Asia/Toshkent'], 2, 'time zone'],
    ['an offset for a time zone', ['[time]', 'zone = +05:00'], 2, 'time zone'],
    ['quiet hours without an end', ['[duty]', 'quiet_hours = 22:00'], 2, 'two times'],
    ['an hour that no clock shows', ['[report]', 'hour = 25:00'], 2, 'such as 20:00'],
    ['too short a memory', ['[history]', 'undoable_changes = 1'], 2, 'from 10'],
  ])('%s is a fault at its line', async (_what, lines, line, words) => {
    await writeIni(lines);
    const [fault, ...others] = await loadFaults();
    expect(others).toEqual([]);
    expect(fault).toMatchObject({ file: 'config/navbatchi.ini', line });
    expect(fault?.message).toContain(words);
  });
});

test('all faults of both files come at once, in the order of the lines', async () => {
  await writeEnv(['LOG_LEVEL=loud', 'HTTP_PORT=x', `TELEGRAM_BOT_TOKEN=${token}`]);
  await writeIni(['[phone]', 'port = x', 'serve = y', '[time]', 'zone = x']);
  const faults = await loadFaults();
  expect(faults.map(({ file, line, key }) => [file, line, key])).toEqual([
    ['.env', 1, 'LOG_LEVEL'],
    ['.env', 2, 'HTTP_PORT'],
    ['.env', undefined, 'ASTERISK_ARI_URL'],
    ['.env', undefined, 'ASTERISK_ARI_USERNAME'],
    ['.env', undefined, 'ASTERISK_ARI_PASSWORD'],
    ['config/navbatchi.ini', 2, 'port'],
    ['config/navbatchi.ini', 3, 'serve'],
    ['config/navbatchi.ini', 5, 'zone'],
  ]);
  expect(printRemarks(faults.slice(6, 7))).toBe(
    'config/navbatchi.ini:3  serve is not a key of [phone].\n' +
      '    Did you mean server? The keys are server, domain, port.\n',
  );
});

test('the configuration is frozen to its leaves', async () => {
  const { config } = await loadGood();
  expect(Object.isFrozen(config)).toBe(true);
  expect(Object.isFrozen(config.extensions.codecs)).toBe(true);
});

async function writeEnv(lines: readonly string[]): Promise<void> {
  await writeFile(join(folder, '.env'), lines.join('\n'));
}

async function writeIni(...blocks: readonly (readonly string[])[]): Promise<void> {
  await writeFile(join(folder, 'config/navbatchi.ini'), blocks.flat().join('\n'));
}

async function loadGood(
  environment: Readonly<Record<string, string>> = {},
): Promise<{ config: Config; warnings: readonly ConfigRemark[] }> {
  const loaded = await loadConfig({ folder, environment });
  if (loaded.type === 'faulty') throw new Error(printRemarks(loaded.faults));
  return loaded;
}

async function loadFaults(
  environment: Readonly<Record<string, string>> = {},
): Promise<readonly ConfigRemark[]> {
  const loaded = await loadConfig({ folder, environment });
  return loaded.type === 'faulty' ? loaded.faults : [];
}
