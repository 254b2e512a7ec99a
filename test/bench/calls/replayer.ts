/*
 * A process of its own that looks like ARI's event socket and sends what it is told to, as fast as the
 * other side reads. Frames are made here, many to a write: a client is never kept waiting.
 */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { callStream, markType, type StreamPlan } from './call-stream.ts';

/** A real Asterisk's address: ari-client makes its operations from the descriptions that it serves. */
const { BENCH_ARI_URL: asteriskUrl = '', BENCH_ARI_PAIR: asteriskPair = '' } = process.env;

/** Source: RFC 6455, 1.3. */
const webSocketGuid = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

const bytesPerWrite = 256 * 1024;

/** The client's, which is sent nothing before it is ready. */
let ready: Duplex | undefined;

const server = createServer((request, response) => {
  if (request.url?.startsWith('/ari/api-docs') === true) void passOn(request.url, response);
  else response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
});
server.on('upgrade', (request, socket: Duplex) => {
  const key = request.headers['sec-websocket-key'] ?? '';
  const accept = createHash('sha1').update(`${key}${webSocketGuid}`).digest('base64');
  socket.on('error', () => undefined);
  socket.write(
    `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
  );
  ready = socket;
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');
process.on('message', (plan: StreamPlan) => {
  if (ready) void send(ready, plan);
});
process.once('disconnect', () => process.exit(0));
const { port } = server.address() as AddressInfo;
process.send?.(port);

async function passOn(url: string, response: ServerResponse): Promise<void> {
  const answer = await fetch(`${asteriskUrl}${url.replace('/ari', '')}`, {
    headers: { authorization: `Basic ${Buffer.from(asteriskPair).toString('base64')}` },
  });
  const text = await answer.text();
  response.end(text.replaceAll(/http:\/\/[^"/]*\/ari/g, `http://127.0.0.1:${port}/ari`));
}

async function send(socket: Duplex, asked: StreamPlan): Promise<void> {
  const { warmUp, measured } = callStream(asked);
  await sendAll(socket, warmUp);
  await sendAll(socket, [mark('start')]);
  await sendAll(socket, measured);
  await sendAll(socket, [mark('end')]);
}

function mark(state: string): string {
  return JSON.stringify({
    type: markType,
    application: 'bench',
    timestamp: '2026-11-21T02:02:17.702+0000',
    peer: { peer_status: state },
  });
}

async function sendAll(socket: Duplex, texts: Iterable<string>): Promise<void> {
  let frames: Buffer[] = [];
  let bytes = 0;
  const flush = async (): Promise<void> => {
    const isRoom = socket.write(Buffer.concat(frames));
    [frames, bytes] = [[], 0];
    if (!isRoom) await once(socket, 'drain');
  };
  for (const text of texts) {
    const frame = frameOf(text);
    frames.push(frame);
    bytes += frame.length;
    if (bytes > bytesPerWrite) await flush();
  }
  if (bytes > 0) await flush();
}

/** One unmasked text frame. Source: RFC 6455, 5.2. */
function frameOf(text: string): Buffer {
  const length = Buffer.byteLength(text);
  const head = length < 126 ? Buffer.from([0x81, length]) : Buffer.alloc(4);
  if (length >= 126) {
    head.writeUInt8(0x81, 0);
    head.writeUInt8(126, 1);
    head.writeUInt16BE(length, 2);
  }
  return Buffer.concat([head, Buffer.from(text)]);
}
