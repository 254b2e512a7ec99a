import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import extractConfig from 'dependency-cruiser/config-utl/extract-depcruise-config';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { buildHouse } from './made-up-house.ts';
import { checkWalls } from './walls.ts';

const ours = join(import.meta.dirname, '../..');

/** A small house in order; a case replaces or adds files. */
const house = {
  'src/main.ts':
    "import { app } from './app.ts'; app(); void import('./sandbox/start-sandbox.ts');",
  'src/app.ts':
    "import { createCalls } from './features/calls/index.ts'; export const app = createCalls;",
  'src/features/calls/index.ts':
    "import { plan } from '../../change/plan.ts'; export const createCalls = plan;",
  'src/change/plan.ts': "import { edit } from '../files/edit.ts'; export const plan = edit;",
  'src/files/edit.ts': "import { now } from '../lib/clock.ts'; export const edit = now;",
  'src/lib/clock.ts': 'export const now = () => 0;',
  'src/sandbox/start-sandbox.ts': "import { app } from '../app.ts'; export const start = app;",
};

const uses = (...modules: readonly string[]) =>
  modules.map((module, index) => `export * as m${index} from '${module}';`).join('\n');

/** Files that break one rule, by its name. Library rules follow below from one list. */
const violations: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'no-cycle': {
    'src/lib/clock.ts': uses('./b.ts'),
    'src/lib/b.ts': "import type { now } from './clock.ts'; export type Now = typeof now;",
  },
  'no-orphan': { 'src/lib/alone.ts': 'export const alone = 1;' },
  'no-unresolved-import': { 'src/lib/clock.ts': uses('./gone.ts') },
  'no-development-library': { 'src/lib/clock.ts': uses('fast-check') },
  'nobody-imports-main': { 'src/app.ts': uses('./main.ts') },
  'only-main-and-sandbox-import-app': { 'src/other.ts': uses('./app.ts') },
  'rooms-know-no-root-file': { 'src/features/calls/index.ts': uses('../../app.ts') },
  'features-never-meet': {
    'src/features/inbox/index.ts': uses('../calls/index.ts'),
  },
  'feature-front-door': {
    'src/app.ts': uses('./features/calls/call.ts'),
    'src/features/calls/call.ts': 'export const call = 1;',
  },
  'pbx-knows-no-feature': { 'src/pbx/pbx.ts': uses('../features/calls/index.ts') },
  'checks-know-no-feature': { 'src/checks/check.ts': uses('../features/calls/index.ts') },
  'nobody-below-imports-checks': {
    'src/change/plan.ts': uses('../checks/check.ts'),
    'src/checks/check.ts': 'export const check = 1;',
  },
  'telephony-knows-only-adapters': {
    'src/telephony/call.ts': uses('../features/calls/index.ts'),
  },
  'only-what-is-above-imports-telephony': {
    'src/change/plan.ts': uses('../telephony/call.ts'),
    'src/telephony/call.ts': 'export const call = 1;',
  },
  'only-what-is-above-imports-pbx': {
    'src/change/plan.ts': uses('../pbx/pbx.ts'),
    'src/pbx/pbx.ts': 'export const pbx = 1;',
  },
  'change-knows-no-feature': { 'src/change/plan.ts': uses('../features/calls/index.ts') },
  ...Object.fromEntries(
    ['asterisk', 'telegram', 'meta', 'http', 'files', 'storage', 'systemd'].map((adapter) => [
      `${adapter}-imports-only-lib`,
      {
        [`src/${adapter}/door.ts`]: uses(
          `../${adapter === 'http' ? 'files/edit' : 'http/server'}.ts`,
        ),
        'src/http/server.ts': 'export const server = 1;',
        ...(adapter === 'http' && { 'src/http/server.ts': uses('../files/edit.ts') }),
      },
    ]),
  ),
  'lib-imports-only-lib': { 'src/lib/b.ts': uses('../files/edit.ts') },
  'config-imports-only-lib': { 'src/config-env.ts': uses('./files/edit.ts') },
  'sandbox-stands-alone': { 'src/app.ts': uses('./sandbox/start-sandbox.ts') },
  'sandbox-imports-only-files-and-lib': { 'src/sandbox/phone.ts': uses('../change/plan.ts') },
  'sandbox-starts-the-app-as-main-does': {
    'src/sandbox/start-sandbox.ts': uses('../features/calls/index.ts'),
  },
  'sandbox-loads-only-when-wanted': { 'src/main.ts': uses('./sandbox/start-sandbox.ts') },
  'every-library-has-a-room': { 'src/lib/clock.ts': uses('typescript') },
  'one-room-for-processes': { 'src/asterisk/cli.ts': uses('node:child_process') },
};

/** Libraries that a deed may not import. */
const roomed = [
  ...['grammy', '@grammyjs/conversations', '@grammyjs/i18n', 'fastify', 'kysely', 'better-sqlite3'],
  ...['ari-client', 'ws', 'execa', 'undici', 'dotenv', 'ini', 'diff', 'pino'],
  ...['qrcode', 'csv-parse', 'csv-stringify', '@resvg/resvg-js', 'dejavu-fonts-ttf'],
];

/** Fonts have no module of their own to import. */
const importedAs = new Map([['dejavu-fonts-ttf', 'dejavu-fonts-ttf/package.json']]);

test('a house in order has no faults', async () => {
  expect(await checkWalls(await buildHouse(house))).toEqual([]);
});

describe('a violation is found by its own rule', () => {
  test.each(Object.entries(violations))('%s', async (rule, files) => {
    const faults = await checkWalls(await buildHouse({ ...house, ...files }));
    expect(faults.join('\n')).toMatch(new RegExp(`: ${rule}( |$)`, 'm'));
  });

  test.each(roomed)('one-room-for-%s', async (library) => {
    const files = { 'src/features/calls/track-call.ts': uses(importedAs.get(library) ?? library) };
    const faults = await checkWalls(await buildHouse({ ...house, ...files }));
    expect(faults).toContainEqual(
      expect.stringContaining(`src/features/calls/track-call.ts: one-room-for-${library} `),
    );
  });
});

test('every rule has its made-up violation', async () => {
  const { forbidden = [] } = await extractConfig(join(ours, '.dependency-cruiser.js'));
  const everywhere = ['nanoid', 'zod'];
  const tried = [
    ...Object.keys(violations),
    ...[...roomed, ...everywhere].map((library) => `one-room-for-${library}`),
  ];
  expect(forbidden.map(({ name }) => name).sort()).toEqual(tried.sort());
});

test('every library of package.json has a room', async () => {
  const { forbidden = [] } = await extractConfig(join(ours, '.dependency-cruiser.js'));
  const rooms = forbidden.flatMap(
    ({ name = '' }) => /^one-room-for-(?!processes)(.*)/.exec(name)?.[1] ?? [],
  );
  const { dependencies } = z
    .object({ dependencies: z.record(z.string(), z.string()) })
    .parse(JSON.parse(await readFile(join(ours, 'package.json'), 'utf8')));
  expect(rooms.sort()).toEqual(Object.keys(dependencies).sort());
});

test('a file that was not seen is a fault, and so is an empty house', async () => {
  const folder = await buildHouse({ ...house, 'src/lib/node_modules/x.ts': 'export const x = 1;' });
  expect(await checkWalls(folder)).toEqual([
    'src/lib/node_modules/x.ts: dependency-cruiser did not see this file.',
  ]);
  expect(await checkWalls(await buildHouse({ 'src/README.md': '' }))).toContain(
    'src: dependency-cruiser did not see this file.',
  );
});
