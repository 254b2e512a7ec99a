/*
 * The bot as pm2 starts it, beside a real Asterisk that is never without calls, with their cards in a
 * Telegram group and somebody who looks at the lists every minute. Prints what it takes of memory minute
 * by minute; at the end every call must stand in its books as people made it, and memory must not have
 * grown from the second third of the time to the last.
 *   npm run torture -- soak      MINUTES=240 for longer
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import type { AppTask } from '../support/app-child.ts';
import { startCallCentre } from '../support/call-centre.ts';
import { judgeShift, playShift } from '../support/call-shift.ts';
import type { Told } from '../support/telling-child.ts';
import { startTelegram } from '../support/telegram.ts';

const minutes = Number(process.env['MINUTES'] ?? 20);
/** Garbage is collected when V8 finds it worth while. */
const toleratedMb = 20;

const centre = await startCallCentre(4);
const telegram = await startTelegram();
const varFolder = await mkdtemp(path.join(tmpdir(), 'nb-soak-'));
const { apps } = (await import(path.join(import.meta.dirname, '../../ecosystem.config.js'))) as {
  readonly apps: readonly [{ readonly node_args: string; readonly env: Record<string, string> }];
};
const task = JSON.stringify({
  pbx: centre.asterisk,
  telegram: { apiRoot: telegram.apiRoot, token: telegram.token },
  varFolder,
} satisfies AppTask);
const bot = fork(path.join(import.meta.dirname, '../support/telling-child.ts'), [task], {
  execArgv: apps[0].node_args.split(' '),
  env: { ...process.env, ...apps[0].env },
});
const lines: string[] = [];
const ready = new Promise<void>((resolve) => {
  bot.on('message', (message) => {
    if (message === 'ready') resolve();
    else lines.push((message as Told).line);
  });
});
await ready;
const owner = telegram.createPerson({ name: 'Dilshod', languageCode: 'uz' });
const claim = /claim_[\w-]+/.exec(lines.join())?.[0] ?? '';
await owner.opensLink(`https://t.me/${telegram.botUsername}?start=${claim}`);
await owner.sees(/Endi siz bu yerning egasisiz/);
const group = telegram.createGroup({ title: 'Aloqa markazi', isForum: true });
group.adds(owner);
await owner.says('/callshere', { in: group });
await owner.sees(/har bir qoʻngʻiroq shu yerda koʻrinadi/, { in: group });

const rss: number[] = [];
const ticking = setInterval(() => void look(), 60_000);
const shift = await playShift(centre, Number.POSITIVE_INFINITY, Date.now() + minutes * 60_000);
clearInterval(ticking);
// What waits for its turn in the chat is not waited for: it is in the database.
bot.send('stop');
await once(bot, 'exit');
const { judgements, ...figures } = await judgeShift(centre, shift, varFolder);
await telegram.stop();
await centre.stop();
await rm(varFolder, { recursive: true });

const wrong = judgements.filter(({ deed, records }) => deed.length + records.length > 0);
const troubles = lines.filter((line) => /"level":(50|60)/.test(line));
const [, middle = 0, last = 0] = thirdsOf(rss);
console.log(
  `${judgements.length} calls in ${minutes} min, ${wrong.length} told otherwise, still open ${figures.open}, ` +
    `broken by the test ${shift.broken.length}; errors in the log ${troubles.length}`,
);
console.log(
  `memory: highest of the second third ${middle.toFixed(0)} MB, of the last ${last.toFixed(0)} MB`,
);
for (const { name, deed, records } of wrong.slice(0, 20)) {
  console.log(`  ${name}: ${[...deed, ...records].join('; ')}`);
}
for (const line of troubles.slice(0, 20)) console.log(`  ${line.trim()}`);
const isBroken = shift.broken.length > judgements.length / 50;
const hasGrown = last > middle + toleratedMb;
process.exit(wrong.length + figures.open + troubles.length > 0 || isBroken || hasGrown ? 1 : 0);

async function look(): Promise<void> {
  const status = await readFile(`/proc/${bot.pid ?? 0}/status`, 'utf8');
  const megabytes = Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) / 1024;
  rss.push(megabytes);
  console.log(`minute ${rss.length}: ${megabytes.toFixed(0)} MB`);
  for (const command of ['/calls', '/missed', '/board']) await owner.says(command);
}

function thirdsOf(values: readonly number[]): readonly number[] {
  const size = Math.max(1, Math.floor(values.length / 3));
  return [0, 1, 2].map((third) => Math.max(...values.slice(third * size, (third + 1) * size)));
}
