import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** An HTTP server that does to a caller what it is told to; `then` changes its mind. */
export async function startNastyServer(first: Handler) {
  let handler = first;
  const server = createServer((request, response) => {
    request.resume();
    handler(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/ari`,
    becomes: (next: Handler) => {
      handler = next;
    },
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export function answer(status: number, body: string, contentType = 'application/json'): Handler {
  return (_, response) => response.writeHead(status, { 'content-type': contentType }).end(body);
}

/** Just enough of ARI for ari-client to connect; `ping` and `info` answer as told. */
export function smallAri(answers: { readonly ping?: Handler; readonly info?: Handler }): Handler {
  return (request, response) => {
    const path = request.url ?? '';
    const say = (body: unknown) => {
      answer(200, JSON.stringify(body))(request, response);
    };
    if (path === '/ari/asterisk/ping') {
      if (answers.ping) answers.ping(request, response);
      else say({ ping: 'pong', timestamp: '', asterisk_id: 'nasty' });
    } else if (path === '/ari/asterisk/info') answers.info?.(request, response);
    else if (path === '/ari/api-docs/resources.json') say(resources);
    else if (path === '/ari/api-docs/asterisk.json') say(asteriskDocs);
    else answer(404, '{"message":"Resource not found"}')(request, response);
  };
}

/** It claims to live elsewhere, as Asterisk does behind TLS or a proxy. */
const basePath = 'http://198.51.100.1:9/ari';

const resources = {
  swaggerVersion: '1.1',
  basePath,
  apis: [{ path: '/api-docs/asterisk.{format}' }],
};

const asteriskDocs = {
  swaggerVersion: '1.1',
  basePath,
  resourcePath: '/api-docs/asterisk.{format}',
  apis: [
    {
      path: '/asterisk/ping',
      operations: [{ httpMethod: 'GET', nickname: 'ping', responseClass: 'AsteriskPing' }],
    },
    {
      path: '/asterisk/info',
      operations: [{ httpMethod: 'GET', nickname: 'getInfo', responseClass: 'AsteriskInfo' }],
    },
  ],
  models: {},
};
