import { GrammyError, type Api } from 'grammy';
import type { Dispatcher } from 'undici';

export type FileSourceDeps = {
  readonly api: Pick<Api, 'getFile'>;
  /** Scheme, host and port of the Bot API. */
  readonly origin: string;
  readonly dispatcher: Pick<Dispatcher, 'request'>;
  /** A file's address below the origin. It holds the token: into no log and no error with it. */
  readonly addressOf: (filePath: string) => string;
  /** The bot is stopping. */
  readonly stopping: AbortSignal;
};

export type OpenedFile =
  | { readonly type: 'open'; readonly size: number; readonly bytes: AsyncIterable<Uint8Array> }
  /** Telegram does not give it, now or ever; it gives bots files of up to 20 MB. */
  | { readonly type: 'lost' }
  | { readonly type: 'later' };

/** Opens what a person sent, to flow on to somewhere else. Source: Bot API, getFile. */
export type OpenFile = (fileId: string) => Promise<OpenedFile>;

const wholeMs = 120_000;

export function createOpenFile(deps: FileSourceDeps): OpenFile {
  return async (fileId) => {
    try {
      const { file_path: filePath = '', file_size: told } = await deps.api.getFile(fileId);
      const { statusCode, headers, body } = await deps.dispatcher.request({
        ...{ origin: deps.origin, path: deps.addressOf(filePath), method: 'GET' },
        signal: AbortSignal.any([deps.stopping, AbortSignal.timeout(wholeMs)]),
      });
      // Bytes that nobody reads may break off as they like.
      body.on('error', () => undefined);
      const size = Number(headers['content-length'] ?? told ?? NaN);
      if (statusCode === 200 && !Number.isNaN(size)) return { type: 'open', size, bytes: body };
      await body.dump();
      return { type: statusCode >= 500 ? 'later' : 'lost' };
    } catch (error) {
      return { type: error instanceof GrammyError ? 'lost' : 'later' };
    }
  };
}
