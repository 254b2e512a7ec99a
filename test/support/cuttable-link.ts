import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { once } from 'node:events';

/** A way to a local port that can be cut: at once and for everybody to see, or without a word. */
export type CuttableLink = {
  readonly port: number;
  /** Every connection is reset, and no new one is taken. */
  readonly cut: () => void;
  /** Nothing goes through any more, and nobody is told. */
  readonly swallow: () => void;
  /** New connections go through again; those that were swallowed stay lost, as behind a forgetful router. */
  readonly mend: () => void;
  readonly close: () => void;
};

export async function startCuttableLink(target: number): Promise<CuttableLink> {
  let state: 'open' | 'cut' | 'swallowing' = 'open';
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    keep(near);
    if (state === 'cut') near.resetAndDestroy();
    if (state !== 'open') return;
    const far = connect(target, '127.0.0.1');
    keep(far);
    near.pipe(far);
    far.pipe(near);
    near.once('close', () => far.destroy());
    far.once('close', () => near.destroy());
  });
  const keep = (socket: Socket): void => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('close', () => sockets.delete(socket));
  };
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    cut: () => {
      state = 'cut';
      for (const socket of sockets) socket.resetAndDestroy();
    },
    swallow: () => {
      state = 'swallowing';
      for (const socket of sockets) {
        socket.unpipe();
        socket.resume();
      }
    },
    mend: () => {
      state = 'open';
    },
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
