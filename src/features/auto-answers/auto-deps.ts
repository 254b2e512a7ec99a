import type { Clock } from '../../lib/clock.ts';
import type { Locale } from '../../lib/locale.ts';
import type { AutoStore } from './store.ts';

export type AutoDeps = {
  readonly store: AutoStore;
  /** When a person of ours wrote to this customer last, wherever that was, or took them on. */
  readonly attendedAt: (talkId: number) => Promise<number | undefined>;
  /** Whether nobody is there then; never where no hours are set. */
  readonly isAwayAt: (at: number) => boolean;
  /** When somebody is there, as people read it; undefined: no hours are set. */
  readonly hoursText: (locale: Locale) => string | undefined;
  readonly clock: Clock;
};
