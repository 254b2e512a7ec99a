import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createSnapshots } from '../../../src/change/snapshots.ts';
import { createJournal } from '../../../src/change/store.ts';
import { createInboxToken, createTokenStore } from '../../../src/features/inbox-token/index.ts';
import { createLog } from '../../../src/lib/log.ts';
import { createMutex } from '../../../src/lib/mutex.ts';
import { pause } from '../../../src/lib/retry.ts';
import { Secret } from '../../../src/lib/secret.ts';
import { printOf } from '../../../src/lib/secret-print.ts';
import { openDatabase, type Storage } from '../../../src/storage/database.ts';

const [old, next] = ['IGAA-the-old-one-0123456789', 'IGAA-the-new-one-0123456789'];

const patience = { timeout: 20_000 };

let folder: string;
let database: Storage;
let inUse: Secret;
let looks: number;
let asked: number;
let hidden: string[];
let waits: number[];
let isDiskBroken: boolean;
let run: ReturnType<typeof createInboxToken>;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'nb-renewals-'));
  database = await openDatabase(':memory:');
  [inUse, looks, asked] = [new Secret(old), 0, 0];
  [hidden, waits, isDiskBroken] = [[], [], false];
  const envFile = path.join(folder, '.env');
  await writeFile(envFile, `INSTAGRAM_ACCESS_TOKEN=${next}\n`);
  const clock = { now: () => 1000 };
  const log = createLog({ level: 'silent' });
  const store = createTokenStore(database);
  const ask = () => {
    asked += 1;
    return Promise.resolve({ type: 'unreached' } as const);
  };
  run = createInboxToken({
    change: {
      journal: createJournal(database, {}),
      snapshots: createSnapshots(path.join(folder, 'snapshots')),
      reload: () => Promise.resolve(),
      ...{ provers: {}, preflights: {}, mutex: createMutex(), clock, log },
    },
    ...{ envFile, isFixed: false, clock, log },
    pause: (ms, signal) => {
      waits.push(ms);
      return pause(Math.min(ms, 5), signal);
    },
    inUse: () => inUse,
    useInstead: (token) => {
      inUse = token;
    },
    store: {
      ...store,
      find: () => {
        looks += 1;
        return isDiskBroken ? Promise.reject(new Error('disk I/O error')) : store.find();
      },
    },
    graph: { refreshToken: ask, readAccount: ask },
    hideInLog: (token) => void hidden.push(token.reveal()),
    ...{ onDead: () => undefined, newSalt: () => 's' },
    pace: { renewLookMs: 5 },
  });
});

afterEach(async () => {
  await run.stop();
  await database.destroy();
  await rm(folder, { recursive: true, force: true });
});

/** As the engine writes it down, or the first sight of it. */
async function know(token: string): Promise<void> {
  const print = printOf('s', new Secret(token));
  await createTokenStore(database).noteRenewed({
    ...{ salt: 's', print, renewedAt: 1000 },
    endsAt: 60 * 24 * 60 * 60_000,
  });
}

test('a renewal that came to its end in other hands is taken up, and hidden in the log', async () => {
  await know(next);
  run.start();
  await expect.poll(() => inUse.reveal(), patience).toBe(next);
  expect(hidden).toEqual([next]);
});

test("a person's token in .env waits for the next start, and nothing is asked for it", async () => {
  await know(old);
  run.start();
  await expect.poll(() => looks, patience).toBeGreaterThan(5);
  expect([inUse.reveal(), asked]).toEqual([old, 0]);
});

test('a disk that fails has it looked at later and later, and as ever when it is well again', async () => {
  await know(old);
  isDiskBroken = true;
  run.start();
  await expect.poll(() => waits.length, patience).toBeGreaterThan(2);
  expect(waits.slice(0, 3)).toEqual([120_000, 240_000, 480_000]);
  isDiskBroken = false;
  await expect.poll(() => waits.at(-1), patience).toBe(5);
});
