import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadConfig } from '../../src/config.ts';
import { readSettingsAnew } from '../../src/gather-checks.ts';
import { Secret } from '../../src/lib/secret.ts';
import { accessesOf } from '../../src/wire-meta.ts';

const live = {
  TELEGRAM_BOT_TOKEN: '1234567890:made-up-token-of-a-bot-for-a-test',
  ASTERISK_ARI_URL: 'http://127.0.0.1:8088/ari',
  ASTERISK_ARI_USERNAME: 'backend',
  ASTERISK_ARI_PASSWORD: 'made-up-password',
  FACEBOOK_APP_SECRET: '0'.repeat(32),
  FACEBOOK_VERIFY_TOKEN: 'made-up-verify-token',
  FACEBOOK_PAGE_ACCESS_TOKEN: 'EAAG-made-up-page-token',
  INSTAGRAM_APP_SECRET: '1'.repeat(32),
  INSTAGRAM_ACCESS_TOKEN: 'IGAA-made-up-instagram-token',
};

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'nb-settings-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

/** Starts with `live`, and goes on with another Instagram token when one is given; then `.env` is as said. */
async function changedBy(env: Partial<typeof live>, renewed?: string): Promise<readonly string[]> {
  const write = (values: object) =>
    writeFile(
      path.join(folder, '.env'),
      Object.entries(values).map(([key, value]) => `${key}=${String(value)}\n`),
    );
  await write(live);
  const loaded = await loadConfig({ folder, environment: {} });
  if (loaded.type !== 'ok' || loaded.config.mode !== 'live') throw new Error('It did not load.');
  const { config } = loaded;
  const metaAccesses = accessesOf(config.meta);
  if (renewed !== undefined) metaAccesses.login?.useInstead(new Secret(renewed));
  await write({ ...live, ...env });
  const inUse = () => config.ari;
  const { changed } = await readSettingsAnew(config, {
    ...{ folder, environment: {}, inUse, metaAccesses },
  });
  return changed;
}

test.each([
  ['FACEBOOK_APP_SECRET', '2'.repeat(32)],
  ['FACEBOOK_VERIFY_TOKEN', 'another-verify-token'],
  ['FACEBOOK_PAGE_ACCESS_TOKEN', 'EAAG-another-page-token'],
  ['INSTAGRAM_APP_SECRET', '3'.repeat(32)],
  ['INSTAGRAM_ACCESS_TOKEN', 'IGAA-another-made-up-token'],
])('%s in .env is not the one in use: said', async (key, value) => {
  expect(await changedBy({ [key]: value })).toEqual([key]);
});

test('a token that was renewed since the start is the one in use', async () => {
  const renewed = 'IGAA-renewed-made-up-token';
  expect(await changedBy({ INSTAGRAM_ACCESS_TOKEN: renewed }, renewed)).toEqual([]);
  expect(await changedBy({}, renewed)).toEqual(['INSTAGRAM_ACCESS_TOKEN']);
});
