import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';

/** Why a handshake is refused: ARI answers it as it answers REST. */
export type Admission = 'admitted' | 401 | 404;

export type EventSockets = {
  /** Names of the applications that listen. */
  readonly apps: () => readonly string[];
  /** To everybody: each client asks for all events. */
  readonly emit: (event: { readonly type: string; readonly [field: string]: unknown }) => void;
  readonly close: () => void;
};

/** The event side of ARI. As in Asterisk, the newest socket of an application gets its events. */
export function serveEvents(
  server: Server,
  admit: (request: IncomingMessage) => Admission,
): EventSockets {
  const sockets = new WebSocketServer({ noServer: true });
  const byApp = new Map<string, WebSocket>();
  const send = (app: string, socket: WebSocket, event: object): void => {
    socket.send(JSON.stringify({ ...event, application: app }));
  };
  server.on('upgrade', (request, socket, head) => {
    const { pathname = '', searchParams } = URL.parse(request.url ?? '', 'http://pbx') ?? {};
    const app = searchParams?.get('app') ?? '';
    const admission = pathname === '/ari/events' ? admit(request) : 404;
    if (admission !== 'admitted') refuse(socket, admission);
    else if (app === '') refuse(socket, 400);
    else {
      sockets.handleUpgrade(request, socket, head, (client) => {
        const older = byApp.get(app);
        byApp.set(app, client);
        if (older) {
          send(app, older, { type: 'ApplicationReplaced' });
          older.close(1000);
        }
        client.on('close', () => {
          if (byApp.get(app) === client) byApp.delete(app);
        });
      });
    }
  });
  return {
    apps: () => [...byApp.keys()],
    emit: (event) => {
      for (const [app, socket] of byApp) send(app, socket, event);
    },
    close: () => {
      for (const client of sockets.clients) client.terminate();
    },
  };
}

const reasons = { 400: 'Bad Request', 401: 'Unauthorized', 404: 'Not Found' };

function refuse(socket: Duplex, status: keyof typeof reasons): void {
  socket.end(`HTTP/1.1 ${status} ${reasons[status]}\r\nconnection: close\r\n\r\n`);
}
