/*
 * Webhooks: kept on the disk before each answer, beside Fastify that keeps nothing, and beside the
 * libraries for Meta's webhooks, which keep nothing either. One machine, one run, the same requests.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  closeSync,
  fdatasyncSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { medianOf } from './extensions/table.ts';
import { load, requestOf, type Figures } from './webhooks/load.ts';
import { installPeers } from './webhooks/peers.ts';

const rounds = 5;
const warmMs = 500;
const measuredMs = 2000;
const ours = 'ours: verified, on the disk';
const plain = 'plain Fastify, JSON, 200';

const folder = mkdtempSync(path.join(tmpdir(), 'nb-webhooks-'));
const say = (text: string) => process.stdout.write(`${text}\n`);
const requests = Array.from({ length: 40_000 }, (_, number) => requestOf(number));
let databases = 0;

type Server = { readonly child: ChildProcess; readonly url: string };

const hello = z.object({ url: z.string() });
const counts = z.object({ bodies: z.number(), events: z.number() });

async function start(file: string, ...words: readonly string[]): Promise<Server> {
  const child = fork(file, words, {
    env: { ...process.env, NODE_ENV: 'production' },
    // The peers greet.
    stdio: ['ignore', 'ignore', file.endsWith('.cjs') ? 'ignore' : 'inherit', 'ipc'],
  });
  return { child, url: hello.parse(await messageOf(child)).url };
}

function messageOf(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve) => {
    child.once('message', resolve);
  });
}

const startOurs = () => {
  databases += 1;
  const script = new URL('./webhooks/our-server.ts', import.meta.url);
  return start(fileURLToPath(script), path.join(folder, `inbox-${databases}.db`));
};

async function stop({ child }: Server): Promise<void> {
  child.kill('SIGKILL');
  await once(child, 'exit');
}

/** Processor time in ms, of user and kernel. Source: proc(5); 100 ticks a second. */
function cpuMsOf(pid = 0): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

type Row = Figures & { readonly cpuMicros: number };

async function measure(server: Server, connections: number): Promise<Row> {
  await load(server.url, requests.slice(0, 2000), { connections, ms: warmMs });
  const before = cpuMsOf(server.child.pid);
  const figures = await load(server.url, requests, { connections, ms: measuredMs });
  const cpuMs = cpuMsOf(server.child.pid) - before;
  return { ...figures, cpuMicros: (cpuMs * 1e6) / (figures.perSecond * measuredMs) };
}

async function countOf({ child }: Server): Promise<z.output<typeof counts>> {
  const answer = messageOf(child);
  child.send('count');
  return counts.parse(await answer);
}

/** Everything answered for must be an event; how long reading took after the last answer. */
async function settle(server: Server, acknowledged: number): Promise<string> {
  const begun = performance.now();
  const left = (await countOf(server)).bodies;
  while ((await countOf(server)).bodies > 0) await sleep(20);
  const { events } = await countOf(server);
  if (events < acknowledged) throw new Error(`${acknowledged - events} answered, and not there`);
  const ms = Math.round(performance.now() - begun);
  return `${left} still to read at the last answer, ${ms} ms later none; ${events} events, none missing`;
}

/** The best round: whatever else this machine does only takes away. */
function bestOf(rows: readonly Row[]): Row | undefined {
  return rows.toSorted((one, other) => other.perSecond - one.perSecond)[0];
}

function print(name: string, connections: number, rows: readonly Row[]): void {
  const best = bestOf(rows);
  if (!best) return;
  const slowest = Math.min(...rows.map(({ perSecond }) => perSecond));
  const failed = rows.reduce((sum, row) => sum + row.failed, 0);
  say(
    [
      name.padEnd(30),
      String(connections).padStart(4),
      best.perSecond.toFixed(0).padStart(8),
      slowest.toFixed(0).padStart(9),
      best.p50Ms.toFixed(1).padStart(8),
      best.p99Ms.toFixed(1).padStart(8),
      best.cpuMicros.toFixed(0).padStart(8),
      failed === 0 ? '' : `  ${failed} refused`,
    ].join(''),
  );
}

/** What the disk takes for a page that must stay: no commit can be quicker. */
function flushMs(): number {
  const file = openSync(path.join(folder, 'flush'), 'w');
  const page = Buffer.alloc(4096);
  const times = Array.from({ length: 200 }, (_, index) => {
    const begun = performance.now();
    writeSync(file, page, 0, page.length, index * page.length);
    fdatasyncSync(file);
    return performance.now() - begun;
  });
  closeSync(file);
  return medianOf(times);
}

say('Installing express, botly, bottender and botkit into a temporary folder …');
const peers = installPeers(folder);
if (!peers) say('npm could not: measured without them.');
const starts: Readonly<Record<string, () => Promise<Server>>> = {
  [ours]: startOurs,
  [plain]: () => start(fileURLToPath(new URL('./webhooks/fastify-server.ts', import.meta.url))),
  ...Object.fromEntries(
    Object.entries(peers ?? {}).map(([name, file]) => [name, () => start(file)]),
  ),
};

say(`A flush of this disk takes ${flushMs().toFixed(2)} ms (median of 200).`);
const rows = new Map<string, Row[]>();
let settled = '';
for (let round = 0; round < rounds; round += 1) {
  for (const [name, startServer] of Object.entries(starts)) {
    const server = await startServer();
    const row = await measure(server, 64);
    rows.set(name, [...(rows.get(name) ?? []), row]);
    if (name === ours) settled = await settle(server, row.acknowledged);
    await stop(server);
  }
}
say(`${''.padEnd(30)}conn   best/s  worst/s  p50 ms  p99 ms  CPU µs`);
for (const [name, measured] of rows) print(name, 64, measured);
for (const connections of [16, 1]) {
  for (const name of [ours, plain]) {
    const server = await (starts[name] ?? startOurs)();
    print(name, connections, [await measure(server, connections)]);
    await stop(server);
  }
}
const rateOf = (name: string) => bestOf(rows.get(name) ?? [])?.perSecond ?? Number.NaN;
const others = [...rows.keys()].filter((name) => name !== ours && name !== plain);
say(`ours: ${settled}`);
say(`ours / plain Fastify at 64: ${(rateOf(ours) / rateOf(plain)).toFixed(2)}`);
if (others.length > 0) {
  const best = Math.max(...others.map((name) => rateOf(name)));
  say(`ours / the best of the others at 64: ${(rateOf(ours) / best).toFixed(1)}`);
}
say(`A flush of this disk takes ${flushMs().toFixed(2)} ms (median of 200).`);

const server = await startOurs();
const batch = await load(server.url, [requestOf(1, 1000)], { connections: 1, ms: 1 });
say(`a batch of 1,000 updates: ${batch.p50Ms.toFixed(0)} ms to its answer`);
say(`its events: ${await settle(server, batch.acknowledged * 1000)}`);
await stop(server);
rmSync(folder, { recursive: true });
if (batch.failed > 0) process.exitCode = 1;
