import { createSocket } from 'node:dgram';
import { createServer, type Server } from 'node:net';
import { randomInt } from 'node:crypto';

/** A block of loopback ports that is ours until `release`. */
export type PortBlock = {
  readonly http: number;
  /** UDP; the next three are free as well (a phone may take the one after its own for TLS). */
  readonly sip: number;
  readonly rtpStart: number;
  readonly rtpEnd: number;
  readonly release: () => void;
};

const blockSize = 200;
/** Below 32768, where Linux begins to hand out ports by itself: nobody gets one of ours by chance. */
const firstBlock = 60;
const lastBlock = 162;

/**
 * Claims a free block of ports. The claim is a listening socket on the block's first port, so that
 * programs running side by side (a sandbox, test files) never meet, and a claim dies with its process.
 */
export async function claimPorts(): Promise<PortBlock> {
  const start = randomInt(firstBlock, lastBlock);
  const count = lastBlock - firstBlock;
  for (let step = 0; step < count; step += 1) {
    const base = (firstBlock + ((start - firstBlock + step) % count)) * blockSize;
    const claim = await listen(base);
    if (claim === undefined) continue;
    if ((await isTcpFree(base + 1)) && (await isUdpFree(base + 4))) {
      claim.unref();
      return {
        http: base + 1,
        sip: base + 4,
        rtpStart: base + 20,
        rtpEnd: base + blockSize - 1,
        release: () => claim.close(),
      };
    }
    claim.close();
  }
  throw new Error('no free block of ports on 127.0.0.1');
}

async function isTcpFree(port: number): Promise<boolean> {
  const server = await listen(port);
  server?.close();
  return server !== undefined;
}

function listen(port: number): Promise<Server | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => {
      resolve(undefined);
    });
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      resolve(server);
    });
  });
}

function isUdpFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createSocket('udp4');
    socket.once('error', () => {
      resolve(false);
    });
    socket.bind({ port, address: '127.0.0.1', exclusive: true }, () => {
      socket.close(() => {
        resolve(true);
      });
    });
  });
}
