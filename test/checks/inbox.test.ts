import { expect, test } from 'vitest';
import { inboxChecks, type InboxCheckDeps } from '../../src/checks/check-inbox.ts';
import { systemClock } from '../../src/lib/clock.ts';
import { createLog } from '../../src/lib/log.ts';
import { runChecks } from '../../src/lib/run-checks.ts';
import { Secret } from '../../src/lib/secret.ts';

const never = () => Promise.resolve({ type: 'unreached' } as const);
const loss = { written: 100, missed: 1, percent: '1' };

async function codes(change: Partial<InboxCheckDeps>): Promise<readonly string[]> {
  const checks = inboxChecks({
    ...{ missingKeys: [], publicUrl: 'https://bot.example.uz', accesses: [] },
    graph: { readAccount: never, inspectToken: never, readSubscription: never },
    ...{ findRoute: undefined, mayManage: undefined, readInbox: undefined, clock: systemClock },
    ...{ readTokenEnd: undefined, isTokenFixed: false },
    ...change,
  });
  const results = await runChecks(checks, { log: createLog({ level: 'silent' }) });
  return results.flatMap((result) =>
    result.type === 'checked' ? result.findings.map(({ code }) => code) : [],
  );
}

test.each([
  ['https://bot.example.uz', 'check-inbox-address'],
  ['https://bot.example.uz:8443/ofis', 'check-inbox-address'],
  ['http://bot.example.uz', 'check-inbox-address-shut'],
  ['https://192.168.1.5', 'check-inbox-address-shut'],
  ['https://172.20.0.1', 'check-inbox-address-shut'],
  ['https://localhost:4000', 'check-inbox-address-shut'],
  ['https://[::1]', 'check-inbox-address-shut'],
  [undefined, 'check-inbox-no-address'],
])('where Meta should write: %s', async (publicUrl, code) => {
  expect(await codes({ publicUrl })).toEqual([code]);
});

test('a key that is missing is named', async () => {
  expect(await codes({ missingKeys: ['FACEBOOK_APP_SECRET'] })).toContain(
    'check-inbox-key-missing',
  );
});

test('each trouble with the token has its words, and what passes is no verdict', async () => {
  const token = async (type: 'tokenDead' | 'wrongAppSecret' | 'unreached' | 'notLive') => {
    const readAccount = () => Promise.resolve({ type });
    const found = await codes({
      accesses: [{ kind: 'page', token: new Secret('x'.repeat(20)) }],
      graph: { readAccount, inspectToken: never, readSubscription: never },
    });
    return found.filter((code) => !code.includes('address'));
  };
  expect(await token('tokenDead')).toEqual(['check-inbox-token-dead']);
  expect(await token('wrongAppSecret')).toEqual(['check-inbox-wrong-secret']);
  expect(await token('unreached')).toEqual(['check-inbox-unreachable']);
  expect(await token('notLive')).toEqual(['check-inbox-token-refused']);
});

test('a token that ends soon, and one that lacks a permission', async () => {
  const found = await codes({
    accesses: [{ kind: 'page', token: new Secret('x'.repeat(20)) }],
    graph: {
      readAccount: () =>
        Promise.resolve({
          type: 'found',
          value: { accountId: '1', ownIds: ['1'], name: 'Sahifa', instagramId: undefined },
        }),
      inspectToken: () =>
        Promise.resolve({
          type: 'found',
          value: {
            ...{ isValid: true, scopes: ['pages_messaging'], appId: '1' },
            expiresAt: Date.now() + 60_000,
          },
        }),
      readSubscription: () => Promise.resolve({ type: 'found', value: { fields: ['messages'] } }),
    },
  });
  expect(found.slice(1)).toEqual([...['check-inbox-scopes', 'check-inbox-token-ends']]);
});

test('conversations that may not be read, or were not compared for long, are said beside the loss', async () => {
  const reading = (isTrouble: boolean, trouble: string | undefined, checkedUpTo: number) => () =>
    Promise.resolve({
      ...{ day: loss, week: loss, isTrouble },
      comparisons: [{ platform: 'messenger', checkedUpTo, trouble }],
    });
  const now = Date.now();
  const told = async (readInbox: InboxCheckDeps['readInbox']) =>
    (await codes({ readInbox })).slice(1);
  expect(await told(reading(false, undefined, now))).toEqual(['check-inbox-loss-told']);
  expect(await told(reading(true, 'notPermitted', now))).toEqual([
    ...['check-inbox-loss-high', 'check-inbox-compare-refused'],
  ]);
  expect(await told(reading(false, 'unreached', now - 7_200_000))).toEqual([
    ...['check-inbox-loss-told', 'check-inbox-compare-late'],
  ]);
});

test.each([
  ['known to last', 50, false, []],
  ['ends soon, since it could not be renewed', 9, false, ['check-inbox-token-unrenewed']],
  ['never seen here', undefined, false, []],
  ['given by the environment, however long it lasts', 50, true, ['check-inbox-token-fixed']],
  ['given by the environment, and never seen here', undefined, true, ['check-inbox-token-fixed']],
] as const)('a token of Instagram Login: %s', async (_name, days, isTokenFixed, told) => {
  const found = await codes({
    accesses: [{ kind: 'instagramLogin', token: new Secret('x'.repeat(20)) }],
    graph: {
      readAccount: () =>
        Promise.resolve({
          type: 'found',
          value: { accountId: '1', ownIds: ['1'], name: 'do.kon', instagramId: undefined },
        }),
      inspectToken: never,
      readSubscription: () => Promise.resolve({ type: 'found', value: { fields: ['messages'] } }),
    },
    isTokenFixed,
    readTokenEnd: () =>
      Promise.resolve(days === undefined ? undefined : Date.now() + days * 24 * 60 * 60_000),
  });
  expect(found.filter((code) => /token-(fixed|unrenewed|ends)/.test(code))).toEqual(told);
});
