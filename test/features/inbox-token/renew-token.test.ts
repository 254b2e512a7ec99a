import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createSnapshots } from '../../../src/change/snapshots.ts';
import { createJournal } from '../../../src/change/store.ts';
import { proveToken } from '../../../src/features/inbox-token/prove-token.ts';
import { readToken } from '../../../src/features/inbox-token/read-token.ts';
import { renewToken } from '../../../src/features/inbox-token/renew-token.ts';
import {
  createTokenEffect,
  createTokenStore,
  tokenEffect,
  type TokenStore,
} from '../../../src/features/inbox-token/store.ts';
import type { TokenDeps } from '../../../src/features/inbox-token/token-deps.ts';
import { createLog } from '../../../src/lib/log.ts';
import { createMutex } from '../../../src/lib/mutex.ts';
import { pause } from '../../../src/lib/retry.ts';
import { Secret } from '../../../src/lib/secret.ts';
import { printOf } from '../../../src/lib/secret-print.ts';
import { openDatabase, type Storage } from '../../../src/storage/database.ts';

const old = 'IGAA-the-old-one-0123456789';
const day = 24 * 60 * 60;
const account = { accountId: '1', ownIds: ['1'], name: 'do.kon', instagramId: undefined };

let folder: string;
let envFile: string;
let database: Storage;
let store: TokenStore;
let inUse: Secret;
let hidden: string[];
let answers: readonly ('found' | 'tokenDead')[];

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'nb-renew-'));
  envFile = path.join(folder, '.env');
  await writeFile(envFile, `A=1\nexport INSTAGRAM_ACCESS_TOKEN="${old}" # prod\nB=2\n`);
  database = await openDatabase(':memory:');
  store = createTokenStore(database);
  inUse = new Secret(old);
  [answers, hidden] = [[], []];
  await store.see({ salt: 's', print: printOf('s', inUse), seenAt: 0, tryAt: 0 });
});

afterEach(async () => {
  await database.destroy();
  await rm(folder, { recursive: true, force: true });
});

/** Meta gives this; whose it is, it says as `answers` has it, one after the other. */
async function renew(given: string) {
  const clock = { now: () => 1000 };
  const log = createLog({ level: 'silent' });
  const readAccount = () => {
    const [type = 'found', ...rest] = answers;
    answers = rest;
    return Promise.resolve(type === 'found' ? ({ type, value: account } as const) : { type });
  };
  const deps: TokenDeps = {
    change: {
      journal: createJournal(database, { [tokenEffect]: createTokenEffect() }),
      snapshots: createSnapshots(path.join(folder, 'snapshots')),
      reload: () => Promise.reject(new Error('Nothing is reloaded.')),
      provers: { inboxToken: (prints) => proveToken({ envFile, ask: readAccount }, prints) },
      preflights: {},
      mutex: createMutex(),
      ...{ clock, log },
    },
    ...{ envFile, isFixed: false, inUse: () => inUse, store, clock, log, pause },
    graph: {
      refreshToken: () =>
        Promise.resolve({
          type: 'found',
          value: { token: new Secret(given), livesSeconds: 60 * day },
        }),
      readAccount,
    },
    useInstead: (token) => {
      inUse = token;
    },
    hideInLog: (token) => {
      hidden.push(token.reveal());
    },
    onDead: () => undefined,
    newSalt: () => 's',
  };
  const standing = await readToken(envFile);
  if (!standing) throw new Error('There is no token.');
  return renewToken(deps, standing, { salt: 's' });
}

const env = (): Promise<string> => readFile(envFile, 'utf8');

test('only the value changes in .env, no line of the log shows it, and the end is known', async () => {
  const given = 'IGAA-the-new-one-0123456789';
  expect(await renew(given)).toEqual({ type: 'renewed' });
  expect(await env()).toBe(`A=1\nexport INSTAGRAM_ACCESS_TOKEN="${given}" # prod\nB=2\n`);
  expect([inUse.reveal(), hidden]).toEqual([given, [given]]);
  expect(await store.find()).toMatchObject({
    ...{ print: printOf('s', new Secret(given)), renewedAt: 1000 },
    ...{ endsAt: 1000 + 60 * day * 1000, tryAt: 1000 + 7 * day * 1000 },
  });
});

test('Meta lets the same one live longer: nothing is written, and the new end is known', async () => {
  const before = await env();
  expect(await renew(old)).toEqual({ type: 'renewed' });
  expect(await env()).toBe(before);
  expect((await store.find())?.endsAt).toBe(1000 + 60 * day * 1000);
  expect(await database.selectFrom('changes').selectAll().execute()).toEqual([]);
});

test('what .env could not hold is not even tried', async () => {
  const before = await env();
  expect(await renew('IGAA 0123456789\nLOG_LEVEL=debug')).toMatchObject({ type: 'refused' });
  expect([await env(), inUse.reveal()]).toEqual([before, old]);
});

test('refused by Meta once it is written: the one before stands there again, and goes on', async () => {
  const before = await env();
  answers = ['found', 'tokenDead'];
  expect(await renew('IGAA-the-new-one-0123456789')).toMatchObject({ type: 'refused' });
  expect([await env(), inUse.reveal()]).toEqual([before, old]);
  expect((await store.find())?.renewedAt).toBeUndefined();
});
