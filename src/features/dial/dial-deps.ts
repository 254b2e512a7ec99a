import type { Clock } from '../../lib/clock.ts';
import type { People } from '../../storage/people.ts';
import type { PlaceCall } from '../../telephony/place-call.ts';
import type { DialStore } from './store.ts';

/** Everything this feature works with. */
export type DialDeps = {
  readonly people: Pick<People, 'byTelegramId'>;
  readonly placeCall: PlaceCall;
  readonly store: DialStore;
  readonly clock: Clock;
};
