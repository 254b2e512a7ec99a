import { AsyncLocalStorage } from 'node:async_hooks';
import { Module, createRequire } from 'node:module';
import type { AriReply, AriRequest } from './ari-http.ts';

/** Carries one of ari-client's requests to Asterisk. */
export type Carry = (request: AriRequest) => Promise<AriReply>;

const current = new AsyncLocalStorage<Carry>();

/**
 * Runs a call into ari-client so that all its requests go through `carry`.
 * Call `installTransport` once before, and before ari-client is loaded.
 */
export function carriedBy<Result>(carry: Carry, call: () => Result): Result {
  return current.run(carry, call);
}

type SwaggerExchange = {
  readonly url: string;
  readonly method: string;
  readonly body?: string;
  readonly on: {
    readonly response: (reply: { status: number; data: Buffer }) => void;
    readonly error: (error: unknown) => void;
  };
};

type SwaggerClient = {
  readonly SwaggerHttp: { readonly prototype: { execute: (exchange: SwaggerExchange) => void } };
};

/**
 * Puts our HTTP under swagger-client 2, which ari-client uses. Its own has no deadline, loses the
 * status, never reports a refused connection, dies of an answer that is not JSON, and takes its
 * credentials from one place for the whole process (docs/decisions/0002). Doing it again is harmless.
 *
 * `request` is never loaded. ari-client uses it for one look at the docs before swagger-client reads
 * them, without a deadline; that is 8 MB of memory for what our ping has just told.
 */
export function installTransport(): void {
  const fromHere = createRequire(import.meta.url);
  const fromAriClient = createRequire(fromHere.resolve('ari-client'));
  const requestFile = fromAriClient.resolve('request');
  fromAriClient.cache[requestFile] ??= Object.assign(new Module(requestFile), {
    ...{ loaded: true, exports: isReachable },
  });
  const swagger = fromAriClient('swagger-client') as SwaggerClient;
  swagger.SwaggerHttp.prototype.execute = (exchange) => void execute(exchange);
  // swagger-client keeps a global `log` that prints "deprecated version" at each connect and
  // remembers all it ever printed. Nothing in it is for us.
  Object.assign(globalThis, { log: () => undefined });
}

/** In the place of `request`: no error means that the docs can be read, and whoever reads them will see. */
function isReachable(_url: string, answer: (error: null) => void): void {
  answer(null);
}

/** Never throws: nobody could catch it. swagger-client throws strings from its own callbacks. */
async function execute(exchange: SwaggerExchange): Promise<void> {
  const { method, url, body, on } = exchange;
  try {
    const carry = current.getStore();
    if (!carry) throw new Error('ari-client was called outside carriedBy');
    const reply = await carry({ method: method.toUpperCase(), path: pathOf(url), body });
    on.response({ status: reply.status, data: reply.body });
  } catch (error) {
    try {
      on.error(error);
    } catch {
      // `on.error` has rejected the promise already; what it throws after that is the string
      // that would kill the process.
    }
  }
}

/**
 * The API docs say where they think they are (from the Host header, always http), so only what
 * follows `/ari` counts; the settings say where to send it.
 */
function pathOf(url: string): string {
  return url.replace(/^https?:\/\/.*?\/ari(?=\/)/, '');
}
