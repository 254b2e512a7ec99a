import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { dueReport } from '../../../src/features/report/due-report.ts';
import { createReportStore } from '../../../src/features/report/index.ts';
import type { ReportDeps } from '../../../src/features/report/report-deps.ts';
import { sendDueReport } from '../../../src/features/report/send-due-report.ts';
import { Refused, Unreachable } from '../../../src/lib/error.ts';
import { addDays, localTime } from '../../../src/lib/local-time.ts';
import { createLog } from '../../../src/lib/log.ts';
import { openDatabase, type Storage } from '../../../src/storage/database.ts';
import { createRoutes } from '../../../src/storage/routes.ts';
import type { Placement } from '../../../src/telegram/chat.ts';

const timeZone = 'Asia/Tashkent';
const group = -1001;
const at = (text: string): number => Date.parse(`${text}+05:00`);

let database: Storage;
let now: number;
let deps: ReportDeps;
/** What stands in the group: a lock first, the report later. */
let standing: Map<number, string>;
/** Called before each step of Telegram's; throws when that step should fail. */
let step: (name: string) => void;
let topics: (number | undefined)[];
let silences: (boolean | undefined)[];

beforeEach(async () => {
  database = await openDatabase(':memory:');
  const routes = createRoutes(database);
  await routes.set('calls', { chatId: group, topicId: 7, locale: 'en', setBy: 1 });
  standing = new Map();
  topics = [];
  silences = [];
  step = () => undefined;
  let newest = 100;
  const send = async (text: string, placement: Placement = {}): Promise<number> => {
    step('lock');
    topics.push(placement.topicId);
    silences.push(placement.silent);
    newest += 1;
    const messageId = newest;
    standing.set(messageId, '🔒');
    await placement.onPlaced?.(messageId);
    step('fill');
    standing.set(messageId, text);
    step('answer');
    return messageId;
  };
  deps = {
    minute: 20 * 60,
    callLog: { listBetween: () => Promise.resolve([]) },
    ...{ store: createReportStore(database), routes },
    people: { list: () => Promise.resolve([]) },
    chat: {
      sendMessage: (_chatId, { text }, placement) => send(text, placement),
      sendPhoto: (_chatId, { caption = '' }, placement) => send(caption, placement),
      deleteMessage: (_chatId, messageId) => {
        step('delete');
        standing.delete(messageId);
        return Promise.resolve();
      },
    },
    wordsOf: () => (key) => key,
    isQuiet: () => false,
    clock: { now: () => now },
    log: createLog({ level: 'silent' }),
    timeZone,
  };
  now = at('2026-11-20T12:00:00');
  await look();
});
afterEach(() => database.destroy());

const look = (): Promise<void> => sendDueReport(deps, 20 * 60);
const reports = (): readonly string[] => [...standing.values()];

describe('the report of a day', () => {
  test('comes at its hour, and not before', async () => {
    now = at('2026-11-20T19:59:59');
    await look();
    expect(reports()).toEqual([]);
    now = at('2026-11-20T20:00:00');
    await look();
    await look();
    expect(reports()).toEqual(['report-title-day\n\nreport-empty-day']);
    expect(topics).toEqual([7]);
  });

  test('says that it is late, until the next morning', async () => {
    now = at('2026-11-21T07:00:00');
    await look();
    expect(reports()).toEqual(['report-title-day\n\nreport-late\n\nreport-empty-day']);
    now = at('2026-11-22T08:01:00');
    await look();
    expect(reports()).toHaveLength(1);
    now = at('2026-11-22T20:00:00');
    await look();
    expect(reports()).toHaveLength(2);
  });

  test.each(['lock', 'fill', 'answer'])(
    'stands there once, though Telegram is lost at the step %s, and again when that is cleaned up',
    async (where) => {
      now = at('2026-11-20T20:00:00');
      step = (name) => {
        if (name === where) throw new Unreachable('gone');
      };
      await look();
      step = (name) => {
        if (name === 'delete') throw new Unreachable('gone');
      };
      if (where !== 'lock') await look();
      step = () => undefined;
      await look();
      await look();
      expect(reports()).toEqual(['report-title-day\n\nreport-empty-day']);
    },
  );

  test('is tried without its topic when it is refused, and given up in the end', async () => {
    now = at('2026-11-20T20:00:00');
    step = (name) => {
      if (name === 'fill') throw new Refused('no', { status: 400 });
    };
    for (let count = 0; count < 10; count += 1) await look();
    expect(topics).toEqual([7, undefined, undefined, undefined, undefined]);
    expect(await deps.store.find('2026-11-20')).toMatchObject({ state: 'failed' });
  });

  test('follows a group that became a supergroup, and comes there the same evening', async () => {
    now = at('2026-11-20T20:00:00');
    step = (name) => {
      if (name !== 'lock') return;
      throw new Refused('upgraded', { status: 400, details: { migratedTo: -1002 } });
    };
    await look();
    step = () => undefined;
    await look();
    expect(reports()).toHaveLength(1);
    expect(await deps.routes.find('calls')).toMatchObject({ chatId: -1002, topicId: undefined });
    expect(await deps.store.find('2026-11-20')).toMatchObject({ state: 'sent', tries: 0 });
  });

  test('is given up aloud: an admin learns of it in private, once', async () => {
    const admin = { personId: 5, name: 'A', role: 'admin', locale: 'en', telegramId: 55 } as const;
    const person = { ...admin, extension: undefined, isOnDuty: false };
    const told: number[] = [];
    deps = {
      ...deps,
      people: { list: () => Promise.resolve([person]) },
      chat: {
        ...deps.chat,
        sendMessage: (chatId) => {
          if (chatId < 0) return Promise.reject(new Refused('kicked', { status: 403 }));
          return Promise.resolve(told.push(chatId));
        },
      },
    };
    now = at('2026-11-20T20:00:00');
    for (let count = 0; count < 10; count += 1) await look();
    expect(told).toEqual([55]);
  });

  test('is not made up for when there was nobody to get it', async () => {
    await deps.routes.remove('calls');
    now = at('2026-11-20T20:00:00');
    await look();
    await deps.routes.set('report', { chatId: group, topicId: 9, locale: 'en', setBy: 1 });
    now += 3600_000;
    await look();
    expect(reports()).toEqual([]);
  });

  test('makes no sound in the quiet hours', async () => {
    deps = { ...deps, isQuiet: () => true };
    now = at('2026-11-20T20:00:00');
    await look();
    expect(silences).toEqual([true]);
  });
});

test.each(['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe'])(
  'in %s each day has one report at its hour, also where clocks jump over it and back',
  (zone) => {
    const time = localTime(zone);
    const minute = 2 * 60 + 15;
    const sent = new Map<string, number>();
    const seasons = ['2026-03-01', '2026-03-25', '2026-10-01', '2026-10-25'];
    const days = seasons.flatMap((first) =>
      Array.from({ length: 14 }, (_, index) => addDays(first, index)),
    );
    for (const day of days) {
      const end = time.startOf(addDays(day, 1));
      for (let moment = time.startOf(day); moment < end; moment += 5 * 60_000) {
        const { date } = dueReport(moment, minute, time);
        if (!sent.has(date)) sent.set(date, time.minuteAt(moment));
      }
    }
    for (const day of days) {
      expect(sent.get(day)).toBeGreaterThanOrEqual(minute);
      expect(sent.get(day)).toBeLessThanOrEqual(3 * 60);
    }
  },
);
