import type { Clock } from '../../lib/clock.ts';
import type { Locale } from '../../lib/locale.ts';
import type { Mutex } from '../../lib/mutex.ts';
import type { Audit } from '../../storage/audit.ts';
import type { People } from '../../storage/people.ts';
import type { Route } from '../../storage/routes.ts';
import type { CardOutbox } from '../../telegram/card-outbox.ts';
import type { Words } from '../../telegram/door.ts';
import type { Call } from '../../telephony/call.ts';
import type { PlaceCall } from '../../telephony/place-call.ts';
import type { CustomerCallStore } from './store.ts';

/** Everything this feature works with. */
export type CustomerCallsDeps = {
  readonly store: CustomerCallStore;
  readonly people: Pick<People, 'byTelegramId' | 'list'>;
  /** Where customers are shown now. */
  readonly findRoute: () => Promise<Route | undefined>;
  readonly outbox: Pick<CardOutbox, 'wake'>;
  readonly audit: Pick<Audit, 'record'>;
  readonly wordsOf: (locale: Locale) => Words;
  /** The calls that are going on. */
  readonly live: () => readonly Call[];
  readonly placeCall: PlaceCall;
  /** Writes down that this Telegram update had a number called. False: it was written down before. */
  readonly beginCall: (updateId: number, at: number) => Promise<boolean>;
  /** Leads to a topic. */
  readonly topicLink: (chatId: number, topicId: number) => string | undefined;
  /** The head of the topic may have to show something else. */
  readonly touchHead: (talkId: number) => void;
  /** Whose this number is has changed: what is shown of its calls may have to change. */
  readonly retell: (number: string) => void;
  readonly clock: Clock;
  /** IANA name, for the times people read. */
  readonly timeZone: string;
};

/** `inTurn`: who changes a customer's numbers reads and writes them alone. */
export type TieDeps = CustomerCallsDeps & { readonly inTurn: Mutex };
