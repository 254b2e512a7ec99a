import { expect, test } from 'vitest';
import { createLog } from '../../src/lib/log.ts';
import { createPlaceCall } from '../../src/telephony/place-call.ts';

const dayMs = 24 * 3600_000;
const order = { extension: '1001', number: '90 942 92 71', requestedBy: 1 } as const;

function callsAt(clock: { readonly now: () => number }) {
  return createPlaceCall({
    ari: {
      getEndpoint: (number) =>
        Promise.resolve({ technology: 'PJSIP', resource: number, state: 'online', channelIds: [] }),
      listChannels: () => Promise.resolve([]),
      originate: () => Promise.resolve(),
    },
    findWay: () => Promise.resolve({ type: 'unknown' }),
    policy: {
      ...{ context: 'from-internal', trunk: undefined, prefixes: ['998'] },
      ...{ maxPerMinute: 1, maxAtOnce: 5 },
    },
    ...{ clock, newId: () => 'id', log: createLog({ level: 'silent' }) },
  });
}

test('one call a minute is one call a minute', async () => {
  let now = 0;
  const placeCall = callsAt({ now: () => now });
  expect(await placeCall({ ...order, purpose: 'dial' })).toMatchObject({ type: 'placed' });
  now = 59_999;
  expect(await placeCall({ ...order, purpose: 'dial' })).toMatchObject({ because: 'tooMany' });
  now = 60_000;
  expect(await placeCall({ ...order, purpose: 'dial' })).toMatchObject({ type: 'placed' });
});

test('a clock that was set back a day does not forbid calls for a day', async () => {
  let now = 10 * dayMs;
  const placeCall = callsAt({ now: () => now });
  await placeCall({ ...order, purpose: 'dial' });
  now -= dayMs;
  expect(await placeCall({ ...order, purpose: 'dial' })).toMatchObject({ type: 'placed' });
});
