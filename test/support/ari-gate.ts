import { once } from 'node:events';
import { createServer, request } from 'node:http';

/** What comes out of the gate: Asterisk's own answers, a status of ours, or nothing but a reset. */
export type GateMode = 'open' | 403 | 404 | 500 | 'reset';

export type AriGate = {
  /** As ARI's: `http://127.0.0.1:port/ari`. */
  readonly url: string;
  readonly turn: (mode: GateMode) => void;
  readonly close: () => Promise<void>;
};

/** Stands before ARI, so that it can answer otherwise without Asterisk knowing. */
export async function openAriGate(ariPort: number): Promise<AriGate> {
  let mode: GateMode = 'open';
  const server = createServer((incoming, outgoing) => {
    if (mode === 'reset') incoming.socket.resetAndDestroy();
    else if (mode !== 'open') {
      outgoing.writeHead(mode, { 'content-type': 'application/json' });
      outgoing.end('{"message":"made up"}');
    } else {
      const { method = 'GET', url = '/', headers } = incoming;
      const onward = request({ host: '127.0.0.1', port: ariPort, method, path: url, headers });
      onward.on('response', (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      });
      onward.on('error', () => incoming.socket.resetAndDestroy());
      incoming.pipe(onward);
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  return {
    url: `http://127.0.0.1:${port}/ari`,
    turn: (next) => {
      mode = next;
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
