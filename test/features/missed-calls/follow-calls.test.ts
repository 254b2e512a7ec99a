import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createMissedCalls, createMissedStore } from '../../../src/features/missed-calls/index.ts';
import { createLog } from '../../../src/lib/log.ts';
import { openDatabase, type Storage } from '../../../src/storage/database.ts';
import { createCallLog } from '../../../src/telephony/store.ts';
import { noCustomers } from '../../support/no-customers.ts';

type MadeUpCall = {
  readonly customer: number;
  readonly isOut: boolean;
  readonly isMissed: boolean;
};
type Death = 'none' | 'beforeCommit' | 'afterCommit';

const begin = 1_800_000_000_000;

/** The last customer hides their number. */
const hidden = 2;

function numberOf({ customer }: MadeUpCall): string {
  return customer === hidden ? 'anonymous' : `99890123450${customer}`;
}

async function end(database: Storage, call: MadeUpCall, index: number): Promise<void> {
  const startedAt = begin + index * 10_000;
  await database
    .insertInto('calls')
    .values({
      ...{ callId: `call-${index}`, startedAt, endedAt: startedAt + 5000, isEndUnseen: 0 },
      direction: call.isOut ? 'outbound' : 'inbound',
      ...{ outsideNumber: numberOf(call), outsideName: '' },
      fromExtension: call.isOut ? '1001' : '',
      answeredBy: call.isMissed || call.isOut ? '' : '1001',
      ...{ waitedMs: 2000, talkMs: call.isMissed ? 0 : 3000, body: '{"legs":[],"talks":[]}' },
      missedBecause: call.isMissed ? 'noAnswer' : null,
    })
    .execute();
}

/** Each call is taken in by a process of its own, which may die at the commit. What is open at the end. */
async function live(plan: readonly (readonly [MadeUpCall, Death])[]) {
  const database = await openDatabase(':memory:');
  const real = createMissedStore(database);
  let now = begin;
  for (const [index, [call, death]] of [...plan, [undefined, 'none'] as const].entries()) {
    if (call) await end(database, call, index);
    now = begin + index * 10_000 + 6000;
    const missed = createMissedCalls({
      ...noCustomers,
      store: {
        ...real,
        save: async (news) => {
          if (death !== 'beforeCommit') await real.save(news);
          if (death !== 'none') throw new Error('the process died');
        },
      },
      callLog: createCallLog(database),
      live: () => [],
      placeCall: () => Promise.resolve({ type: 'refused', because: 'noTrunk' }),
      people: { list: () => Promise.resolve([]), byTelegramId: () => Promise.resolve(undefined) },
      findRoute: () =>
        Promise.resolve({ chatId: -1, topicId: 7, locale: 'uz', setBy: 1, blindSince: undefined }),
      outbox: { wake: () => undefined },
      audit: { record: () => Promise.resolve() },
      wordsOf: () => (key, values) => `${key} ${JSON.stringify(values)}`,
      isQuiet: () => false,
      policy: { escalateAfterMs: 60_000, supervisorAfterMs: 300_000 },
      ...{ clock: { now: () => now }, log: createLog({ level: 'silent' }) },
      timeZone: 'Asia/Tashkent',
    });
    await missed.start();
    await missed.stop();
  }
  const open = await real.listOpen({ limit: 100, offset: 0 });
  const cards = await database.selectFrom('liveCards').select('key').orderBy('key').execute();
  await database.destroy();
  return {
    open: open
      .map(({ numberKey, tries, attempt }) => `${numberKey} ${tries} ${String(attempt?.at)}`)
      .sort(),
    openCards: open.filter(({ entryId }) => cards.some(({ key }) => key === `missed ${entryId}`)),
  };
}

/** What must be open, told by the plain meaning of the words. */
function expected(calls: readonly MadeUpCall[]): readonly string[] {
  const waiting = new Map<number, { tries: number; attempt: number | undefined }>();
  for (const [index, { customer, isOut, isMissed }] of calls.entries()) {
    const entry = waiting.get(customer);
    // Neither a talk with a hidden number nor a call to it says anything about the others.
    if (customer === hidden && (isOut || !isMissed)) continue;
    if (!isMissed) waiting.delete(customer);
    else if (isOut && entry) entry.attempt = begin + index * 10_000;
    else if (!isOut) {
      waiting.set(customer, { tries: (entry?.tries ?? 0) + 1, attempt: entry?.attempt });
    }
  }
  return [...waiting]
    .map(([customer, { tries, attempt }]) => {
      const key = customer === hidden ? 'hidden' : `90123450${customer}`;
      return `${key} ${tries} ${String(attempt)}`;
    })
    .sort();
}

test('whenever the process dies, no customer is forgotten and no try counts twice', async () => {
  const call = fc.record({
    ...{ customer: fc.nat(2), isOut: fc.boolean() },
    isMissed: fc.oneof({ weight: 3, arbitrary: fc.constant(true) }, fc.constant(false)),
  });
  const death = fc.constantFrom<Death>('none', 'beforeCommit', 'afterCommit');
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(call, death), { maxLength: 10 }), async (plan) => {
      const { open, openCards } = await live(plan);
      expect(open).toEqual(expected(plan.map(([one]) => one)));
      expect(openCards).toHaveLength(open.length);
    }),
    { numRuns: 60 },
  );
});
