import { lookup as systemLookup, type LookupAddress } from 'node:dns';
import { Agent } from 'undici';
import { isPublicAddress, readMediaUrl } from './media-address.ts';

export type Media = {
  /** In lower case, without parameters; '' if not told. */
  readonly contentType: string;
  /** In bytes, as the server says. */
  readonly size: number | undefined;
  /** Throws when it breaks off, takes too long, or is larger than it may be. */
  readonly bytes: AsyncIterable<Uint8Array>;
  /** Why the bytes ended before their end; undefined while they did not. */
  readonly failure: () => unknown;
};

export type FetchedMedia =
  | { readonly type: 'had'; readonly media: Media }
  | { readonly type: 'tooBig' }
  /** The server cannot be reached or has trouble: perhaps later. */
  | { readonly type: 'later' }
  /** It is not there, or no place to fetch from. */
  | { readonly type: 'gone' };

export type MediaFetch = {
  readonly open: (url: string, maxBytes: number) => Promise<FetchedMedia>;
  readonly close: () => Promise<void>;
};

const mostRedirects = 3;
const connectMs = 5000;
const wholeMs = 60_000;

/**
 * Fetches what Meta's CDN holds of a customer's message. The address comes from outside: only https to
 * public addresses, the one that was checked is the one that is called, and each redirect is checked anew.
 * `trustedOrigin`: another server that stands for Meta, such as the emulator.
 */
export function createMediaFetch({
  trustedOrigin,
  lookup = systemLookup,
}: {
  readonly trustedOrigin?: string | undefined;
  /** The machine's own, unless told. */
  readonly lookup?: Lookup;
}): MediaFetch {
  const guarded = new Agent({ connect: { timeout: connectMs, lookup: lookupPublic(lookup) } });
  const trusted = new Agent({ connect: { timeout: connectMs } });

  const open = async (text: string, maxBytes: number, redirects = 0): Promise<FetchedMedia> => {
    const url = readMediaUrl(text, trustedOrigin);
    if (!url) return { type: 'gone' };
    const signal = AbortSignal.timeout(wholeMs);
    try {
      const { statusCode, headers, body } = await (
        url.origin === trustedOrigin ? trusted : guarded
      ).request({ origin: url.origin, path: url.pathname + url.search, method: 'GET', signal });
      // Bytes that nobody reads may break off as they like.
      body.on('error', () => undefined);
      const { location } = headers;
      const size = Number(headers['content-length'] ?? NaN);
      if (statusCode === 200 && !(size > maxBytes)) {
        return { type: 'had', media: mediaOf(headers['content-type'], size, body, maxBytes) };
      }
      body.destroy();
      if (statusCode === 200) return { type: 'tooBig' };
      const isRedirect = [301, 302, 303, 307, 308].includes(statusCode);
      if (isRedirect && typeof location === 'string' && redirects < mostRedirects) {
        if (!URL.canParse(location, url.href)) return { type: 'gone' };
        return await open(new URL(location, url).href, maxBytes, redirects + 1);
      }
      return { type: statusCode === 429 || statusCode >= 500 ? 'later' : 'gone' };
    } catch (error) {
      return { type: error instanceof NotPublic ? 'gone' : 'later' };
    }
  };
  return {
    open: (url, maxBytes) => open(url, maxBytes),
    close: async () => {
      await Promise.all([guarded.destroy(), trusted.destroy()]);
    },
  };
}

/** All addresses of a name, as node's own `lookup` finds them. */
export type Lookup = (
  host: string,
  options: { readonly all: true },
  done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

class NotPublic extends Error {}

/** Only what is public counts; the connection is made to what was looked up here. */
function lookupPublic(lookup: Lookup) {
  return (host: string, options: object, done: Parameters<Lookup>[2]): void => {
    lookup(host, { ...options, all: true }, (error, addresses) => {
      if (error) {
        done(error, []);
        return;
      }
      const isSafe =
        addresses.length > 0 && addresses.every(({ address }) => isPublicAddress(address));
      if (isSafe) done(null, addresses);
      else done(new NotPublic(`${host} is no public place`), []);
    });
  };
}

function mediaOf(
  contentType: unknown,
  size: number,
  body: AsyncIterable<Uint8Array> & { readonly destroy: () => unknown },
  maxBytes: number,
): Media {
  let failure: unknown;
  const read = async function* (): AsyncGenerator<Uint8Array> {
    let length = 0;
    try {
      for await (const chunk of body) {
        length += chunk.length;
        if (length > maxBytes) throw new Error('longer than the server said');
        yield chunk;
      }
    } catch (error) {
      failure = error;
      throw error;
    } finally {
      body.destroy();
    }
  };
  const type = typeof contentType === 'string' ? contentType : '';
  return {
    contentType: type.split(';')[0]?.trim().toLowerCase() ?? '',
    size: Number.isNaN(size) ? undefined : size,
    bytes: read(),
    failure: () => failure,
  };
}
