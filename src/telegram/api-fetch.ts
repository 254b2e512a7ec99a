import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Dispatcher } from 'undici';
import { messageOf } from '../lib/error.ts';
import { backoffMs } from '../lib/retry.ts';

export type ApiFetchDeps = {
  /** Scheme, host and port of the Bot API: what every address begins with. */
  readonly origin: string;
  /** Destroying it ends the calls under way. */
  readonly dispatcher: Pick<Dispatcher, 'request'>;
  /** Milliseconds of a clock that never jumps. */
  readonly monotonicMs: () => number;
  readonly random: () => number;
  /** How often a call is tried when the trouble is not Telegram's "wait"; 1: never again. */
  readonly tries: number;
  /** Milliseconds without an answer after which a try has failed. */
  readonly deadlineMs: number;
  /** Until when Telegram wants no calls, per chat ('' for calls that belong to none). */
  readonly penalties: Map<string, number>;
  /** What Telegram may ask us to wait and we do; longer, the caller is told. */
  readonly longestWaitMs: number;
  /** Ends every wait: the bot is stopping. */
  readonly stopping: AbortSignal;
};

type ApiRequest = {
  readonly headers?: unknown;
  readonly body?: unknown;
};

type ApiResponse = { readonly json: () => Promise<unknown> };

/** For a 429 without `retry_after`. */
const unsaidWaitSeconds = 30;

const jsonHeaders = { 'content-type': 'application/json' };

const retryWait = { baseMs: 300, capMs: 3000 };

/**
 * The transport under grammY's client: undici's `request`, which costs half of grammY's own, with the
 * retries beneath everything (API transformers are not inherited inside conversations). A 429 is
 * waited out exactly, uncounted, and holds back the other calls to that chat; 5xx, HTML, broken JSON
 * and lost connections are tried again; uploads (streams) are sent once.
 */
export function createApiFetch(deps: ApiFetchDeps) {
  const { penalties, longestWaitMs } = deps;

  return async (url: unknown, init: ApiRequest = {}): Promise<ApiResponse> => {
    const { body } = init;
    const text = typeof body === 'string' ? body : undefined;
    const chat = text === undefined ? '' : chatOf(text);
    for (let attempt = 1; ;) {
      const held = await outwait(deps, chat);
      if (held) return answered(held);
      const isLast = text === undefined || attempt >= deps.tries;
      const outcome = await tryOnce(deps, String(url), init, isLast);
      const waitSeconds = retryAfter(outcome);
      if (waitSeconds !== undefined) {
        penalties.set(chat, deps.monotonicMs() + waitSeconds * 1000);
        if (text === undefined || waitSeconds * 1000 > longestWaitMs) return answered(outcome);
        continue;
      }
      if (outcome !== undefined) return answered(outcome);
      await sleep(backoffMs(attempt, deps.random, retryWait), undefined, { signal: deps.stopping });
      attempt += 1;
    }
  };
}

function answered(outcome: unknown): ApiResponse {
  return { json: () => Promise.resolve(outcome) };
}

/** One try: Telegram's answer, or undefined when it should be tried again. The last try throws instead. */
async function tryOnce(
  { origin, dispatcher, deadlineMs, stopping }: ApiFetchDeps,
  url: string,
  { headers, body }: ApiRequest,
  isLast: boolean,
): Promise<unknown> {
  try {
    const response = await dispatcher.request({
      origin,
      path: url.slice(origin.length),
      method: 'POST',
      headers: headers === undefined ? jsonHeaders : { 'content-type': contentType(headers) },
      body: streamOrText(body),
      headersTimeout: deadlineMs,
      bodyTimeout: deadlineMs,
    });
    const answer = await response.body.text();
    if (response.statusCode >= 500) throw new Error(`HTTP ${response.statusCode}`);
    const parsed: unknown = JSON.parse(answer);
    if (!isApiAnswer(parsed)) throw new Error(`HTTP ${response.statusCode} without an answer`);
    return parsed;
  } catch (error) {
    if (isLast || stopping.aborted) throw new Error(messageOf(error), { cause: error });
    return undefined;
  }
}

/** Waits for the chat's penalty to end; a too long one is answered with what is left of it. */
async function outwait(
  { monotonicMs, penalties, longestWaitMs, stopping }: ApiFetchDeps,
  chat: string,
): Promise<unknown> {
  for (;;) {
    const until = penalties.get(chat);
    if (until === undefined) return undefined;
    const leftMs = until - monotonicMs();
    if (leftMs <= 0) {
      penalties.delete(chat);
      return undefined;
    }
    if (leftMs > longestWaitMs) return tooManyRequests(Math.ceil(leftMs / 1000));
    await sleep(leftMs, undefined, { signal: stopping });
  }
}

function tooManyRequests(seconds: number): unknown {
  return {
    ok: false,
    error_code: 429,
    description: `Too Many Requests: retry after ${seconds}`,
    parameters: { retry_after: seconds },
  };
}

function isApiAnswer(answer: unknown): answer is { readonly ok: boolean } {
  return (
    typeof answer === 'object' &&
    answer !== null &&
    'ok' in answer &&
    (answer.ok === true || ('error_code' in answer && typeof answer.error_code === 'number'))
  );
}

/** Seconds to wait, if the answer is a 429. */
function retryAfter(answer: unknown): number | undefined {
  if (!isApiAnswer(answer) || answer.ok) return undefined;
  if (!('error_code' in answer) || answer.error_code !== 429) return undefined;
  const parameters = 'parameters' in answer ? answer.parameters : undefined;
  if (typeof parameters === 'object' && parameters !== null && 'retry_after' in parameters) {
    if (typeof parameters.retry_after === 'number') return parameters.retry_after;
  }
  return unsaidWaitSeconds;
}

/** `chat_id` is the first field of what this house sends, so the first match is the real one. */
function chatOf(body: string): string {
  return /^\{"chat_id":(-?\d+)/.exec(body)?.[1] ?? '';
}

function contentType(headers: unknown): string {
  if (typeof headers === 'object' && headers !== null && 'content-type' in headers) {
    if (typeof headers['content-type'] === 'string') return headers['content-type'];
  }
  return 'application/json';
}

function streamOrText(body: unknown): string | Readable {
  if (typeof body === 'string' || body instanceof Readable) return body;
  throw new TypeError('grammY sends text or a stream');
}
