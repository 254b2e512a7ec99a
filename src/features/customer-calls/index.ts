import { createMutex } from '../../lib/mutex.ts';
import type { Happening } from '../../meta/customer-event.ts';
import type { TelegramDoor, Words } from '../../telegram/door.ts';
import type { Call } from '../../telephony/call.ts';
import type { FindCustomers } from '../../telephony/known-customer.ts';
import type { CustomerCallsDeps } from './customer-calls-deps.ts';
import { findCustomers } from './find-customers.ts';
import { followCustomer } from './follow-customer.ts';
import { makeCallCards } from './make-call-cards.ts';
import { customerCallsOnTelegram } from './on-telegram.ts';
import { readHeadPart } from './read-head-part.ts';

export { createCustomerCallStore } from './store.ts';

export type CustomerCalls = {
  readonly telegram: TelegramDoor;
  readonly findCustomers: FindCustomers;
  /** What the topics should show of these calls; to be written with them. */
  readonly makeCallCards: (
    calls: readonly Call[],
    gone: readonly string[],
  ) => ReturnType<typeof makeCallCards>;
  /** This was said, changed or taken back; it may be told again after a crash. */
  readonly hear: (talkId: number, happening: Happening) => Promise<void>;
  /** For the head of the customer's topic. */
  readonly readHeadPart: (talkId: number, words: Words) => ReturnType<typeof readHeadPart>;
};

/** A customer who writes is tied to the number from which they call. */
export function createCustomerCalls(given: CustomerCallsDeps): CustomerCalls {
  const deps = { ...given, inTurn: createMutex() };
  return {
    telegram: customerCallsOnTelegram(deps),
    findCustomers: (numbers) => findCustomers(deps, numbers),
    makeCallCards: (calls, gone) => makeCallCards(deps, calls, gone),
    hear: (talkId, happening) => followCustomer(deps, talkId, happening),
    readHeadPart: (talkId, words) => readHeadPart(deps, talkId, words),
  };
}
