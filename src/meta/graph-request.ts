import { createHmac } from 'node:crypto';
import type { Readable } from 'node:stream';
import { type Dispatcher } from 'undici';
import { z } from 'zod';
import type { Secret } from '../lib/secret.ts';
import { readGraphFailure, type GraphFailure } from './graph-failure.ts';

export type GraphRequest = {
  readonly method: 'GET' | 'POST';
  /** After the version, without a slash before. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: string | Readable;
  readonly headers?: Readonly<Record<string, string>>;
};

export type GraphLine = {
  /** `https://graph.facebook.com`, or another server; a path may follow. */
  readonly root: string;
  /** As in `v25.0`. */
  readonly version: string;
  readonly token: Secret;
  /** With it each call proves that it comes from the app's own server; the secret must be of the token's app. */
  readonly appSecret: Secret | undefined;
  readonly dispatcher: Pick<Dispatcher, 'request'>;
  /** Until the last byte of the answer. */
  readonly deadlineMs: number;
};

export type GraphReply = { readonly type: 'answered'; readonly body: unknown } | GraphFailure;

/** A page of conversations is a few hundred kB. */
const maxAnswerBytes = 4 * 1024 * 1024;

/**
 * One exchange with the Graph API, never repeated here: who calls knows whether that is safe. The token
 * travels in a header, since addresses are written down on the way.
 */
export async function askGraph(line: GraphLine, request: GraphRequest): Promise<GraphReply> {
  const { origin, path } = addressOf(line, request);
  try {
    const response = await line.dispatcher.request({
      ...{ origin, path, method: request.method, body: request.body ?? null },
      headers: {
        authorization: `Bearer ${line.token.reveal()}`,
        ...(typeof request.body === 'string' && { 'content-type': 'application/json' }),
        ...request.headers,
      },
      signal: AbortSignal.timeout(line.deadlineMs),
    });
    const body = parseJson(await readBounded(response.body));
    // What cannot be read may have been done: a gateway's page comes after the deed too.
    if (body === undefined) return { type: 'unanswered' };
    if (response.statusCode >= 200 && response.statusCode < 300) return { type: 'answered', body };
    const waitMs = waitOf(response.headers['x-business-use-case-usage']);
    return readGraphFailure(body, waitMs) ?? { type: 'unanswered' };
  } catch (error) {
    return wasNeverSent(error) ? { type: 'unreached' } : { type: 'unanswered' };
  }
}

function addressOf(line: GraphLine, { path, query }: GraphRequest) {
  const url = new URL(`${line.root.replace(/\/+$/, '')}/${line.version}/${path}`);
  for (const [name, value] of Object.entries(query ?? {})) url.searchParams.set(name, value);
  if (line.appSecret) {
    const proof = createHmac('sha256', line.appSecret.reveal()).update(line.token.reveal());
    url.searchParams.set('appsecret_proof', proof.digest('hex'));
  }
  return { origin: url.origin, path: url.pathname + url.search };
}

/** Before a connection stood, nothing left this machine. */
const beforeConnection = [
  ...['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'],
  ...['UND_ERR_CONNECT_TIMEOUT', 'ERR_TLS_CERT_ALTNAME_INVALID', 'CERT_HAS_EXPIRED'],
  ...['DEPTH_ZERO_SELF_SIGNED_CERT', 'SELF_SIGNED_CERT_IN_CHAIN'],
  ...['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY'],
];

function wasNeverSent(error: unknown): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    typeof error.code === 'string' &&
    beforeConnection.includes(error.code)
  );
}

async function readBounded(body: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > maxAnswerBytes) throw new Error('a longer answer than the Graph API ever gives');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** An object, or undefined. */
function parseJson(bytes: Buffer): unknown {
  try {
    const body: unknown = JSON.parse(bytes.toString());
    return typeof body === 'object' && body !== null ? body : undefined;
  } catch {
    return undefined;
  }
}

/** In minutes, of each limit that is used up. */
const Usage = z.record(
  z.string(),
  z.array(z.object({ estimated_time_to_regain_access: z.number().catch(0) })),
);

function waitOf(header: unknown): number | undefined {
  if (typeof header !== 'string') return undefined;
  const usage = Usage.safeParse(parseJson(Buffer.from(header)));
  if (!usage.success) return undefined;
  const minutes = Object.values(usage.data)
    .flat()
    .map((one) => one.estimated_time_to_regain_access);
  const longest = Math.max(0, ...minutes);
  return longest > 0 ? longest * 60_000 : undefined;
}
