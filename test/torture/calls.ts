/*
 * 500 calls of every kind on a real Asterisk, twelve phones at once: what the bot wrote down about each
 * must be what people did, and what Asterisk's own records say. Prints a table.
 *   npm run torture -- calls      CALLS=100 for fewer
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { startTestApp } from '../support/app.ts';
import { startCallCentre } from '../support/call-centre.ts';
import { judgeShift, playShift, type Judgement } from '../support/call-shift.ts';
import { startTelegram } from '../support/telegram.ts';

const count = Number(process.env['CALLS'] ?? 500);

const centre = await startCallCentre(6);
const telegram = await startTelegram();
const varFolder = await mkdtemp(path.join(tmpdir(), 'nb-torture-'));
const app = await startTestApp(centre.asterisk, telegram, { varFolder });

const began = performance.now();
const shift = await playShift(centre, count);
const seconds = Math.round((performance.now() - began) / 1000);
await sleep(500);
await app.stop();
const { judgements, ...figures } = await judgeShift(centre, shift, varFolder);
await telegram.stop();
await centre.stop();
await rm(varFolder, { recursive: true });

const disagreements = judgements.filter((one) => troublesOf(one).length > 0);
console.log(
  `${judgements.length} calls in ${seconds} s; rows ${figures.rows}, still open ${figures.open}, ` +
    `of no call ${figures.strays}, ends unseen ${figures.unseen}, broken by the test ${shift.broken.length}`,
);
console.log('calls  not as done  not as master.db  not as Master.csv');
for (const [name = '', own = []] of Map.groupBy(judgements, ({ name }) => name)) {
  const counts = [
    own.length,
    ...(['deed', 'records', 'csv'] as const).map(
      (kind) => own.filter((one) => one[kind].length > 0).length,
    ),
  ];
  console.log(`${counts.map((one) => String(one).padStart(5)).join('  ')}  ${name}`);
}
console.log(`disagreements: ${disagreements.length}`);
for (const one of disagreements) console.log(`  ${one.name}: ${troublesOf(one).join('; ')}`);
for (const text of shift.broken) console.log(`  broken: ${text}`);
// A phone that misses its cue under load is the test's trouble, a few times in 500.
const isBroken = shift.broken.length > count / 50;
process.exit(disagreements.length + figures.open + figures.unseen > 0 || isBroken ? 1 : 0);

function troublesOf({ deed, records, csv }: Judgement): readonly string[] {
  return [...deed, ...records, ...csv];
}
