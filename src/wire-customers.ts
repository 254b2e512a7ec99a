import { createCustomerCalls, createCustomerCallStore } from './features/customer-calls/index.ts';
import { createDialStore } from './features/dial/index.ts';
import { inboxRoute } from './features/inbox-topics/index.ts';
import type { Audit } from './storage/audit.ts';
import { createRoutes } from './storage/routes.ts';
import type { CardOutbox } from './telegram/card-outbox.ts';
import { topicLink } from './telegram/topic-link.ts';
import type { Call } from './telephony/call.ts';
import type { PlaceCall } from './telephony/place-call.ts';
import type { Shared } from './wire-deps.ts';

export type WireCustomerCallsDeps = {
  readonly shared: Shared;
  readonly live: () => readonly Call[];
  readonly placeCall: PlaceCall;
  readonly audit: Audit;
  readonly outbox: Pick<CardOutbox, 'wake'>;
  readonly touchHead: (talkId: number) => void;
  readonly retell: (number: string) => void;
};

/** Customers who write, tied to the numbers from which they call. */
export function wireCustomerCalls({ shared, ...deps }: WireCustomerCallsDeps) {
  const { config, core, people, wordsOf, clock } = shared;
  const { database } = core;
  const routes = createRoutes(database);
  return createCustomerCalls({
    ...{ ...deps, people, wordsOf, clock, topicLink, timeZone: config.timeZone },
    store: createCustomerCallStore(database),
    beginCall: createDialStore(database).begin,
    findRoute: () => routes.find(inboxRoute),
  });
}
