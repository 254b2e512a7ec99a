import { createHmac } from 'node:crypto';
import { connect, type Socket } from 'node:net';

export const appSecret = '0123456789abcdef0123456789abcdef';

export type Figures = {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Answers that were not 200. */
  readonly failed: number;
  /** How many different messages were answered for. */
  readonly acknowledged: number;
};

const sign = (kind: 'sha1' | 'sha256', body: string) =>
  `${kind}=${createHmac(kind, appSecret).update(body).digest('hex')}`;

function bodyOf(number: number, updates: number): string {
  const items = Array.from({ length: updates }, (_, index) => ({
    sender: { id: String(7_000_000_000_000_000 + (number % 500)) },
    recipient: { id: '1122334455667788' },
    timestamp: 1_790_000_000_000 + number,
    message: {
      mid: `m_${number}_${index}_${'A1b2C3d4'.repeat(12)}`,
      text: 'Assalomu alaykum, ertaga soat nechada ochilasizlar? '.repeat(2),
    },
  }));
  const entry = [{ time: 1_790_000_000_000, id: '1122334455667788', messaging: items }];
  return JSON.stringify({ object: 'page', entry });
}

/** A whole request, as Meta sends it: with both signatures, since the peers check the old one. */
export function requestOf(number: number, updates = 1): Buffer {
  const body = bodyOf(number, updates);
  return Buffer.from(
    [
      'POST /chats/webhook/facebook HTTP/1.1',
      'host: bot.example.uz',
      'user-agent: facebookexternalua',
      'content-type: application/json',
      `content-length: ${Buffer.byteLength(body)}`,
      `x-hub-signature: ${sign('sha1', body)}`,
      `x-hub-signature-256: ${sign('sha256', body)}`,
      '',
      body,
    ].join('\r\n'),
  );
}

/** Keeps `connections` sockets busy for `ms`, one request at a time on each; the requests go round. */
export async function load(
  url: string,
  requests: readonly Buffer[],
  { connections, ms }: { readonly connections: number; readonly ms: number },
): Promise<Figures> {
  const { hostname, port } = new URL(url);
  const times: number[] = [];
  const acknowledged = new Set<number>();
  let failed = 0;
  let next = 0;
  const begun = performance.now();
  const end = begun + ms;

  const run = (socket: Socket): Promise<void> =>
    new Promise((resolve, reject) => {
      let sentAt = 0;
      let index = 0;
      let text = '';
      const send = (): void => {
        if (performance.now() >= end) {
          socket.destroy();
          resolve();
          return;
        }
        index = next % requests.length;
        next += 1;
        sentAt = performance.now();
        socket.write(requests[index] ?? '');
      };
      socket.setNoDelay(true);
      socket.on('data', (chunk) => {
        text += chunk.toString('latin1');
        if (!isWhole(text)) return;
        times.push(performance.now() - sentAt);
        if (text.startsWith('HTTP/1.1 200')) acknowledged.add(index);
        else failed += 1;
        text = '';
        send();
      });
      socket.once('error', reject);
      socket.once('close', () => {
        resolve();
      });
      socket.once('connect', send);
    });

  await Promise.all(
    Array.from({ length: connections }, () => run(connect(Number(port), hostname))),
  );
  const tookMs = performance.now() - begun;
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.floor(times.length * share)] ?? Number.NaN;
  return {
    perSecond: (times.length / tookMs) * 1000,
    ...{ p50Ms: at(0.5), p99Ms: at(0.99), failed, acknowledged: acknowledged.size },
  };
}

/** Answers are small: a length, or one chunk. */
function isWhole(text: string): boolean {
  const head = text.indexOf('\r\n\r\n');
  if (head < 0) return false;
  const length = /\r\ncontent-length: (\d+)/i.exec(text.slice(0, head + 2))?.[1];
  return length === undefined
    ? text.endsWith('0\r\n\r\n')
    : text.length >= head + 4 + Number(length);
}
