import path from 'node:path';
import { globSync } from 'node:fs';
import type { AriEvent } from '../../../src/asterisk/ari-event.ts';
import { createCalls, createCallStore } from '../../../src/features/calls/index.ts';
import { createMissedCalls, createMissedStore } from '../../../src/features/missed-calls/index.ts';
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

import { noCustomers } from '../../support/no-customers.ts';

/** The calls, the worklist and the outbox over a made-up Telegram, with a clock that jumps. */
export type StormHouse = {
  readonly chats: MadeUpChats;
  /** Asterisk's events at their times, in milliseconds from `startedAt`. */
  readonly play: (planned: readonly PlannedEvent[], startedAt: number) => Promise<void>;
  readonly close: () => Promise<void>;
};

export async function openStormHouse(): Promise<StormHouse> {
  const chats = await startMadeUpChats();
  const listeners: ((event: AriEvent) => void)[] = [];
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
  const calls = createCalls({
    ...noCustomers,
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
  const missed = createMissedCalls({
    ...noCustomers,
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
  return {
    chats,
    play: async (planned, startedAt) => {
      for (const { at, event } of planned.toSorted((a, b) => a.at - b.at)) {
        await chats.passes(Math.max(0, startedAt + at - chats.now()));
        const timestamp = new Date(startedAt + at).toISOString();
        for (const listener of listeners) listener({ ...event, timestamp });
      }
    },
    close: async () => {
      await calls.stop();
      await missed.stop();
      await chats.close();
    },
  };
}

export type StormFigures = {
  readonly calls: number;
  readonly missed: number;
  /** Messages that tell of a missed call, when all is over. */
  readonly announced: number;
  readonly sendsAndEdits: number;
  readonly boardEdits: number;
  readonly callsDuringWait: number;
  /** Cards that should have said something else, or still have something to say. */
  readonly wrong: readonly string[];
};

/** So many calls begin within 60 seconds; Telegram takes 20 messages a minute, and three of ten go wrong. */
export async function playStorm(count: number, seed: number): Promise<StormFigures> {
  const { chats, play, close } = await openStormHouse();
  const random = luck(seed);
  const faults: readonly MadeUpFault[] = [
    { type: 'unreachable' },
    { type: 'lostAnswer' },
    { type: 'wait', seconds: 3 },
  ];
  chats.fault = () => (random() < 0.3 ? faults[Math.floor(random() * 3)] : undefined);
  const planned = Array.from({ length: count }, (_, index) =>
    plannedCall(index, random() * 60_000, random),
  );
  await play(
    planned.flatMap(({ events }) => events),
    chats.now(),
  );
  await chats.passes(3 * 3600_000);
  const due = await chats.database
    .selectFrom('liveCards')
    .select('key')
    .where('wantedSince', 'is not', null)
    .execute();
  const shown = chats.shown();
  const wrong = planned.flatMap(({ number, isMissed }) => {
    const cards = shown.filter((text) => text.includes(written(number)));
    const isRight = cards.length === 1 && cards[0]?.includes(isMissed ? '❌' : '✅') === true;
    return isRight || (!isMissed && cards.length === 0) ? [] : [`${number}: ${cards.join(' | ')}`];
  });
  await close();
  return {
    calls: count,
    missed: planned.filter(({ isMissed }) => isMissed).length,
    announced: shown.filter((text) => text.includes('❌')).length,
    sendsAndEdits: chats.calls.length,
    boardEdits: chats.calls.filter(({ what }) => what.includes('Many calls')).length,
    callsDuringWait: chats.callsDuringWait,
    wrong: [
      ...wrong,
      ...due.map(({ key }) => `${key} is still due`),
      ...shown.filter((text) => !/[❌✅]/u.test(text)),
    ],
  };
}

/** The same luck every time. Source: the sandbox's faults. */
function luck(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}

export type PlannedEvent = { readonly at: number; readonly event: AriEvent };

/** A customer's call to phone 1001, which answers or does not, in Asterisk's words. */
export function plannedCall(index: number, startsAt: number, random: () => number) {
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
export function written(number: string): string {
  return number.replace(/^998(..)(...)(..)(..)$/, '+998 $1 $2 $3 $4');
}
