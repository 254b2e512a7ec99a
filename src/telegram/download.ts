import { GrammyError, type Api } from 'grammy';
import type { Dispatcher } from 'undici';
import { messageOf, Unreachable } from '../lib/error.ts';
import type { Log } from '../lib/log.ts';
import { backoffMs, pause } from '../lib/retry.ts';
import { stopOf } from './api-trouble.ts';
import type { SentDocument } from './entrance.ts';

export type DownloadDeps = {
  readonly api: Pick<Api, 'getFile'>;
  /** Scheme, host and port of the Bot API. */
  readonly origin: string;
  readonly dispatcher: Pick<Dispatcher, 'request'>;
  /** A file's address below the origin. It holds the token: into no log and no error with it. */
  readonly addressOf: (filePath: string) => string;
  readonly random: () => number;
  readonly log: Log;
  /** Milliseconds after which a file could not be had. */
  readonly downloadMs: number;
  /** The bot is stopping. */
  readonly stopping: AbortSignal;
};

export type Downloaded =
  | { readonly type: 'had'; readonly bytes: Uint8Array }
  | { readonly type: 'tooBig' }
  /** Telegram does not give it, or not in time. */
  | { readonly type: 'lost' };

/**
 * Fetches what a person sent, into memory. Telegram gives bots files of up to 20 MB. Throws
 * Unreachable only when the bot stops in the middle. Source: Bot API, getFile.
 */
export type Download = (document: SentDocument, maxBytes: number) => Promise<Downloaded>;

const tries = 3;

export function createDownload(deps: DownloadDeps): Download {
  const { random, log, downloadMs, stopping } = deps;
  return async ({ fileId, size = 0 }, maxBytes) => {
    if (size > maxBytes) return { type: 'tooBig' };
    const signal = AbortSignal.any([stopping, AbortSignal.timeout(downloadMs)]);
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await tryOnce(deps, { fileId, maxBytes, signal });
      } catch (error) {
        if (stopping.aborted) throw new Unreachable('The bot stopped during a download.');
        const cause = messageOf(stopOf(error));
        if (error instanceof GrammyError && /file is too big/i.test(cause)) {
          return { type: 'tooBig' };
        }
        log.warn({ attempt, cause }, 'a file could not be downloaded');
        const isRefused = error instanceof GrammyError;
        if (isRefused || attempt >= tries || signal.aborted) return { type: 'lost' };
      }
      await pause(backoffMs(attempt, random, { capMs: 2000 }), signal);
    }
  };
}

async function tryOnce(
  { api, origin, dispatcher, addressOf }: DownloadDeps,
  {
    fileId,
    maxBytes,
    signal,
  }: { readonly fileId: string; readonly maxBytes: number; readonly signal: AbortSignal },
): Promise<Downloaded> {
  // Asked for anew at each try: an address may have died.
  const { file_path: filePath = '' } = await api.getFile(fileId);
  const { statusCode, body } = await dispatcher.request({
    origin,
    path: addressOf(filePath),
    method: 'GET',
    signal,
  });
  if (statusCode !== 200) {
    await body.dump();
    throw new Error(`HTTP ${statusCode}`);
  }
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body as AsyncIterable<Uint8Array>) {
    length += chunk.length;
    // Leaving the loop ends the download.
    if (length > maxBytes) return { type: 'tooBig' };
    chunks.push(chunk);
  }
  return { type: 'had', bytes: Buffer.concat(chunks) };
}
