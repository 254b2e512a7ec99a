import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { answerCall, type CallDeps, type IncomingCall, type Reply } from './answer-call.ts';
import { ApiError, badRequest } from './api-error.ts';
import type { Fault } from './faults.ts';
import { isJsonObject, type JsonObject } from './json.ts';
import { readMultipart } from './read-multipart.ts';

/** Serves what is not the Bot API, such as the sandbox's page. Returns false for "not mine". */
export type ExtraRoute = (request: IncomingMessage, response: ServerResponse) => boolean;

export type ServerDeps = CallDeps & {
  readonly isTokenValid: (token: string) => boolean;
  readonly extraRoutes: readonly ExtraRoute[];
};

/** The Bot API over HTTP: `/bot<token>/<method>` and `/file/bot<token>/<path>`. */
export function createBotApiServer(deps: ServerDeps): Server {
  return createServer((request, response) => {
    serve(deps, request, response).catch((error: unknown) => {
      // A bug of the emulator: whoever calls must not wait for ever.
      const description = `Internal Server Error: emulator: ${String(error)}`;
      deps.calls.addViolation({
        kind: 'answer',
        method: request.url ?? '',
        problems: [error instanceof Error ? (error.stack ?? description) : description],
        parameters: {},
      });
      send(response, { type: 'json', status: 500, body: failure(500, description) });
    });
  });
}

/** Listens on the loopback and returns the port. */
export async function listenOnLoopback(server: Server, port: number): Promise<number> {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** 50 MB and a little for the form around it. Source: Bot API, "Sending files". */
const maxBodyBytes = 51 * 1024 * 1024;

async function serve(
  deps: ServerDeps,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const path = safelyDecoded(url.pathname);
  const call = /^\/bot([^/]+)\/(\w+)$/.exec(path);
  const file = /^\/file\/bot([^/]+)\/(.+)$/.exec(path);
  const token = call?.[1] ?? file?.[1];
  if (token === undefined) {
    if (!deps.extraRoutes.some((route) => route(request, response))) {
      sendFailure(response, 404, 'Not Found');
    }
    return;
  }
  if (deps.faults.isUnreachable()) {
    send(response, { type: 'reset' });
  } else if (!deps.isTokenValid(token)) {
    sendFailure(response, 401, 'Unauthorized');
  } else if (call?.[2] !== undefined) {
    await serveCall(deps, { request, response, methodName: call[2], url });
  } else if (file?.[2] !== undefined) {
    await serveFile(deps, response, file[2]);
  }
}

type Exchange = {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly methodName: string;
  readonly url: URL;
};

async function serveCall(deps: ServerDeps, exchange: Exchange): Promise<void> {
  const { request, response, methodName, url } = exchange;
  const hangUp = new AbortController();
  response.once('close', () => {
    hangUp.abort();
  });
  try {
    const body = await readBody(request);
    const content = readContent(body, request.headers['content-type'] ?? '');
    const form = new Map([...url.searchParams, ...content.form]);
    const incoming = { ...content, form, methodName, signal: hangUp.signal };
    send(response, await answerCall(deps, incoming));
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    sendFailure(response, error.code, error.message);
  }
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBodyBytes) throw new ApiError(413, 'Request Entity Too Large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function readContent(
  body: Buffer,
  contentType: string,
): Pick<IncomingCall, 'json' | 'form' | 'files'> {
  const nothing = { json: {}, form: new Map<string, string>(), files: new Map() };
  if (body.length === 0) return nothing;
  const [kind = ''] = contentType.toLowerCase().split(';');
  switch (kind.trim()) {
    case 'application/json':
      return { ...nothing, json: readJson(body.toString('utf8')) };
    case 'application/x-www-form-urlencoded':
      return { ...nothing, form: new Map(new URLSearchParams(body.toString('utf8'))) };
    case 'multipart/form-data': {
      const { fields, files } = readMultipart(body, contentType);
      return { json: {}, form: fields, files };
    }
    default:
      throw badRequest(`emulator: content type ${contentType}`);
  }
}

function readJson(text: string): JsonObject {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw badRequest("can't parse JSON object");
  }
  if (!isJsonObject(value)) throw badRequest("can't parse JSON object");
  return value;
}

/** Only where `getFile` led, and while that holds. Troubles are those of the method `file`. */
async function serveFile(deps: ServerDeps, response: ServerResponse, path: string): Promise<void> {
  const { world } = deps.room;
  const fault = deps.faults.draw('file');
  const reply = fault && (await replyToDownload(deps, fault));
  if (reply) {
    send(response, reply);
    return;
  }
  const download = world.downloads.get(path);
  if (download === undefined || download.until < world.clock.now()) {
    sendFailure(response, 404, 'Not Found');
    return;
  }
  const { bytes } = download.file;
  response.writeHead(200, {
    'content-type': 'application/octet-stream',
    'content-length': bytes.length,
  });
  if (fault?.type === 'halfJson') {
    response.write(bytes.subarray(0, bytes.length / 2), () => response.destroy());
  } else response.end(bytes);
}

/** What answers instead of the file. */
async function replyToDownload(deps: ServerDeps, fault: Fault): Promise<Reply | undefined> {
  const refuse = (status: number, description: string): Reply => {
    return { type: 'json', status, body: failure(status, description) };
  };
  switch (fault.type) {
    case 'tooManyRequests':
      return refuse(429, 'Too Many Requests');
    case 'serverError':
      return refuse(fault.status ?? 500, 'Internal Server Error');
    case 'error':
      return refuse(fault.code, fault.description);
    case 'notOk':
      return refuse(400, 'Bad Request: not ok');
    case 'htmlPage':
      return { type: 'html', status: fault.status ?? 502 };
    case 'resetBefore':
    case 'resetAfter':
      return { type: 'reset' };
    case 'delay':
      await deps.pause(fault.ms);
      return undefined;
    case 'hold':
      await fault.until;
      return undefined;
    case 'halfJson':
      return undefined;
  }
}

function sendFailure(response: ServerResponse, status: number, description: string): void {
  send(response, { type: 'json', status, body: failure(status, description) });
}

function failure(code: number, description: string): JsonObject {
  return { ok: false, error_code: code, description };
}

function send(response: ServerResponse, reply: Reply): void {
  if (response.destroyed) return;
  switch (reply.type) {
    case 'json':
      response
        .writeHead(reply.status, { 'content-type': 'application/json' })
        .end(JSON.stringify(reply.body));
      return;
    case 'halfJson': {
      const text = JSON.stringify(reply.body);
      response
        .writeHead(200, { 'content-type': 'application/json' })
        .end(text.slice(0, Math.floor(text.length / 2)));
      return;
    }
    case 'html':
      response
        .writeHead(reply.status, { 'content-type': 'text/html' })
        .end(
          `<html><head><title>${reply.status} Bad Gateway</title></head><body>nginx</body></html>`,
        );
      return;
    case 'reset':
      response.socket?.resetAndDestroy();
      return;
  }
}

function safelyDecoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
