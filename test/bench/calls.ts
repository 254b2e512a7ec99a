/*
 * What an event of Asterisk costs us from the socket to the call's state, beside nothing but reading it
 * and beside ari-client, with 10 and with 10,000 calls going on; each client is a process of its own.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { startAsterisk } from '../support/asterisk.ts';
import type { ClientFigures, ClientKind, StreamPlan } from './calls/call-stream.ts';
import { medianOf } from './extensions/table.ts';

const rounds = 3;
const folder = path.join(import.meta.dirname, 'calls');
const kinds: readonly ClientKind[] = [
  'ws + JSON.parse',
  'ours',
  'ours, kept in SQLite',
  'ari-client',
  'ari-client, a listener a call',
];
const loads = [10, 10_000];
const capture = 'trunk-group-answered-1001-operator-hangs-up';

const asterisk = await startAsterisk();
const replayer = fork(path.join(folder, 'replayer.ts'), {
  env: {
    ...process.env,
    BENCH_ARI_URL: asterisk.ariUrl,
    BENCH_ARI_PAIR: `${asterisk.username}:${asterisk.password}`,
  },
});
const port = String(await answerOf(replayer));
const costs = new Map<string, number[]>();
let broken = 0;
for (const isFiltered of [true, false]) {
  for (let round = 0; round < rounds; round += 1) {
    for (const live of loads) for (const kind of kinds) await measure(kind, { isFiltered, live });
  }
}
replayer.disconnect();
await asterisk.stop();

for (const isFiltered of [true, false]) printTable(isFiltered);
process.exit(broken === 0 ? 0 : 1);

async function measure(
  kind: ClientKind,
  { isFiltered, live }: Pick<StreamPlan, 'isFiltered' | 'live'>,
): Promise<void> {
  const events = kind.endsWith('a call') && live > 1000 ? 20_000 : 60_000;
  const child = fork(path.join(folder, 'client.ts'), [kind, `ws://127.0.0.1:${port}/ari/events`], {
    // swagger-client talks.
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  await answerOf(child);
  replayer.send({ capture, isFiltered, live, events } satisfies StreamPlan);
  const figures = (await answerOf(child)) as ClientFigures;
  const key = keyOf(kind, { isFiltered, live });
  costs.set(key, [...(costs.get(key) ?? []), (figures.processorMs * 1000) / events]);
  // Of 10,000 calls a few are just between two.
  if (kind.startsWith('ours') && Math.abs(figures.live - live) > live * 0.1) {
    broken += 1;
    process.stdout.write(`DID NOT HOLD: ${figures.live} calls seen of ${live}\n`);
  }
}

function keyOf(kind: ClientKind, plan: Pick<StreamPlan, 'isFiltered' | 'live'>): string {
  return `${kind} ${plan.isFiltered} ${plan.live}`;
}

async function answerOf(child: ChildProcess): Promise<unknown> {
  const [answer] = (await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(([code]) => Promise.reject(new Error(`A client ended with ${code}.`))),
  ])) as unknown[];
  return answer;
}

function printTable(isFiltered: boolean): void {
  const cost = (kind: ClientKind, live: number): number =>
    medianOf(costs.get(keyOf(kind, { isFiltered, live })) ?? []);
  const rows = kinds.map((kind) => {
    const [few, many] = loads.map((live) => cost(kind, live));
    const numbers = [few, many, ratio(many, few), ratio(cost('ws + JSON.parse', 10), few)];
    return `${kind.padEnd(30)}${numbers.map((one) => (one ?? 0).toFixed(2).padStart(12)).join('')}`;
  });
  const [few = 0, many = 0] = loads.map((live) =>
    ratio(cost('ari-client', live), cost('ours', live)),
  );
  process.stdout.write(`
${isFiltered ? 'as Asterisk sends them behind our event filter' : 'without an event filter'}
${'µs of processor an event'.padEnd(30)}     10 live 10,000 live  10,000 / 10  bare / this
${rows.join('\n')}
ours beside ari-client: ${few.toFixed(1)} times its events a second at 10 live calls, ${many.toFixed(1)} times at 10,000
`);
}

function ratio(one = 0, other = 0): number {
  return one / other;
}
