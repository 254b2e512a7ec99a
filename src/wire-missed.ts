import { callRoute, type Calls } from './features/calls/index.ts';
import { createMissedCalls, createMissedStore } from './features/missed-calls/index.ts';
import type { Audit } from './storage/audit.ts';
import { createRoutes } from './storage/routes.ts';
import type { CardOutbox } from './telegram/card-outbox.ts';
import type { FindCustomers } from './telephony/known-customer.ts';
import type { PlaceCall } from './telephony/place-call.ts';
import { createCallLog } from './telephony/store.ts';
import type { Shared } from './wire-deps.ts';

export type WireMissedDeps = {
  readonly shared: Shared;
  readonly live: Calls['live'];
  readonly placeCall: PlaceCall;
  readonly findCustomers: FindCustomers;
  readonly audit: Audit;
  readonly outbox: Pick<CardOutbox, 'wake'>;
  readonly isQuiet: (at: number) => boolean;
};

/** The worklist of missed calls. */
export function wireMissed({ shared, ...deps }: WireMissedDeps) {
  const { config, core, people, wordsOf, clock, log } = shared;
  const { database } = core;
  const { escalateAfterSeconds, supervisorAfterMinutes } = config.missedCalls;
  const routes = createRoutes(database);
  return createMissedCalls({
    ...deps,
    store: createMissedStore(database),
    callLog: createCallLog(database),
    findRoute: () => routes.find(callRoute),
    policy: {
      escalateAfterMs: escalateAfterSeconds * 1000,
      supervisorAfterMs: supervisorAfterMinutes * 60_000,
    },
    ...{ people, wordsOf, clock, log, timeZone: config.timeZone },
  });
}
