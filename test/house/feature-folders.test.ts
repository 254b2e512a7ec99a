import { describe, expect, test } from 'vitest';
import { checkFeatureFolders } from './feature-folders.ts';
import { buildHouse } from './made-up-house.ts';

const feature: Readonly<Record<string, string | undefined>> = {
  'index.ts': `import { onTelegram } from './on-telegram.ts';
    import type { Bot } from '../../telegram/bot.ts';
    export function createTestCall(bot: Bot) { return onTelegram(bot); }`,
  'on-telegram.ts': "export { placeCall as onTelegram } from './place-call.ts';",
  'on-telegram-list.ts': 'export const list = [];',
  'place-call.ts': `import { verdict } from './call-verdict.ts';
    export async function placeCall() { return verdict(new Date(Date.now())); }`,
  'call-verdict.ts': `import { createHash } from 'node:crypto';
    import { z } from 'zod';
    import { backoffMs } from '../../lib/retry.ts';
    import type { Chat } from '../../telegram/chat.ts';
    import { leg } from './leg.ts';
    export type Timers = { setTimeout: number; process: string };
    export const verdict = (at: Date, process: string) =>
      [new Date(at.getTime()), z, backoffMs, leg, createHash('sha256'), { fetch: 1 }.fetch];`,
  'leg.ts': 'export const leg = 1;\nexport function legs() { return []; }',
  'store.ts': "import { sql } from 'kysely'; export const createStore = () => sql;",
  'uz.ftl': '',
  'ru.ftl': '',
  'en.ftl': '',
};

test('a feature in order has no faults', async () => {
  expect(await check({})).toEqual([]);
});

describe('a violation is told', () => {
  test.each([
    ['no front door', { 'index.ts': undefined }, 'index.ts is missing'],
    [
      'a front door of another name',
      { 'index.ts': 'export const createX = () => 1;' },
      'createTestCall',
    ],
    [
      'a front door that works',
      { 'index.ts': "import '../../http/server.ts'; export function createTestCall() {}" },
      'index.ts imports ../../http/server.ts',
    ],
    ['an unknown way in', { 'on-mail.ts': '' }, 'on-mail.ts is no way in'],
    ['a folder in a feature', { 'parts/x.ts': '' }, 'parts/ is a folder'],
    ['a name in camel case', { 'placeCall.ts': '' }, 'placeCall.ts is not a name'],
    ['a third file type', { 'notes.json': '{}' }, 'notes.json is not a name'],
    ['two languages', { 'ru.ftl': undefined }, 'en.ftl, uz.ftl; they must be'],
    [
      'a deed of another name',
      { 'send-card.ts': 'export function sendIt() {}' },
      'sendCard; it has sendIt',
    ],
    [
      'a deed of two functions',
      { 'send-card.ts': 'export function sendCard() {}\nexport const b = () => 1;' },
      'it has sendCard, b',
    ],
    ['a deed of none', { 'send-card.ts': 'export const sendCard = 1;' }, 'it has none'],
    [
      'a deed behind a noun',
      { 'call-sender.ts': "import { x } from '../../telegram/chat.ts';" },
      'callSender; it has none',
    ],
    [
      'facts that export from outside',
      { 'leg.ts': "export { x } from '../../files/x.ts';" },
      'imports ../../files/x.ts',
    ],
    [
      'facts that load later',
      { 'leg.ts': "export const leg = () => import('../../files/x.ts');" },
      'imports ../../files/x.ts',
    ],
    [
      'facts that know a deed',
      { 'leg.ts': "import { placeCall } from './place-call.ts';" },
      'imports ./place-call.ts',
    ],
    [
      'facts that know the store',
      { 'leg.ts': "import { createStore } from './store.ts';" },
      'imports ./store.ts',
    ],
    [
      'facts that know the log of calls',
      { 'leg.ts': "import { createCallLog } from '../../telephony/store.ts';" },
      'imports ../../telephony/store.ts',
    ],
    [
      'facts that read files',
      { 'leg.ts': "import { readFile } from 'node:fs';" },
      'imports node:fs',
    ],
    [
      'facts that draw bytes',
      { 'leg.ts': "import { randomBytes, createHash } from 'node:crypto';" },
      'imports node:crypto',
    ],
    [
      'facts that import all of crypto',
      { 'leg.ts': "import * as c from 'node:crypto';" },
      'imports node:crypto',
    ],
    [
      'facts that read the clock',
      { 'leg.ts': '\nexport const leg = () => Date.now();' },
      'line 2 uses Date.now',
    ],
    [
      'facts that make a date of now',
      { 'leg.ts': 'export const leg = () => new Date();' },
      'Date()',
    ],
    [
      'facts that roll dice',
      { 'leg.ts': 'export const leg = () => Math.random();' },
      'Math.random',
    ],
    [
      'facts that draw an id',
      { 'leg.ts': 'export const leg = () => crypto.randomUUID();' },
      'crypto',
    ],
    ['facts that wait', { 'leg.ts': 'export const leg = () => setTimeout(leg, 1);' }, 'setTimeout'],
    ['facts that fetch', { 'leg.ts': 'export const leg = () => fetch;' }, 'fetch'],
    ['facts that ask the process', { 'leg.ts': 'export const leg = process.env;' }, 'process'],
    [
      'facts that remember',
      { 'leg.ts': 'let last = 0; export const leg = () => last++;' },
      'a variable',
    ],
  ])('%s', async (_what, changes, words) => {
    const faults = await check(changes);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain(words);
  });

  test('a file outside any feature', async () => {
    const folder = await buildHouse({ 'src/features/shared.ts': '' });
    expect(await checkFeatureFolders(folder)).toEqual([
      'src/features/shared.ts: a file outside any feature.',
    ]);
  });
});

test('facts of a feature may know those of the room below, which are held to the same', async () => {
  const folder = await buildHouse({
    'src/features/test-call/index.ts': 'export function createTestCall() {}',
    'src/features/test-call/leg.ts':
      "import { a } from '../../telephony/call.ts'; export const l = a;",
    'src/telephony/call.ts': "import { b } from '../lib/html.ts'; export const a = b;",
    'src/telephony/store.ts': "import { sql } from 'kysely'; export const s = sql;",
    'src/telephony/number.ts': 'export const now = () => Date.now();',
  });
  expect(await checkFeatureFolders(folder)).toEqual([
    'src/telephony: number.ts holds facts, and line 1 uses Date.now.',
  ]);
});

async function check(changes: typeof feature): Promise<readonly string[]> {
  const files = Object.entries({ ...feature, ...changes }).flatMap(([name, text]) =>
    text === undefined ? [] : [[`src/features/test-call/${name}`, text] as const],
  );
  return checkFeatureFolders(await buildHouse(Object.fromEntries(files)));
}
