import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { readMultipart, type Form } from '../telegram/read-multipart.ts';
import type { Fault, Faults } from './faults.ts';
import { routes, type GraphCall, type GraphDeps } from './graph-calls.ts';
import { GraphError, graphErrors } from './graph-error.ts';
import type { Sent } from './send-message.ts';

/** A call to the Graph API, as it came and as it was answered. */
export type CallRecord = {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  /** With the question mark. */
  readonly query: string;
  readonly json: unknown;
  readonly at: number;
  /** 0: the connection was cut. */
  readonly status: number;
  readonly answer: unknown;
};

export type ServerDeps = GraphDeps & {
  readonly faults: Faults;
  readonly calls: CallRecord[];
  /** Told of each send before it is answered; the answer waits for it. */
  readonly onSent: (sent: Sent) => Promise<void>;
  /** And after. */
  readonly onAnswered: (sent: Sent) => void;
  readonly pause: (ms: number) => Promise<void>;
};

/** The versions that live; an older one is served by the oldest of them. Source: Graph API changelog. */
const newestVersion = 26;

/** 25 MB and a little for the form around it. */
const maxBodyBytes = 26 * 1024 * 1024;

/** `/v25.0/…` as graph.facebook.com, `/instagram/v25.0/…` as graph.instagram.com, `/cdn/…` as Meta's CDN. */
export function createGraphServer(deps: ServerDeps): Server {
  return createServer((request, response) => {
    serve(deps, request, response).catch((error: unknown) => {
      // A bug of the emulator, or a caller who hung up.
      if (!response.headersSent) response.writeHead(500);
      response.end(String(error));
    });
  });
}

async function serve(
  deps: ServerDeps,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://localhost');
  if (url.pathname.startsWith('/cdn/')) {
    serveFile(deps, url.pathname.slice('/cdn/'.length), response);
    return;
  }
  if (deps.faults.isUnreachable()) {
    request.socket.resetAndDestroy();
    return;
  }
  const [, version, path = ''] = /^(?:\/instagram)?\/v(\d+)\.0\/(.*)$/.exec(url.pathname) ?? [];
  const method = request.method ?? 'GET';
  const route = routes.find((one) => one.method === method && one.path.test(path));
  const bytes = await readBody(request);
  const isKnown = version !== undefined && Number(version) <= newestVersion;
  if (!isKnown || !route) {
    const error = graphErrors.unknownPath(`/${path}`);
    answer(deps, response, {
      name: '?',
      method,
      path,
      query: url.search,
      json: undefined,
      status: 400,
      body: error.body(),
    });
    return;
  }
  await serveCall(deps, { request, response, route, bytes, url, path });
}

type Exchange = {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly route: (typeof routes)[number];
  readonly bytes: Buffer;
  readonly url: URL;
  readonly path: string;
};

async function serveCall(deps: ServerDeps, exchange: Exchange): Promise<void> {
  const { request, response, route, bytes, url, path } = exchange;
  const fault = deps.faults.draw(route.name);
  const { name, method } = route;
  const record = { name, method, path, query: url.search, json: undefined as unknown };
  let sent: Sent | undefined;
  try {
    if (isSpoiltBefore(fault, exchange, deps, record)) return;
    const { json, form } = readContent(bytes, request.headers['content-type'] ?? '');
    record.json = json;
    const token = tokenOf(request, url, json);
    const ownerId = deps.tokens.ownerOf(token);
    checkHost(deps, url, ownerId);
    deps.tokens.checkProof(token ?? '', url.searchParams.get('appsecret_proof') ?? undefined);
    const call: GraphCall = {
      method: route.method,
      path,
      query: url.searchParams,
      json,
      form,
      ownerId,
    };
    const result = route.answer(deps, call, route.path.exec(path)?.[1] ?? '');
    ({ sent } = result);
    if (sent) await deps.onSent(sent);
    await spoilAfter(fault, deps, response, { ...record, status: 200, body: result.body });
  } catch (error) {
    if (!(error instanceof GraphError)) throw error;
    answer(deps, response, { ...record, status: error.status, body: error.body() });
  }
  if (sent) deps.onAnswered(sent);
}

