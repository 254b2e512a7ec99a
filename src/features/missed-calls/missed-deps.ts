import type { Clock } from '../../lib/clock.ts';
import type { Locale } from '../../lib/locale.ts';
import type { Log } from '../../lib/log.ts';
import type { Mutex } from '../../lib/mutex.ts';
import type { Audit } from '../../storage/audit.ts';
import type { People } from '../../storage/people.ts';
import type { Routes } from '../../storage/routes.ts';
import type { CardOutbox } from '../../telegram/card-outbox.ts';
import type { Words } from '../../telegram/door.ts';
import type { Call } from '../../telephony/call.ts';
import type { FindCustomers } from '../../telephony/known-customer.ts';
import type { PlaceCall } from '../../telephony/place-call.ts';
import type { CallLog } from '../../telephony/store.ts';
import type { MissedStore } from './store.ts';

/** What the worklist needs from outside. */
export type MissedCallsDeps = {
  readonly store: MissedStore;
  readonly callLog: Pick<CallLog, 'listWith'>;
  readonly findCustomers: FindCustomers;
  /** The calls that are going on. */
  readonly live: () => readonly Call[];
  readonly placeCall: PlaceCall;
  readonly people: Pick<People, 'byTelegramId' | 'list'>;
  /** Where the calls are shown: the worklist's cards stand among them. */
  readonly findRoute: () => ReturnType<Routes['find']>;
  readonly outbox: Pick<CardOutbox, 'wake'>;
  readonly audit: Pick<Audit, 'record'>;
  readonly wordsOf: (locale: Locale) => Words;
  /** Nothing should make a sound now. */
  readonly isQuiet: (at: number) => boolean;
  readonly policy: {
    /** Nobody has taken it for so long: those on duty are told. */
    readonly escalateAfterMs: number;
    /** And then the supervisors. */
    readonly supervisorAfterMs: number;
  };
  readonly clock: Clock;
  readonly log: Log;
  /** IANA name, for the times people read. */
  readonly timeZone: string;
};

/** `inTurn`: who changes an entry reads and writes it alone, so that of two who press one is first. */
export type WorklistDeps = MissedCallsDeps & { readonly inTurn: Mutex };
