/*
 * From the ring that Asterisk tells to the request that leaves for Telegram, with 100 other calls a
 * second kept in the database beside it. What waits on purpose (Telegram's rates) is lifted.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fdatasyncSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { WebSocketServer, type WebSocket } from 'ws';
import { unwantedTypes } from '../../src/asterisk/ari-event.ts';
import { callStream } from './calls/call-stream.ts';

const callsASecond = 100;
const samples = 500;
const tickMs = 10;
const betweenMs = 40;
const others = 'internal-answered-caller-hangs-up';
const ours = 'trunk-group-answered-1001-operator-hangs-up';

let onRequest: (method: string) => void = () => undefined;
let messageId = 100;
let callsMade = 0;
const server = createServer((request, response) => {
  const method = request.url?.split('/').at(-1) ?? '';
  const isTelegram = request.url?.startsWith('/bot') === true;
  if (isTelegram) onRequest(method);
  request.resume().on('end', () => {
    response.setHeader('content-type', 'application/json');
    const result = { message_id: (messageId += 1), date: 1, chat: { id: 1, type: 'private' } };
    response.end(JSON.stringify(isTelegram ? { ok: true, result } : {}));
  });
});
const sockets = new WebSocketServer({ server });
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const { port } = server.address() as AddressInfo;
const bot = fork(
  path.join(import.meta.dirname, 'latency/bot.ts'),
  [`ws://127.0.0.1:${port}/ari/events`, `http://127.0.0.1:${port}`],
  { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] },
);
const [connected] = await Promise.all([once(sockets, 'connection'), once(bot, 'message')]);
const [socket] = connected as [WebSocket];
const flushFile = path.join(tmpdir(), `nb-flush-${process.pid}`);
const flushed = openSync(flushFile, 'w');
const flushes: number[] = [];
await passes(1000);

for (const load of [0, callsASecond]) {
  const background = load > 0 ? playOthers(load) : undefined;
  await measure(50);
  flushes.length = 0;
  const measured = await measure(samples);
  clearInterval(background);
  process.stdout.write(
    `${load} other calls a second\n  ring → request       ${spreadOf(measured)}\n  one flush of disk    ${spreadOf(flushes)}\n`,
  );
}
rmSync(flushFile);
bot.disconnect();
process.exit(0);

async function measure(count: number): Promise<number[]> {
  const measured: number[] = [];
  const stream = callStream({ capture: ours, isFiltered: true, live: 1, events: Infinity });
  const texts = stream.measured[Symbol.iterator]();
  let next = texts.next();
  for (let call = 0; call < count; call += 1) {
    flushes.push(flushOnce());
    const first = (callsMade += 1);
    const rename = (text: string) =>
      text.replaceAll(/\b0[0-9a-f]{7}\b/g, (0xa0000000 + first).toString(16));
    // The call as far as its first ring arrives together; so its message says who rings.
    let text = String(next.value);
    const id = /0[0-9a-f]{7}\./.exec(text)?.[0] ?? '';
    const sent = Promise.withResolvers<number>();
    onRequest = (method) => {
      if (method === 'sendMessage') sent.resolve(performance.now());
    };
    let at = performance.now();
    let hasRung = false;
    while (text.includes(id) || !hasRung) {
      at = hasRung ? at : performance.now();
      socket.send(rename(text));
      const rings = text.includes('"dialstatus":"RINGING"');
      next = texts.next();
      text = String(next.value);
      if (rings && !hasRung) {
        hasRung = true;
        measured.push((await sent.promise) - at);
        await passes(betweenMs / 2);
      }
    }
    await passes(betweenMs / 2);
  }
  return measured;
}

function playOthers(load: number): NodeJS.Timeout {
  const stream = callStream({ capture: others, isFiltered: true, live: 300, events: Infinity });
  const texts = stream.measured[Symbol.iterator]();
  const file = path.join(import.meta.dirname, `../fixtures/ari/${others}.jsonl`);
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  const perCall = lines.filter((line) => !unwantedTypes.some((type) => line.includes(type))).length;
  const began = performance.now();
  let sent = 0;
  return setInterval(() => {
    const due = ((performance.now() - began) / 1000) * load * perCall;
    for (; sent < due; sent += 1) socket.send(String(texts.next().value));
  }, tickMs);
}

/** What the disk alone takes: the call and its card are written first. */
function flushOnce(): number {
  const began = performance.now();
  writeSync(flushed, Buffer.alloc(16_384));
  fdatasyncSync(flushed);
  return performance.now() - began;
}

function spreadOf(measured: readonly number[]): string {
  const sorted = measured.toSorted((a, b) => a - b);
  const at = (share: number) =>
    `${(sorted[Math.floor(sorted.length * share)] ?? NaN).toFixed(2)} ms`;
  return `p50 ${at(0.5)}, p99 ${at(0.99)}, worst ${at(0.9999)}`;
}

function passes(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
