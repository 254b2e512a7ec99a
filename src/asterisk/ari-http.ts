import { fetch, type RequestInit, type Response } from 'undici';
import { Misconfigured, Refused, Stop, Unreachable } from '../lib/error.ts';
import type { Secret } from '../lib/secret.ts';
import { refusalOf } from './ari-refusal.ts';
import type { AriTrust } from './ari-trust.ts';

export type AriSettings = {
  /** Where ARI lives, with its `/ari`: `http://127.0.0.1:8088/ari`. */
  readonly url: string;
  readonly username: string;
  readonly password: Secret;
  /** Whose certificates are believed at an https address; without it those of the public authorities. */
  readonly trust?: AriTrust | undefined;
};

export type AriRequest = {
  readonly method: string;
  /** What follows `/ari`, with its query. */
  readonly path: string;
  readonly body?: string | undefined;
};

export type AriReply = { readonly status: number; readonly body: Buffer };

/** 5000 endpoints are 385 kB; an answer of many times that is not ARI's. */
const maxAnswerBytes = 4 * 1024 * 1024;

/**
 * One exchange with ARI. The deadline counts from the call to the last byte of the answer.
 * Gives only good answers (2xx, JSON or empty); throws Refused with the status for all others and
 * Unreachable when none came. Credentials go to the host of the settings and follow no redirect.
 */
export async function askAri(
  settings: AriSettings,
  request: AriRequest,
  deadlineMs: number,
): Promise<AriReply> {
  const signal = AbortSignal.timeout(deadlineMs);
  const url = addressOf(settings, request.path);
  try {
    const response = await fetchTwice(url, {
      method: request.method,
      headers: {
        accept: 'application/json',
        authorization: basicAuth(settings),
        ...(request.body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(request.body !== undefined && { body: request.body }),
      ...(settings.trust && { dispatcher: settings.trust.dispatcher }),
      redirect: 'manual',
      signal,
    });
    const reply = { status: response.status, body: await readBounded(response) };
    const refusal = refusalOf(request, reply);
    if (refusal) throw refusal;
    return reply;
  } catch (error) {
    throw error instanceof Stop ? error : noAnswer(error, deadlineMs);
  }
}

function addressOf(settings: AriSettings, path: string): string {
  const base = settings.url.replace(/\/+$/, '');
  if (!URL.canParse(base) || !/^https?:/.test(base)) {
    throw new Misconfigured('The ARI address is not an http or https address.', {
      details: { url: base },
    });
  }
  return base + path;
}

function basicAuth({ username, password }: AriSettings): string {
  return `Basic ${Buffer.from(`${username}:${password.reveal()}`).toString('base64')}`;
}

/**
 * A kept-alive connection may have died with the Asterisk that was restarted: what may be repeated
 * (HTTP: GET and PUT) is asked once more on a new one.
 */
async function fetchTwice(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (error) {
    const repeatable = init.method === 'GET' || init.method === 'PUT';
    if (!repeatable || !['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET'].includes(codeOf(error) ?? '')) {
      throw error;
    }
    return await fetch(url, init);
  }
}

async function readBounded(response: Response): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const body: AsyncIterable<Uint8Array> | null = response.body;
  for await (const chunk of body ?? []) {
    size += chunk.length;
    if (size > maxAnswerBytes) {
      throw new Refused('Asterisk gave a longer answer than ARI ever gives.', {
        status: response.status,
        details: { maxAnswerBytes },
      });
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function noAnswer(error: unknown, deadlineMs: number): Unreachable {
  const isLate = error instanceof Error && error.name === 'TimeoutError';
  const reason = isLate ? 'deadline' : (codeOf(error) ?? 'unknown');
  return new Unreachable(explain(reason, deadlineMs), { cause: error, details: { reason } });
}

function explain(reason: string, deadlineMs: number): string {
  if (reason === 'deadline') return `Asterisk did not answer on ARI within ${deadlineMs / 1000} s.`;
  if (/CERT|SIGNATURE|^ERR_TLS/.test(reason)) return "ARI's certificate is not trusted here.";
  return 'Asterisk cannot be reached on ARI.';
}

/** fetch says only "fetch failed"; why is in its cause. */
function codeOf(error: unknown): string | undefined {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string'
    ? cause.code
    : undefined;
}
