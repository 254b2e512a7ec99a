import { mkdtempSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Contact } from '../../../src/asterisk/cli.ts';
import { checkCard } from '../../../src/features/phone-card/check-card.ts';
import { openLinks } from '../../../src/features/phone-card/open-links.ts';
import type { CardDeps } from '../../../src/features/phone-card/phone-card-deps.ts';
import { createPhoneCardStore } from '../../../src/features/phone-card/store.ts';
import type { WatchedCard } from '../../../src/features/phone-card/watched-card.ts';
import { watchCards } from '../../../src/features/phone-card/watch-cards.ts';
import { Misconfigured, Refused, Unreachable } from '../../../src/lib/error.ts';
import { createLog } from '../../../src/lib/log.ts';
import { openDatabase, type Storage } from '../../../src/storage/database.ts';

const minute = 60_000;
const waiting = { type: 'waiting' } as const;

let folder: string;
let database: Storage;
let now: number;
let contacts: readonly Contact[];
let consoleTrouble: Error | undefined;
let telegramTrouble: Error | undefined;
let failures: readonly { user: string; address: string; reason: 'wrongPassword' }[];
let isListening: boolean;
let said: string[];
let burnt: number[];
let asked: string[];
let deps: CardDeps;
let card: WatchedCard;

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'nb-card-'));
  await writeFile(path.join(folder, 'pjsip.conf'), '[1001]\ntype=endpoint\n');
  database = await openDatabase(':memory:');
  now = 0;
  contacts = [];
  consoleTrouble = undefined;
  telegramTrouble = undefined;
  failures = [];
  isListening = true;
  [said, burnt, asked] = [[], [], []];
  const clock = { now: () => now };
  const say = <Result>(key: string, result: Result): Promise<Result> => {
    if (telegramTrouble) return Promise.reject(telegramTrouble);
    said.push(key);
    return Promise.resolve(result);
  };
  deps = {
    phone: { server: 'pbx', domain: 'pbx', port: 5060 },
    publicUrl: undefined,
    isPbxEmulated: false,
    folder: { configFolder: folder, managedFile: 'managed.conf' },
    ari: {
      ping: () => Promise.resolve({ asteriskId: 'x' }),
      getEndpoint: () => Promise.resolve({ resource: '1001', state: 'offline', channelIds: [] }),
    },
    cli: {
      showContacts: () => {
        asked.push('console');
        return consoleTrouble ? Promise.reject(consoleTrouble) : Promise.resolve(contacts);
      },
    },
    asteriskLog: {
      mark: () => Promise.resolve(card.logMark),
      registerFailuresSince: () => Promise.resolve(failures),
    },
    answersSip: () => {
      asked.push('sip');
      return Promise.resolve(isListening);
    },
    store: createPhoneCardStore(database),
    chat: {
      sendMessage: (_chatId, { text }) => say(`new: ${text}`, 7),
      editMessage: (_chatId, _messageId, { text }) => say(text, 'done' as const),
    },
    vanishing: {
      sendVanishing: () => Promise.resolve(1),
      vanishNow: (_chatId, messageId) => {
        burnt.push(messageId);
        return Promise.resolve();
      },
    },
    words: () => (key) => key.replace('phone-card-', ''),
    newToken: () => 'x',
    clock,
    log: createLog({ level: 'silent' }),
    links: openLinks({ publicUrl: undefined, newToken: () => 'x', clock }),
  };
  card = {
    ...{ number: '1001', name: 'Aziza', chatId: 5, locale: 'uz', messageId: 6 },
    ...{ secretMessageIds: [1, 2], protocol: 'udp', port: 5060, sentAt: 0 },
    ...{ explainAt: 2 * minute, watchUntil: 30 * minute },
    ...{ before: { contacts: [], isOnline: false }, verdict: waiting, shown: waiting },
    logMark: { path: '/log', inode: 1, size: 0 },
  };
  await deps.store.put(card);
});
afterEach(async () => {
  await database.destroy();
  rmSync(folder, { recursive: true });
});

const contact = (status: Contact['status'], roundTripMs?: number): Contact => ({
  ...{ aor: '1001', uri: 'sip:1001@10.0.0.7', status, roundTripMs },
  ...{ userAgent: 'a phone', address: '10.0.0.7', ownAddress: '10.0.0.7' },
  expiresAt: new Date(1),
});

/** Looks at a minute; `card` is then what is left of it, or nothing. */
async function lookAt(at: number, { isAsked = false } = {}): Promise<boolean> {
  now = at * minute;
  const next = await checkCard(deps, card, { contacts, isOnline: false }, { isAsked });
  if (next) card = next;
  expect(await deps.store.list()).toEqual(next ? [JSON.parse(JSON.stringify(next))] : []);
  return next !== undefined;
}

test('a phone that registers burns the secret once; when it answers, all is told and it is over', async () => {
  await lookAt(0.5);
  expect([said, burnt]).toEqual([[], []]);
  contacts = [contact('NonQual')];
  await lookAt(0.6);
  expect(burnt).toEqual([1, 2]);
  expect(said).toEqual(['title\nregistered\naddress\nagent']);
  contacts = [contact('Avail', 12)];
  expect(await lookAt(0.7)).toBe(false);
  expect(said.at(-1)).toBe('title\nregistered\naddress\nagent\nround-trip');
  expect(burnt).toEqual([1, 2]);
});

test('a phone that Asterisk does not ask is left in peace after a while', async () => {
  contacts = [contact('NonQual')];
  expect(await lookAt(1)).toBe(true);
  expect(await lookAt(2)).toBe(true);
  expect(await lookAt(3)).toBe(false);
});

