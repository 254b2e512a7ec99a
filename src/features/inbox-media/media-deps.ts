import type { Clock } from '../../lib/clock.ts';
import type { Log } from '../../lib/log.ts';
import type { MediaFetch } from '../../meta/media-fetch.ts';
import type { MediaOut } from '../../telegram/media-out.ts';
import type { LinkStore } from './store.ts';

export type MediaDeps = {
  readonly store: LinkStore;
  readonly mediaFetch: Pick<MediaFetch, 'open'>;
  readonly mediaOut: MediaOut;
  /** Where people reach this server, without a slash at the end; undefined: they do not. */
  readonly publicUrl: string | undefined;
  readonly newLinkId: () => string;
  readonly clock: Clock;
  readonly log: Log;
  /** Returns early when the signal comes. */
  readonly pause: (ms: number, signal: AbortSignal) => Promise<void>;
};
