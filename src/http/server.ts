import { timingSafeEqual } from 'node:crypto';
import Fastify, { type FastifyInstance } from 'fastify';
import { Misconfigured, isSystemError, messageOf, type StopCode, Stop } from '../lib/error.ts';
import type { Log } from '../lib/log.ts';
import type { Secret } from '../lib/secret.ts';

/** One thing that must work for the process to be useful. */
export type ReadyCheck = { readonly name: string; readonly isReady: () => Promise<boolean> };

export type HttpDeps = {
  readonly host: string;
  readonly port: number;
  readonly log: Log;
  readonly readyChecks: readonly ReadyCheck[];
  /** How long a request may take to arrive; 10 s unless told. */
  readonly requestTimeoutMs?: number;
  /** What features offer over HTTP. */
  readonly routes?: readonly ((server: FastifyInstance) => void)[];
  /** Telegram's webhook door; without a secret there is none. */
  readonly telegramWebhook?:
    { readonly secret: Secret; readonly receive: (update: unknown) => Promise<void> } | undefined;
};

export type HttpServer = { readonly url: string; readonly stop: () => Promise<void> };

/** HTTP status of each kind of stop. The table in docs/errors.md says the same; a test holds them equal. */
export const statusOfStop: Readonly<Record<StopCode, number>> = {
  InvalidInput: 400,
  NotFound: 404,
  Conflict: 409,
  Denied: 403,
  Unreachable: 503,
  Refused: 502,
  Misconfigured: 500,
};

/** Telegram's updates are a few kB; a hundred times that is generous. */
const maxBodyBytes = 1024 * 1024;

/** Fastify's own defaults are "no limit". */
const usualRequestTimeoutMs = 10_000;

/** `/health` (the process), `/ready` (what it needs), and Telegram's webhook when it has a secret. */
export async function startHttpServer(deps: HttpDeps): Promise<HttpServer> {
  const { requestTimeoutMs = usualRequestTimeoutMs } = deps;
  const server = Fastify({
    bodyLimit: maxBodyBytes,
    requestTimeout: requestTimeoutMs,
    connectionTimeout: requestTimeoutMs,
    forceCloseConnections: true,
    // Node looks for those over their time each 30 s, unless told.
    http: { headersTimeout: requestTimeoutMs, connectionsCheckingInterval: 1_000 },
  });
  answerStops(server, deps.log);
  addHealth(server, deps.readyChecks);
  for (const addRoutes of deps.routes ?? []) addRoutes(server);
  if (deps.telegramWebhook) addTelegramWebhook(server, deps.telegramWebhook);
  try {
    const url = await server.listen({ host: deps.host, port: deps.port });
    return { url, stop: () => server.close() };
  } catch (error) {
    if (!isSystemError(error, 'EADDRINUSE', 'EACCES', 'EADDRNOTAVAIL')) throw error;
    throw new Misconfigured(
      `Port ${deps.port} of ${deps.host} cannot be used (${messageOf(error)}). Free it, or set HTTP_PORT in .env.`,
      { cause: error },
    );
  }
}

function answerStops(server: FastifyInstance, log: Log): void {
  server.setErrorHandler(async (error, request, reply) => {
    if (error instanceof Stop) {
      return reply
        .code(statusOfStop[error.code])
        .send({ error: error.code, message: error.message });
    }
    const status = statusFrom(error);
    if (status >= 500) {
      // The route and not the address: a token may stand there.
      log.error(
        { route: request.routeOptions.url, cause: messageOf(error) },
        'an HTTP request failed',
      );
      return reply
        .code(status)
        .send({ error: 'Bug', message: 'Something went wrong on our side.' });
    }
    return reply.code(status).send({ error: 'InvalidInput', message: messageOf(error) });
  });
}

function statusFrom(error: unknown): number {
  const isClientFault =
    error instanceof Error &&
    'statusCode' in error &&
    typeof error.statusCode === 'number' &&
    error.statusCode >= 400 &&
    error.statusCode < 500;
  return isClientFault ? Number(error.statusCode) : 500;
}

function addHealth(server: FastifyInstance, readyChecks: readonly ReadyCheck[]): void {
  server.get('/health', () => ({ status: 'ok' }));
  server.get('/ready', async (_request, reply) => {
    const checks = await Promise.all(
      readyChecks.map(async ({ name, isReady }) => [name, await isReady()] as const),
    );
    const isReady = checks.every(([, isGood]) => isGood);
    return reply
      .code(isReady ? 200 : 503)
      .send({ status: isReady ? 'ready' : 'not ready', checks: Object.fromEntries(checks) });
  });
}

function addTelegramWebhook(
  server: FastifyInstance,
  { secret, receive }: NonNullable<HttpDeps['telegramWebhook']>,
): void {
  for (const path of ['/chats/webhook/telegram', '/api/chats/webhook/telegram']) {
    server.post(path, async (request, reply) => {
      const given = request.headers['x-telegram-bot-api-secret-token'];
      if (typeof given !== 'string' || !isEqual(given, secret.reveal())) {
        return reply.code(401).send({ error: 'Denied', message: 'Wrong or missing secret token.' });
      }
      await receive(request.body);
      return reply.code(200).send({ ok: true });
    });
  }
}

/** In constant time; `timingSafeEqual` throws on unequal length, so that is looked at first. */
function isEqual(given: string, expected: string): boolean {
  const one = Buffer.from(given);
  const other = Buffer.from(expected);
  return one.length === other.length && timingSafeEqual(one, other);
}