test('one that cannot be reached is told so, and when it can, that too', async () => {
  contacts = [contact('NonQual')];
  await lookAt(1);
  contacts = [contact('Unavail')];
  await lookAt(1.1);
  expect(said.at(-1)).toBe('title\nunreachable');
  contacts = [contact('Avail', 3)];
  expect(await lookAt(9)).toBe(false);
  expect(said.at(-1)).toContain('round-trip');
});

test('silence is explained after two minutes, and then by the log alone', async () => {
  await lookAt(1.99);
  expect(asked).toEqual([]);
  await lookAt(2);
  expect(said).toEqual(['title\nnothing-arrived']);
  await lookAt(10);
  expect(asked).toEqual(['sip']);
  failures = [{ user: '1001', address: '10.0.0.7:5060', reason: 'wrongPassword' }];
  await lookAt(10.1);
  expect(said).toHaveLength(1);
  await lookAt(11);
  expect(said.at(-1)).toBe('title\nwrong-password');
  contacts = [contact('Avail', 3)];
  await lookAt(20);
  expect(said.at(-1)).toContain('registered');
});

test('when somebody asks, it is explained at once and told again', async () => {
  isListening = false;
  await lookAt(0.1, { isAsked: true });
  await lookAt(0.2, { isAsked: true });
  expect(said).toEqual(['title\nnot-listening', 'title\nnot-listening']);
});

test('without the log, or without Asterisk, it says that it does not know', async () => {
  card = { ...card, logMark: undefined };
  await lookAt(2);
  expect(said.at(-1)).toBe('title\nno-log');
  const away = () => Promise.reject(new Unreachable('away'));
  deps = { ...deps, ari: { ...deps.ari, ping: away } };
  await lookAt(3, { isAsked: true });
  expect(said.at(-1)).toBe('title\nno-asterisk');
});

test('an extension that is gone is not waited for, and its secret goes', async () => {
  await writeFile(path.join(folder, 'pjsip.conf'), '; nothing\n');
  expect(await lookAt(2)).toBe(false);
  expect([said, burnt]).toEqual([['title\ngone'], [1, 2]]);
});

test('an emulated PBX is said to be one, at once; its phone is waited for', async () => {
  deps = { ...deps, isPbxEmulated: true };
  card = { ...card, explainAt: 0 };
  expect(await lookAt(0)).toBe(true);
  expect(said).toEqual(['title\nemulated']);
  contacts = [contact('Avail', 12)];
  expect(await lookAt(1)).toBe(false);
  expect(burnt).toEqual([1, 2]);
});

test('after half an hour nobody watches any more, and the message says so', async () => {
  await lookAt(2);
  expect(await lookAt(30)).toBe(false);
  expect(said.at(-1)).toBe('title\nnothing-arrived\n\nover');
});

test('while Telegram is away nothing is lost, not even by a restart', async () => {
  telegramTrouble = new Unreachable('away');
  contacts = [contact('Avail', 3)];
  expect(await lookAt(1)).toBe(true);
  expect(burnt).toEqual([1, 2]);
  telegramTrouble = undefined;
  contacts = [];
  [card = card] = await deps.store.list();
  expect(await lookAt(2)).toBe(false);
  expect(said).toEqual(['title\nregistered\naddress\nagent\nround-trip']);
  expect(burnt).toEqual([1, 2]);
});

test('of somebody who blocked the bot nobody is told', async () => {
  telegramTrouble = new Refused('blocked', { status: 403 });
  expect(await lookAt(2)).toBe(false);
});

test('a card whose message became something else speaks up only when the phone is there', async () => {
  card = { ...card, messageId: undefined };
  await lookAt(2);
  expect(said).toEqual([]);
  contacts = [contact('Avail', 3)];
  await lookAt(3);
  expect(said).toEqual(['new: title\nregistered\naddress\nagent\nround-trip']);
});

test('a console that does not work is not asked for a minute', async () => {
  consoleTrouble = new Misconfigured('sudo');
  const watch = watchCards(deps, { lookEvery: 1 });
  await watch.start();
  await expect.poll(() => asked).toEqual(['console']);
  now = 59_000;
  const looks = countLooks();
  await expect.poll(looks).toBeGreaterThan(3);
  expect(asked).toEqual(['console']);
  now = 60_001;
  await expect.poll(() => asked).toEqual(['console', 'console']);
  await watch.stop();
});

test('nobody is asked anything when no card is open', async () => {
  await deps.store.remove('1001');
  const looks = countLooks();
  const watch = watchCards(deps, { lookEvery: 1 });
  await watch.start();
  expect(await watch.check('1001')).toBe('over');
  await watch.stop();
  expect([looks(), asked]).toEqual([0, []]);
});

test('a second card of the number ends the first', async () => {
  const watch = watchCards(deps, { lookEvery: minute });
  await watch.start();
  await watch.add({ ...card, messageId: undefined, secretMessageIds: [3], sentAt: 1 });
  await watch.stop();
  expect(burnt).toEqual([1, 2]);
  expect(said).toEqual(['title\nreplaced', 'new: title\nwaiting']);
  expect(await deps.store.list()).toMatchObject([{ messageId: 7, secretMessageIds: [3] }]);
});

/** How often Asterisk was asked for the endpoint from now on. */
function countLooks(): () => number {
  let looks = 0;
  const { ari } = deps;
  const getEndpoint = ari.getEndpoint;
  Object.assign(ari, {
    getEndpoint: (number: string) => {
      looks += 1;
      return getEndpoint(number);
    },
  });
  return () => looks;
}
