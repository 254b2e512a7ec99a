import { nanoid } from 'nanoid';
import { createDial } from './features/dial/index.ts';
import { findWay } from './pbx/find-way.ts';
import { readDialplan } from './pbx/read-dialplan.ts';
import { createPlaceCall } from './telephony/place-call.ts';
import type { Shared } from './wire-deps.ts';

/** All that makes the bot place calls. */
export function wireDialing({ config, core, people, clock, log }: Shared) {
  const { ari, cli } = core;
  const policy = config.dialing;
  const placeCall = createPlaceCall({
    ...{ ari, policy, clock, log },
    findWay: async (ways) => findWay(await readDialplan(cli, policy.context), ways),
    newId: () => nanoid(12),
  });
  const dial = createDial({ people, placeCall });
  return { placeCall, doors: [dial.telegram] };
}
