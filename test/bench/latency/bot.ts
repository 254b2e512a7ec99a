/*
 * Our way from ARI's events to Telegram in a process of its own: real socket, database, outbox and HTTP.
 * Only Telegram's rates are lifted, and its clock runs so fast that no call is folded or waited for.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startAriEvents } from '../../../src/asterisk/ari-events.ts';
import { createCalls, createCallStore } from '../../../src/features/calls/index.ts';
import { Unreachable } from '../../../src/lib/error.ts';
import { createLog } from '../../../src/lib/log.ts';
import { pause } from '../../../src/lib/retry.ts';
import { Secret } from '../../../src/lib/secret.ts';
import { createButtonStore } from '../../../src/storage/buttons.ts';
import { openDatabase } from '../../../src/storage/database.ts';
import { createFlowStore, createSecretPromptStore } from '../../../src/storage/flows.ts';
import { createLiveCardStore } from '../../../src/storage/live-cards.ts';
import { createPeople } from '../../../src/storage/people.ts';
import { createRoutes } from '../../../src/storage/routes.ts';
import { createUpdateStore } from '../../../src/storage/updates.ts';
import { createBot } from '../../../src/telegram/bot.ts';
import { createCardOutbox } from '../../../src/telegram/card-outbox.ts';
import { createSecretVault } from '../../../src/telegram/secret-vault.ts';
import { createCallLog } from '../../../src/telephony/store.ts';
import { noCustomers } from '../../support/no-customers.ts';

const [wsUrl = '', apiRoot = ''] = process.argv.slice(2);
const chatId = -1_001_000_000_001;
const folder = mkdtempSync(path.join(tmpdir(), 'nb-latency-'));
process.once('exit', () => {
  rmSync(folder, { recursive: true });
});
const database = await openDatabase(path.join(folder, 'navbatchi.sqlite'));
const began = Date.now();
const clock = { now: () => began + Math.round((Date.now() - began) * 1000) };
const log = createLog({ level: 'warn' });
const unused = () => Promise.reject(new Unreachable('There is no such thing here.'));
const random = () => 0.5;
const url = wsUrl.replace('ws', 'http').replace(/\/events$/, '');
const settings = { url, wsUrl, username: 'bench', password: new Secret('bench') };
const events = startAriEvents({ settings, app: 'bench', log, now: Date.now, random });
const routes = createRoutes(database);
await routes.set('calls', { chatId, topicId: undefined, locale: 'uz', setBy: 1 });
const bot = createBot({
  token: new Secret('1000001:bench-token-of-nobody-at-all-000000'),
  apiRoot,
  stores: {
    updates: createUpdateStore(database),
    buttons: createButtonStore(database),
    flows: createFlowStore(database),
    secretPrompts: createSecretPromptStore(database),
  },
  findMember: () => Promise.resolve(undefined),
  audit: unused,
  vault: createSecretVault(clock),
  ...{ clock, log, random, doors: [] },
  ftlFiles: ['calls', 'missed-calls'].flatMap((feature) =>
    ['uz', 'ru', 'en'].map((locale) =>
      path.join(import.meta.dirname, `../../../src/features/${feature}/${locale}.ftl`),
    ),
  ),
});
const outbox = createCardOutbox({
  store: createLiveCardStore(database),
  chat: bot.cardChat,
  ...{ topics: bot.topics, known: bot.known, clock, pause, random, log },
  onTrouble: () => Promise.resolve(),
  monotonicMs: () => performance.now(),
  rates: { perGroupPerMinute: 1e6, perChatPerSecond: 1e6, perSecond: 1e6 },
});
const calls = createCalls({
  ...noCustomers,
  ...{ events, routes, outbox, clock, log, timeZone: 'Asia/Tashkent' },
  ari: { listChannels: unused },
  store: createCallStore(database),
  cdr: { listSince: () => Promise.resolve({ type: 'none' }) },
  callLog: createCallLog(database),
  people: createPeople(database),
  chat: bot.chat,
  wordsOf: (locale) => bot.words(locale),
  onSaved: () => undefined,
});
await calls.start();
process.send?.('ready');
process.on('disconnect', () => process.exit(0));
