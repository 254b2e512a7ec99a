import type { LinkState } from '../../asterisk/ari-events.ts';
import type { EndpointState } from '../../asterisk/ari-rest.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Locale } from '../../lib/locale.ts';
import type { Log } from '../../lib/log.ts';
import type { People } from '../../storage/people.ts';
import type { CardOutbox } from '../../telegram/card-outbox.ts';
import type { Words } from '../../telegram/door.ts';
import type { Call } from '../../telephony/call.ts';
import type { BoardStore } from './store.ts';

/** Everything this feature works with. */
export type BoardDeps = {
  readonly live: () => readonly Call[];
  /** The staff phones as Asterisk's files have them. */
  readonly listPhones: () => Promise<readonly { readonly number: string; readonly name: string }[]>;
  readonly ari: { readonly listEndpoints: () => Promise<readonly EndpointState[]> };
  /** Without its events the calls are not seen. */
  readonly linkState: () => LinkState;
  readonly people: Pick<People, 'list'>;
  readonly store: BoardStore;
  readonly outbox: Pick<CardOutbox, 'wake'>;
  readonly wordsOf: (locale: Locale) => Words;
  readonly clock: Clock;
  readonly log: Log;
  /** IANA name. */
  readonly timeZone: string;
};
