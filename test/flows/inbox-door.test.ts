import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { request } from 'undici';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createInboxStore } from '../../src/features/inbox/index.ts';
import { Secret } from '../../src/lib/secret.ts';
import { startPbx } from '../../src/sandbox/pbx/start-pbx.ts';
import { writeStarterEtc } from '../../src/sandbox/pbx/starter-etc.ts';
import { openDatabase } from '../../src/storage/database.ts';
import { startTestApp } from '../support/app.ts';
import { startMeta, type FakeMeta } from '../support/meta.ts';
import { startTelegram, type FakeTelegram } from '../support/telegram.ts';

const verifyToken = 'navbatchi-tekshiruvi';
const instagramSecret = 'fedcba9876543210fedcba9876543210';
const door = '/chats/webhook/facebook';

let folder: string;
let meta: FakeMeta;
let telegram: FakeTelegram;

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'nb-inbox-'));
  meta = await startMeta();
  telegram = await startTelegram();
});

afterEach(async () => {
  await meta.close();
  await telegram.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function startApp({ isSetUp }: { readonly isSetUp: boolean }) {
  const etc = path.join(folder, 'etc');
  const password = 'sandbox-password-of-this-run';
  await writeStarterEtc(etc, password);
  const pbx = await startPbx({ etcFolder: etc });
  const app = await startTestApp(
    { ariUrl: pbx.url, username: 'backend', password, etc, astCommand: ['false'] },
    telegram,
    {
      varFolder: folder,
      change: (config) => ({
        ...config,
        meta: {
          ...config.meta,
          ...(isSetUp && {
            appSecret: new Secret(meta.appSecret),
            verifyToken: new Secret(verifyToken),
          }),
          instagram: { ...config.meta.instagram, appSecret: new Secret(instagramSecret) },
        },
      }),
    },
  );
  return {
    ...app,
    stop: async () => {
      await app.stop();
      await pbx.stop();
    },
  };
}

test('Meta finds our address, and what customers write is still there after a restart, told once', async () => {
  const first = await startApp({ isSetUp: true });
  expect(await meta.webhooks.register(first.url + door, verifyToken)).toBe(true);
  const { page, instagram } = meta.createPage({ name: 'Sahifa', instagram: 'sahifa.uz' });
  const bobur = meta.createCustomer(page, 'Bobur');
  const aziza = instagram && meta.createCustomer(instagram, 'Aziza');
  meta.webhooks.behave({ repeatShare: 1 });
  const written = bobur.writes('Ertaga ochiqmisiz? ʻ/😀');
  aziza?.sends('image', Buffer.from('rasm'), 'image/jpeg');
  await meta.webhooks.idle();
  expect(meta.webhooks.deliveries.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  await first.stop();
  const logged = first.logged.join('');
  for (const secret of [meta.appSecret, verifyToken, 'ochiqmisiz']) {
    expect(logged).not.toContain(secret);
  }

  const second = await startApp({ isSetUp: true });
  await second.stop();
  const database = await openDatabase(path.join(folder, 'navbatchi.sqlite'));
  const store = createInboxStore(database);
  const heads = await store.listHeads({ now: Date.now(), settledBefore: Infinity, limit: 10 });
  expect(heads.map(({ event }) => [event.platform, event.happening.type])).toEqual([
    ['messenger', 'message'],
    ['instagram', 'message'],
  ]);
  expect(heads[0]?.event.happening).toMatchObject({ mid: written.mid, text: written.text });
  expect(await store.countWaiting()).toEqual({ bodies: 0, events: 2 });
  await database.destroy();
});

test('an Instagram account without a page signs with a secret of its own', async () => {
  const app = await startApp({ isSetUp: true });
  const own = await startMeta({ appSecret: instagramSecret });
  expect(await own.webhooks.register(app.url + door, verifyToken)).toBe(true);
  const { instagram } = own.createInstagramAccount('do.kon');
  own.createCustomer(instagram, 'Nodira').writes('Salom');
  await own.webhooks.idle();
  expect(own.webhooks.deliveries).toMatchObject([{ status: 200 }]);
  await own.close();
  await app.stop();
});

test('without a verify token there is no door', async () => {
  const app = await startApp({ isSetUp: false });
  expect(await meta.webhooks.register(app.url + door, verifyToken)).toBe(false);
  expect((await request(app.url + door, { method: 'POST', body: '{}' })).statusCode).toBe(404);
  await app.stop();
});
