import type { Clock } from '../../lib/clock.ts';
import type { Locale } from '../../lib/locale.ts';
import type { Log } from '../../lib/log.ts';
import type { People } from '../../storage/people.ts';
import type { Chat } from '../../telegram/chat.ts';
import type { Words } from '../../telegram/door.ts';
import type { PlaceCall } from '../../telephony/place-call.ts';
import type { DialStore } from './store.ts';

/** Everything this feature works with. */
export type DialDeps = {
  readonly people: Pick<People, 'byTelegramId'>;
  readonly placeCall: PlaceCall;
  readonly store: DialStore;
  readonly chat: Pick<Chat, 'editMessage'>;
  readonly wordsOf: (locale: Locale) => Words;
  readonly clock: Clock;
  readonly log: Log;
};
