import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { connectAri, type AriRest } from '../../src/asterisk/ari-rest.ts';
import { createAsteriskCli } from '../../src/asterisk/cli.ts';
import { systemClock } from '../../src/lib/clock.ts';
import { createLog } from '../../src/lib/log.ts';
import { Secret } from '../../src/lib/secret.ts';
import { findWay } from '../../src/pbx/find-way.ts';
import { readDialplan } from '../../src/pbx/read-dialplan.ts';
import {
  createPlaceCall,
  type CallOrder,
  type DialPolicy,
  type PlaceCall,
} from '../../src/telephony/place-call.ts';
import {
  extensionSections,
  hasAsterisk,
  startAsterisk,
  trunkSections,
  type TestAsterisk,
} from '../support/asterisk.ts';
import { registerWithSipp, startBaresip, type BaresipPhone } from '../support/phones.ts';

const usual: DialPolicy = {
  ...{ context: 'from-internal', trunk: 'trunk', prefixes: ['998'] },
  ...{ maxPerMinute: 60, maxAtOnce: 5 },
};

describe.runIf(hasAsterisk)('a call that the bot places', () => {
  let asterisk: TestAsterisk;
  let ari: AriRest;
  let phones: readonly BaresipPhone[];

  beforeAll(async () => {
    asterisk = await startAsterisk({
      files: {
        'pjsip_navbatchi.conf':
          ['1001', '1002', '1003', '1004']
            .map((number) => extensionSections(number, `Pw-${number}-long`))
            .join('') + trunkSections(9),
      },
    });
    ari = await connectAri({
      url: asterisk.ariUrl,
      username: asterisk.username,
      password: new Secret(asterisk.password),
    });
    phones = await Promise.all(
      ['1001', '1002'].map((username) =>
        startBaresip({ sipPort: asterisk.sipPort, username, password: `Pw-${username}-long` }),
      ),
    );
    await Promise.all(phones.map((one) => one.registered()));
    // A phone that is signed in and never says anything.
    await registerWithSipp({
      ...{ sipPort: asterisk.sipPort, username: '1004', password: 'Pw-1004-long' },
    });
  });
  afterAll(async () => {
    ari.close();
    await Promise.all(phones.map((one) => one.stop()));
    await asterisk.stop();
  });
  beforeEach(async () => {
    for (const { id } of await ari.listChannels()) await ari.hangUp(id);
  });

  let id = 0;
  const callsWith = (policy: Partial<DialPolicy> = {}): PlaceCall =>
    createPlaceCall({
      ari,
      findWay: async (ways) => {
        const context = policy.context ?? usual.context;
        const cli = createAsteriskCli({ command: asterisk.astCommand });
        return findWay(await readDialplan(cli, context), ways);
      },
      policy: { ...usual, ...policy },
      clock: systemClock,
      newId: () => `${(id += 1)}`,
      log: createLog({ level: 'silent' }),
    });
  const phone = (index: number): BaresipPhone => {
    const found = phones[index];
    if (!found) throw new Error(`there is no phone ${index}`);
    return found;
  };
  const order = (change: Partial<CallOrder> = {}): CallOrder => ({
    ...{ extension: '1001', number: '90 942 92 71', purpose: 'dial', requestedBy: 1 },
    ...change,
  });

  test('the phone rings as the one who is to be called, who then sees the phone’s own number', async () => {
    const placed = await callsWith()(order({ number: '1002' }));
    expect(placed).toMatchObject({ type: 'placed' });
    expect((await phone(0).ringing()).from).toContain('1002@');
    await phone(0).accept();
    expect((await phone(1).ringing()).from).toContain('1001@');
    await phone(1).accept();
    await Promise.all([phone(0).answered(), phone(1).answered()]);
    const channels = await ari.listChannels();
    // One call to Asterisk, and its id is the one we gave it.
    expect(channels.map(({ linkedId }) => linkedId)).toEqual(
      placed.type === 'placed' ? [placed.callId, placed.callId] : [],
    );
    await phone(1).hangUp();
    await Promise.all([phone(0).ended(), phone(1).ended()]);
  });

  test.each([
    ['a word', { number: 'Ali' }, 'badNumber'],
    ['the police', { number: '102' }, 'badNumber'],
    ['itself', { number: '1001' }, 'badNumber'],
    ['another country', { number: '+7 916 123 45 67' }, 'prefixNotAllowed'],
    ['a phone that is not registered', { extension: '1003' }, 'phoneOffline'],
    ['a phone that does not exist', { extension: '1999' }, 'phoneOffline'],
    ['no phone at all', { extension: 'PJSIP/1001' }, 'badNumber'],
  ] as const)('%s is refused before anything rings', async (_, change, because) => {
    expect(await callsWith()(order(change))).toEqual({ type: 'refused', because });
    expect(await ari.listChannels()).toEqual([]);
  });

  test('a context that does not take the number is said before the phone rings for nothing', async () => {
    const placeCall = callsWith({ context: 'from-trunk-of-nobody' });
    expect(await placeCall(order())).toEqual({ type: 'refused', because: 'noTrunk' });
  });

  test('a test may begin outside only where the trunk is named', async () => {
    const test = order({ extension: '90 942 92 71', number: '1001', purpose: 'test' });
    const without = callsWith({ trunk: undefined });
    expect(await without(test)).toEqual({ type: 'refused', because: 'noTrunk' });
    expect(await callsWith()(test)).toMatchObject({ type: 'placed' });
  });

  test('a phone that has a call is busy', async () => {
    const placeCall = callsWith();
    expect(await placeCall(order())).toMatchObject({ type: 'placed' });
    await phone(0).ringing();
    expect(await placeCall(order())).toEqual({ type: 'refused', because: 'phoneBusy' });
    await phone(0).hangUp();
    await phone(0).ended();
  });

  test('20 who press together get as many calls as may go on at once', async () => {
    // Over a trunk, so that no phone is busy with the call before.
    const placeCall = callsWith({ maxAtOnce: 3 });
    const placed = await Promise.all(
      Array.from({ length: 20 }, (_, person) =>
        placeCall(
          order({
            ...{ extension: `90 942 92 ${10 + person}`, number: '1002', purpose: 'test' },
            requestedBy: person,
          }),
        ),
      ),
    );
    expect(placed.filter(({ type }) => type === 'placed')).toHaveLength(3);
    expect(placed.filter(({ type }) => type === 'refused')).toEqual(
      Array.from({ length: 17 }, () => ({ type: 'refused', because: 'tooMany' })),
    );
  });

  test('20 presses of one person get as many calls as one person may have in a minute', async () => {
    const placeCall = callsWith({ maxPerMinute: 2, maxAtOnce: 100 });
    const press = (person: number) =>
      placeCall(
        order({
          ...{ extension: '90 942 92 71', number: '1002', purpose: 'test', requestedBy: person },
        }),
      );
    const placed = await Promise.all(Array.from({ length: 20 }, () => press(1)));
    expect(placed.filter(({ type }) => type === 'placed')).toHaveLength(2);
    expect(await press(2)).toMatchObject({ type: 'placed' });
  });

  test('an Asterisk that is away is a refusal, not a failure', async () => {
    const away = await connectAri({
      ...{ url: 'http://127.0.0.1:9/ari', username: 'backend', password: new Secret('x') },
    });
    const placeCall = createPlaceCall({
      ari: away,
      findWay: () => Promise.resolve({ type: 'unknown' }),
      policy: usual,
      clock: systemClock,
      newId: () => 'away',
      log: createLog({ level: 'silent' }),
    });
    expect(await placeCall(order())).toEqual({ type: 'refused', because: 'unreachable' });
  });
});
