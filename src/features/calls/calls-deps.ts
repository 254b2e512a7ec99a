import type { AriEvents } from '../../asterisk/ari-events.ts';
import type { AriRest } from '../../asterisk/ari-rest.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Log } from '../../lib/log.ts';
import type { People } from '../../storage/people.ts';
import type { CallStore } from './store.ts';

/** Everything this feature works with. */
export type CallsDeps = {
  readonly events: Pick<AriEvents, 'listen' | 'onState' | 'state'>;
  readonly ari: Pick<AriRest, 'listChannels'>;
  readonly store: CallStore;
  readonly people: Pick<People, 'list'>;
  readonly clock: Clock;
  readonly log: Log;
  /** IANA name, for the times people read. */
  readonly timeZone: string;
};
