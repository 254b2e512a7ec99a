import { nanoid } from 'nanoid';
import type { AriEvents } from './asterisk/ari-events.ts';
import { createDial, createDialStore } from './features/dial/index.ts';
import { createTestCall, createTestCallStore } from './features/test-call/index.ts';
import { findWay } from './pbx/find-way.ts';
import { readDialplan } from './pbx/read-dialplan.ts';
import { createPlaceCall } from './telephony/place-call.ts';
import type { Shared } from './wire-deps.ts';

/** All that makes the bot place calls. */
export function wireDialing(shared: Shared, events: AriEvents) {
  const { config, core, people, chat, wordsOf, clock, log } = shared;
  const { ari, cli } = core;
  const policy = config.dialing;
  const placeCall = createPlaceCall({
    ...{ ari, policy, clock, log },
    findWay: async (ways) => findWay(await readDialplan(cli, policy.context), ways),
    newId: () => nanoid(12),
  });
  const dial = createDial({
    ...{ people, placeCall, chat, wordsOf, clock, log },
    store: createDialStore(core.database),
  });
  const testCall = createTestCall({
    ...{ ari, events, placeCall, people, chat, wordsOf, clock, log },
    store: createTestCallStore(core.database),
    apiToken: config.apiToken,
  });
  return { placeCall, dial, testCall, doors: [dial.telegram, testCall.telegram] };
}
