import type { AriEvents } from '../../asterisk/ari-events.ts';
import type { AriRest } from '../../asterisk/ari-rest.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Locale } from '../../lib/locale.ts';
import type { Log } from '../../lib/log.ts';
import type { WantedRow } from '../../storage/live-cards.ts';
import type { People } from '../../storage/people.ts';
import type { Routes } from '../../storage/routes.ts';
import type { CardOutbox } from '../../telegram/card-outbox.ts';
import type { Chat } from '../../telegram/chat.ts';
import type { Words } from '../../telegram/door.ts';
import type { Call } from '../../telephony/call.ts';
import type { FindCustomers } from '../../telephony/known-customer.ts';
import type { CdrLog } from '../../telephony/read-cdr.ts';
import type { CallLog } from '../../telephony/store.ts';
import type { CallStore } from './store.ts';

/** Everything this feature works with. */
export type CallsDeps = {
  readonly events: Pick<AriEvents, 'listen' | 'onState' | 'state'>;
  readonly ari: Pick<AriRest, 'listChannels'>;
  readonly store: CallStore;
  /** Asterisk's own records: what ended unseen. */
  readonly cdr: CdrLog;
  readonly callLog: Pick<CallLog, 'findLastWith' | 'listPast'>;
  readonly people: Pick<People, 'list'>;
  readonly routes: Routes;
  readonly outbox: Pick<CardOutbox, 'wake'>;
  readonly findCustomers: FindCustomers;
  /**
   * What others show of these calls, and the keys of messages of theirs that should go; `gone` are calls
   * that became part of others. It is written together with the calls.
   */
  readonly makeOtherCards: (
    calls: readonly Call[],
    gone: readonly string[],
  ) => Promise<{ readonly cards: readonly WantedRow[]; readonly dropped: readonly string[] }>;
  readonly chat: Pick<Chat, 'sendMessage'>;
  readonly wordsOf: (locale: Locale) => Words;
  /** These calls were written down, as they stand now. */
  readonly onSaved: (calls: readonly Call[]) => void;
  readonly clock: Clock;
  readonly log: Log;
  /** IANA name, for the times people read. */
  readonly timeZone: string;
};
