import { once } from 'node:events';
import { connect, createServer, type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** A way to Asterisk's port on which the event socket opens late; all else goes through at once. */
export async function startSlowEvents(
  target: number,
  delayMs: number,
): Promise<{ readonly port: number; readonly close: () => void }> {
  const server = createServer((near) => {
    near.once('data', (first) => {
      near.pause();
      void sleep(first.includes('/ari/events') ? delayMs : 0).then(() => {
        const far = connect(target, '127.0.0.1');
        near.on('error', () => far.destroy());
        far.on('error', () => near.destroy());
        far.write(first);
        near.pipe(far).pipe(near);
      });
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    close: () => {
      server.close();
    },
  };
}
