/*
 * Rotations of the ARI password on a real Asterisk: everything that may happen at every place of one,
 * 20 in a row with calls going on, killed before every durable call, with and without a cold start of
 * Asterisk behind it, killed 200 times at random, and 20 in a row watched every 5 ms.
 * Prints the figures.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { probeAri } from '../../src/asterisk/ari-probe.ts';
import { readAri } from '../../src/pbx/read-ari.ts';
import { startAsterisk } from '../support/asterisk.ts';
import { everyRotationCell, faultNames } from '../support/rotation-cell.ts';
import { rotationPlaces } from '../support/rotation-lab.ts';
import { rotateUnderCalls } from '../support/rotation-calls.ts';
import { runRotationCells } from '../support/run-rotation-cells.ts';
import {
  countRotationCalls,
  killRotations,
  openRotationBench,
  rotateInChild,
  type KillFigures,
  type RotationBench,
} from '../support/kill-rotations.ts';

const randomKills = 200;
const watchedRotations = 20;

const asterisk = await startAsterisk();
let failures = 0;

await strikeEverywhere();
await countEvents();
const bench = await openRotationBench(asterisk);
await rotateInChild(bench, 'rotate');
report(`${randomKills} SIGKILLs at random moments`, await killAtRandom(bench));
await watch(bench);

const places = await placesOf(bench);
report(`killed before each of ${places.length} calls`, await killRotations(bench, places));
const leaked = places.map((place) => ({ ...place, isLeaked: true }));
report('the same, leaked', await killRotations(bench, leaked));
report(
  'the same, and Asterisk killed and started cold',
  await killRotations(bench, places, coldStart),
);
await bench.remove();

const single = await openRotationBench(asterisk, 'single');
await rotateInChild(single, 'rotate');
await reportSingle(single, await placesOf(single));
await single.remove();
await asterisk.stop();
process.exit(failures === 0 ? 0 : 1);

/** Some rotations are over before their time comes; others are tried in their place. */
async function killAtRandom(at: RotationBench): Promise<KillFigures> {
  let sum: KillFigures = { killed: 0, endedNew: 0, disagreements: [] };
  while (sum.killed < randomKills) {
    const moments = Array.from({ length: randomKills - sum.killed }, () => ({
      killAfterMs: Math.random() * 350,
    }));
    const { killed, endedNew, disagreements } = await killRotations(at, moments);
    sum = {
      killed: sum.killed + killed,
      endedNew: sum.endedNew + endedNew,
      disagreements: [...sum.disagreements, ...disagreements],
    };
  }
  return sum;
}

/** A row for each fault, a column for each place of a rotation. */
async function strikeEverywhere(): Promise<void> {
  const cells = everyRotationCell();
  // Much of it is waiting for what does not answer: two rows of them side by side.
  const rows = [0, 1].map((row) => cells.filter((_cell, at) => at % 2 === row));
  const results = (await Promise.all(rows.map((row) => runRotationCells(row)))).flat();
  const width = Math.max(...faultNames.map((name) => name.length));
  console.log(
    'Struck in the middle: n ends new, o ends old, p a person must look, ! not as it must be',
  );
  rotationPlaces.forEach((place, at) => {
    console.log(`${' '.repeat(width + 1)}${'· '.repeat(at)}${place}`);
  });
  for (const fault of faultNames) {
    const marks = rotationPlaces.map((place) => {
      const result = results.find((one) => one.fault === fault && one.place === place);
      if (!result) return ' ';
      return result.troubles.length > 0 ? '!' : result.end.slice(0, 1);
    });
    console.log(`${fault.padEnd(width)} ${marks.join(' ')}`);
  }
  const bad = results.filter(({ troubles }) => troubles.length > 0);
  failures += bad.length;
  console.log(`${results.length} places struck: not as it must be ${bad.length}`);
  for (const { fault, place, troubles } of bad) {
    console.log(`  ${fault} at ${place}: ${troubles.join('; ')}`);
  }
}

/** Nothing that Asterisk tells of calls may be lost while the event link moves over. */
async function countEvents(): Promise<void> {
  const figures = await rotateUnderCalls(watchedRotations);
  failures += figures.troubles.length;
  console.log(
    `${watchedRotations} rotations with ${figures.calls} calls: events lost or doubled, ` +
      `calls cut, the link seen down: ${figures.troubles.length}`,
  );
  for (const trouble of figures.troubles) console.log(`  ${trouble}`);
}

async function placesOf(of: RotationBench): Promise<readonly { readonly crashAt: number }[]> {
  const calls = await countRotationCalls(of);
  return Array.from({ length: calls }, (_, at) => ({ crashAt: at + 1 }));
}

async function coldStart(): Promise<void> {
  await asterisk.kill9();
  await asterisk.start();
}

function report(what: string, { killed, endedNew, disagreements }: KillFigures): void {
  failures += disagreements.length;
  console.log(
    `${what}: ${killed} kills, .env named the new pair after ${endedNew}; ` +
      `pair not good at once, or something left undone: ${disagreements.length}`,
  );
  for (const disagreement of disagreements) console.log(`  ${disagreement}`);
}

/** One user: until the recovery the pair may be refused for a moment; only the end must be right. */
async function reportSingle(
  of: RotationBench,
  places: readonly { readonly crashAt: number }[],
): Promise<void> {
  const { killed, disagreements } = await killRotations(of, places);
  const atTheEnd = disagreements.filter((one) => one.startsWith('at the end'));
  failures += atTheEnd.length;
  console.log(
    `single user, killed before each of ${places.length} calls: ${killed} kills; ` +
      `refused until recovery ${disagreements.length - atTheEnd.length}, after it ${atTheEnd.length}`,
  );
}

/** Asks with what `.env` says, as a program that reads it would, while one rotation follows another. */
async function watch(of: RotationBench): Promise<void> {
  const answers = new Map<string, number>();
  const end = new AbortController();
  const ask = async (): Promise<void> => {
    const { pair } = await readAri({ configFolder: asterisk.etc, envFile: of.envFile });
    const verdict = pair && (await probeAri({ url: asterisk.ariUrl, ...pair }));
    const answer =
      verdict?.type === 'accepted'
        ? '200'
        : verdict?.type === 'refused'
          ? String(verdict.status)
          : 'none';
    answers.set(answer, (answers.get(answer) ?? 0) + 1);
  };
  const prober = (async () => {
    while (!end.signal.aborted) {
      await ask();
      await sleep(5);
    }
  })();
  for (let round = 0; round < watchedRotations; round += 1) {
    await rotateInChild(of, 'rotate', { graceMs: 500 });
  }
  end.abort();
  await prober;
  const others = [...answers].filter(([answer]) => answer !== '200');
  failures += others.length;
  console.log(
    `${watchedRotations} rotations watched every 5 ms: ${answers.get('200') ?? 0} answers 200, ` +
      `others ${others.map(([answer, count]) => `${answer}: ${count}`).join(', ') || 'none'}`,
  );
}
