import { connect } from 'node:net';

/**
 * Why no new connection to a place can be made: the system's code, or `deadline`; undefined when one
 * can. Asterisk goes on serving connections from before its web server was switched off, so an answer
 * over a kept one says nothing about the next.
 */
export function findConnectTrouble(
  { host, port }: { readonly host: string; readonly port: number },
  deadlineMs = 4_000,
): Promise<string | undefined> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    const end = (trouble: string | undefined): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(trouble);
    };
    const timer = setTimeout(() => {
      end('deadline');
    }, deadlineMs);
    socket.once('connect', () => {
      end(undefined);
    });
    socket.once('error', (error) => {
      end('code' in error && typeof error.code === 'string' ? error.code : 'unknown');
    });
  });
}
