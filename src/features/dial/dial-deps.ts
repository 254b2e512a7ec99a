import type { People } from '../../storage/people.ts';
import type { PlaceCall } from '../../telephony/place-call.ts';

/** Everything this feature works with. */
export type DialDeps = {
  readonly people: Pick<People, 'byTelegramId'>;
  readonly placeCall: PlaceCall;
};