/** A page's token is none for graph.instagram.com, and one of Instagram Login for no other. */
function checkHost({ world }: ServerDeps, url: URL, ownerId: string | undefined): void {
  const owner = world.accounts.find(({ id }) => id === ownerId);
  const isLogin = owner?.platform === 'instagram' && owner.pageId === undefined;
  if (owner && isLogin !== url.pathname.startsWith('/instagram/')) throw graphErrors.badToken();
}

type Said = Omit<CallRecord, 'at' | 'answer'> & { readonly body: object };

/** True when the fault answered already. */
function isSpoiltBefore(
  fault: Fault | undefined,
  { response, request }: Exchange,
  deps: ServerDeps,
  record: Omit<Said, 'status' | 'body'>,
): boolean {
  if (fault?.type === 'error') {
    throw new GraphError(fault.message ?? `(#${fault.code}) Emulated`, fault);
  }
  if (fault?.type === 'htmlBefore') {
    note(deps, { ...record, status: 502, body: {} });
    sendGatewayPage(response);
    return true;
  }
  if (fault?.type === 'dropBefore') {
    note(deps, { ...record, status: 0, body: {} });
    request.socket.resetAndDestroy();
    return true;
  }
  return false;
}

/** Nobody waits longer for an answer. */
const longestHoldMs = 10 * 60_000;

async function spoilAfter(
  fault: Fault | undefined,
  deps: ServerDeps,
  response: ServerResponse,
  said: Said,
): Promise<void> {
  if (fault?.type === 'dropAfter') {
    note(deps, { ...said, status: 0 });
    response.socket?.resetAndDestroy();
  } else if (fault?.type === 'htmlAfter') {
    note(deps, { ...said, status: 502 });
    sendGatewayPage(response);
  } else if (fault?.type === 'halfJson') {
    note(deps, said);
    const text = JSON.stringify(said.body);
    response
      .writeHead(200, { 'content-type': 'application/json' })
      .end(text.slice(0, text.length / 2));
  } else {
    if (fault?.type === 'delay') await deps.pause(fault.ms);
    if (fault?.type === 'hold') await Promise.race([fault.until, deps.pause(longestHoldMs)]);
    answer(deps, response, said);
  }
}

function sendGatewayPage(response: ServerResponse): void {
  response.writeHead(502, { 'content-type': 'text/html' }).end('<html>Bad Gateway</html>');
}

function note({ calls, world }: ServerDeps, { body, ...said }: Said): void {
  calls.push({ ...said, at: world.clock.now(), answer: body });
}

function answer(deps: ServerDeps, response: ServerResponse, said: Said): void {
  note(deps, said);
  if (response.destroyed) return;
  response
    .writeHead(said.status, { 'content-type': 'application/json; charset=UTF-8' })
    .end(JSON.stringify(said.body));
}

function tokenOf(request: IncomingMessage, url: URL, json: unknown): string | undefined {
  const bearer = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
  const inBody =
    typeof json === 'object' && json !== null && 'access_token' in json
      ? String(json.access_token)
      : undefined;
  return bearer ?? url.searchParams.get('access_token') ?? inBody;
}

function readContent(
  bytes: Buffer,
  contentType: string,
): { readonly json: unknown; readonly form: Form | undefined } {
  if (bytes.length === 0) return { json: undefined, form: undefined };
  try {
    return contentType.startsWith('multipart/form-data')
      ? { json: undefined, form: readMultipart(bytes, contentType) }
      : { json: JSON.parse(bytes.toString()), form: undefined };
  } catch {
    throw graphErrors.badParameter('The body cannot be read');
  }
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= maxBodyBytes) chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function serveFile({ world }: ServerDeps, path: string, response: ServerResponse): void {
  const file = world.files.get(path);
  if (!file) {
    response.writeHead(404).end('URL signature expired');
    return;
  }
  response
    .writeHead(200, { 'content-type': file.contentType, 'content-length': file.bytes.length })
    .end(file.bytes);
}

/** Listens on the loopback and returns the port. */
export async function listenOnLoopback(server: Server, port: number): Promise<number> {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
