/*
 * Rotations of the ARI password on a real Asterisk: killed before every durable call, with and without
 * a cold start of Asterisk behind it, killed 200 times at random, and 20 in a row watched every 5 ms.
 * Prints the figures.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { probeAri } from '../../src/asterisk/ari-probe.ts';
import { readAri } from '../../src/pbx/read-ari.ts';
import { startAsterisk } from '../support/asterisk.ts';
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

const bench = await openRotationBench(asterisk);
await rotateInChild(bench, 'rotate');
const random = Array.from({ length: randomKills }, () => ({ killAfterMs: Math.random() * 350 }));
report(`${randomKills} SIGKILLs at random moments`, await killRotations(bench, random));
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
