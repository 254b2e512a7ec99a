/*
 * What the bot takes of memory at rest: as ecosystem.config.js starts it, beside a real Asterisk and the
 * emulated Telegram, some seconds after it is ready; beside plain Node, and what each package alone adds.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startAsterisk } from '../support/asterisk.ts';
import { startTelegram } from '../support/telegram.ts';
import { medianOf } from './extensions/table.ts';

const root = path.join(import.meta.dirname, '../..');
type Started = {
  readonly script: string;
  readonly node_args: string;
  readonly env: Readonly<Record<string, string>>;
};
const { apps } = (await import(path.join(root, 'ecosystem.config.js'))) as {
  readonly apps: readonly [Started];
};
const [bot] = apps;
const asPm2Does = bot.node_args.split(' ');
const rounds = 3;
const restMs = 15_000;

const asterisk = await startAsterisk();
const telegram = await startTelegram();
const folder = mkdtempSync(path.join(tmpdir(), 'nb-memory-'));
const environment = {
  PATH: process.env['PATH'],
  ...bot.env,
  TELEGRAM_BOT_TOKEN: telegram.token,
  TELEGRAM_API_ROOT: telegram.apiRoot,
  ASTERISK_ARI_URL: asterisk.ariUrl,
  ASTERISK_ARI_USERNAME: asterisk.username,
  ASTERISK_ARI_PASSWORD: asterisk.password,
  HTTP_PORT: '0',
};
// The first start fills the cache of compiled code, which is kept for each set of V8's flags.
await atRest(asPm2Does);
await printRest('the bot, as pm2 starts it', asPm2Does);
rmSync(folder, { recursive: true });
await telegram.stop();
await asterisk.stop();

const { dependencies } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
  readonly dependencies: Readonly<Record<string, string>>;
};
const alone = rssOfImport('node:path');
process.stdout.write(`\n${'Node alone'.padEnd(30)}${megabytes(await alone)}\n`);
for (const name of Object.keys(dependencies)) {
  const specifier = name.startsWith('csv-') ? `${name}/sync` : name;
  const added = (await rssOfImport(specifier).catch(() => Number.NaN)) - (await alone);
  if (!Number.isNaN(added)) process.stdout.write(`${`+ ${name}`.padEnd(30)}${megabytes(added)}\n`);
}

async function printRest(name: string, nodeArgs: readonly string[]): Promise<void> {
  const measured: Awaited<ReturnType<typeof atRest>>[] = [];
  for (let round = 0; round < rounds; round += 1) measured.push(await atRest(nodeArgs));
  const parts = (['rss', 'anon', 'file'] as const).map((part) =>
    megabytes(medianOf(measured.map((one) => one[part]))),
  );
  const [rss, anon, file] = parts;
  process.stdout.write(`${name.padEnd(30)}${rss}   own ${anon}   of files ${file}\n`);
}

async function atRest(nodeArgs: readonly string[]) {
  const child = spawn(process.execPath, [...nodeArgs, path.join(root, bot.script)], {
    ...{ cwd: folder, env: environment },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(([code]) => Promise.reject(new Error(`The bot ended with ${code}.`))),
  ]);
  await new Promise((resolve) => setTimeout(resolve, restMs));
  const status = readFileSync(`/proc/${child.pid ?? 0}/status`, 'utf8');
  const kilobytes = (name: string) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1]);
  child.kill('SIGTERM');
  await once(child, 'exit');
  return { rss: kilobytes('VmRSS'), anon: kilobytes('RssAnon'), file: kilobytes('RssFile') };
}

async function rssOfImport(specifier: string): Promise<number> {
  const code = `import(${JSON.stringify(specifier)}).then(() => process.stdout.write(String(process.memoryUsage.rss())))`;
  const child = spawn(process.execPath, [...asPm2Does, '-e', code], {
    ...{ cwd: root, env: environment },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let told = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (told += text));
  const [status] = (await once(child, 'close')) as [number | null];
  if (status !== 0) throw new Error(`${specifier} cannot be loaded.`);
  return Number(told) / 1024;
}

function megabytes(kilobytes: number): string {
  return `${(kilobytes / 1024).toFixed(1).padStart(7)} MB`;
}
