import path from 'node:path';
import { globSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { AriEvent } from '../../../src/asterisk/ari-event.ts';
import { createCalls, createCallStore, type Calls } from '../../../src/features/calls/index.ts';
import {
  createMissedCalls,
  createMissedStore,
  type MissedCalls,
} from '../../../src/features/missed-calls/index.ts';
import { createLog } from '../../../src/lib/log.ts';
import { createRoutes } from '../../../src/storage/routes.ts';
import { createCallLog } from '../../../src/telephony/store.ts';
import { createWords } from '../../../src/telegram/words.ts';
import {
  group,
  startMadeUpChats,
  type MadeUpChats,
  type MadeUpFault,
} from '../../support/made-up-chats.ts';

let chats: MadeUpChats;
let calls: Calls;
let missed: MissedCalls;
let listeners: ((event: AriEvent) => void)[];

beforeEach(async () => {
  chats = await startMadeUpChats();
  listeners = [];
  const log = createLog({
    level: 'warn',
    destination: { write: (line) => chats.logged.push(line) },
  });
  const source = path.join(import.meta.dirname, '../../../src');
  const words = createWords(
    globSync(path.join(source, '{telephony,features/{calls,missed-calls}}/*.ftl')),
    log,
  );
  const routes = createRoutes(chats.database);
  await routes.set('calls', { chatId: group, topicId: 7, locale: 'en', setBy: 1 });
  const store = createCallStore(chats.database);
  await store.noteRouteMessage(group, 100, chats.now());
  calls = createCalls({
    events: {
      listen: (listener) => {
        listeners.push(listener);
        return () => undefined;
      },
      onState: () => () => undefined,
      state: () => ({ type: 'starting' }),
    },
    ari: { listChannels: () => Promise.resolve([]) },
    cdr: { listSince: () => Promise.resolve({ type: 'none' }) },
    ...{ store, callLog: createCallLog(chats.database), routes, log },
    people: { list: () => Promise.resolve([]) },
    outbox: {
      wake: (chatId) => {
        chats.outbox().wake(chatId);
      },
    },
    chat: { sendMessage: () => Promise.resolve(1) },
    wordsOf: words,
    onSaved: (saved) => {
      missed.hear(saved);
    },
    clock: { now: chats.now },
    timeZone: 'Asia/Tashkent',
  });
  missed = createMissedCalls({
    store: createMissedStore(chats.database),
    callLog: createCallLog(chats.database),
    live: () => calls.live(),
    placeCall: () => Promise.resolve({ type: 'refused', because: 'noTrunk' }),
    people: { list: () => Promise.resolve([]), byTelegramId: () => Promise.resolve(undefined) },
    findRoute: () => routes.find('calls'),
    outbox: {
      wake: (chatId) => {
        chats.outbox().wake(chatId);
      },
    },
    audit: { record: () => Promise.resolve() },
    isQuiet: () => false,
    policy: { escalateAfterMs: 60_000, supervisorAfterMs: 300_000 },
    ...{ wordsOf: words, clock: { now: chats.now }, log, timeZone: 'Asia/Tashkent' },
  });
  await calls.start();
  await missed.start();
});

afterEach(async () => {
  await calls.stop();
  await missed.stop();
  await chats.close();
});

/** The same luck every time. Source: the sandbox's faults. */
function luck(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}

type PlannedEvent = { readonly at: number; readonly event: AriEvent };

/** A customer's call to phone 1001, which answers or does not, in Asterisk's words. */
function plannedCall(index: number, startsAt: number, random: () => number) {
  const number = `99890${String(1_000_000 + index)}`;
  const isMissed = random() < 0.4;
  const ringMs = 2_000 + random() * 15_000;
  const endsAt = startsAt + ringMs + (isMissed ? 0 : random() * 40_000);
  const vars = { channelvars: { 'CHANNEL(linkedid)': `call-${index}` } };
  const trunk = {
    ...{ id: `trunk-${index}`, name: `PJSIP/trunk-${index.toString(16).padStart(8, '0')}` },
    ...{ state: 'Ring', caller: { name: '', number }, dialplan: { exten: '712000000' }, ...vars },
  };
  const phone = {
    ...{ id: `phone-${index}`, name: `PJSIP/1001-${index.toString(16).padStart(8, '0')}` },
    ...{ state: 'Down', caller: { name: '', number: '1001' }, dialplan: { exten: 's' }, ...vars },
  };
  const dial = { type: 'Dial', caller: trunk, peer: phone, dialstring: '1001' };
  const plan: readonly (readonly [number, AriEvent])[] = [
    [startsAt, { type: 'ChannelCreated', channel: trunk }],
    [startsAt + 5, { ...dial, dialstatus: '' }],
    [startsAt + 40, { ...dial, dialstatus: 'RINGING' }],
    ...(isMissed
      ? [[endsAt - 1, { type: 'ChannelHangupRequest', channel: trunk }] as const]
      : [[startsAt + ringMs, { ...dial, dialstatus: 'ANSWER' }] as const]),
    [endsAt, { type: 'ChannelDestroyed', channel: phone, cause: 16 }],
    [endsAt, { type: 'ChannelDestroyed', channel: trunk, cause: 16 }],
  ];
  const events = plan.map(([at, event]): PlannedEvent => ({ at: Math.round(at), event }));
  return { number, isMissed, events };
}

/** `+998 90 100 00 07`, as the cards write it. */
function written(number: string): string {
  return number.replace(/^998(..)(...)(..)(..)$/, '+998 $1 $2 $3 $4');
}

async function play(planned: readonly PlannedEvent[], startedAt: number): Promise<void> {
  for (const { at, event } of planned.toSorted((a, b) => a.at - b.at)) {
    await chats.passes(Math.max(0, startedAt + at - chats.now()));
    const timestamp = new Date(startedAt + at).toISOString();
    for (const listener of listeners) listener({ ...event, timestamp });
  }
}

test('above what the group takes, new calls share one message; calm again, each has its own', async () => {
  const startedAt = chats.now();
  const many = Array.from({ length: 30 }, (_, index) => plannedCall(index, index * 100, () => 0.9));
  const all = many.flatMap(({ events }) => events);
  const isEnd = ({ event }: PlannedEvent): boolean => event.type === 'ChannelDestroyed';
  await play(
    all.filter((event) => !isEnd(event)),
    startedAt,
  );
  await chats.passes(60_000);
  const boards = chats.shown().filter((text) => text.includes('Many calls'));
  expect(boards).toHaveLength(1);
  expect(boards[0]).toContain('22 now');
  expect(boards[0]).toContain('and 2 more');
  await play(
    all.filter(isEnd).map(({ event }) => ({ event, at: chats.now() - startedAt })),
    startedAt,
  );
  await chats.passes(60_000);
  expect(chats.shown().filter((text) => text.includes('Many calls'))).toEqual([]);
  const later = plannedCall(40, chats.now() - startedAt, () => 0.9);
  await play(later.events.slice(0, 3), startedAt);
  await chats.passes(60_000);
  expect(chats.shown().some((text) => text.includes(written(later.number)))).toBe(true);
  expect(chats.calls.filter(({ what }) => what.includes('Many calls')).length).toBeLessThan(15);
});

test.each([1, 2, 3])(
  '1,000 calls in a minute, 20 messages a minute, 30 % faults: every missed call is announced, every card ends right (luck %i)',
  { timeout: 120_000 },
  async (seed) => {
    const random = luck(seed);
    const faults: readonly MadeUpFault[] = [
      { type: 'unreachable' },
      { type: 'lostAnswer' },
      { type: 'wait', seconds: 3 },
    ];
    chats.fault = () => (random() < 0.3 ? faults[Math.floor(random() * 3)] : undefined);
    const planned = Array.from({ length: 1000 }, (_, index) =>
      plannedCall(index, random() * 60_000, random),
    );
    await play(
      planned.flatMap(({ events }) => events),
      chats.now(),
    );
    await chats.passes(3 * 3600_000);

    expect(chats.callsDuringWait).toBe(0);
    const due = await chats.database
      .selectFrom('liveCards')
      .select('key')
      .where('wantedSince', 'is not', null)
      .execute();
    expect(due).toEqual([]);
    const shown = chats.shown();
    const wrong = planned.flatMap(({ number, isMissed }) => {
      const cards = shown.filter((text) => text.includes(written(number)));
      const [card] = cards;
      if (isMissed) return cards.length === 1 && card?.includes('❌') === true ? [] : [cards];
      return cards.length === 0 || (cards.length === 1 && card?.includes('✅') === true)
        ? []
        : [cards];
    });
    expect(wrong).toEqual([]);
    expect(shown.filter((text) => !/[❌✅]/u.test(text))).toEqual([]);
    expect(shown.filter((text) => text.includes('❌'))).toHaveLength(
      planned.filter(({ isMissed }) => isMissed).length,
    );
  },
);

test('two calls that become one end in one card', async () => {
  const startedAt = chats.now();
  const [first, second] = [plannedCall(1, 0, () => 0.9), plannedCall(2, 100, () => 0.9)];
  const talking = (one: typeof first): readonly PlannedEvent[] => one.events.slice(0, 4);
  await play([...talking(first), ...talking(second)], startedAt);
  await chats.passes(5000);
  expect(chats.shown()).toHaveLength(2);
  const joined = [first, second].map(({ events: [created] }) => ({
    at: chats.now() - startedAt,
    event: {
      ...{ type: 'ChannelEnteredBridge', channel: created?.event['channel'] },
      bridge: { id: 'bridge', bridge_type: 'mixing' },
    },
  }));
  await play(joined, startedAt);
  await chats.passes(5000);
  expect(chats.shown()).toHaveLength(1);
  expect(chats.shown()[0]).toContain(written(first.number));
});
