import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  createCustomerCalls,
  createCustomerCallStore,
} from '../../../src/features/customer-calls/index.ts';
import type { Happening } from '../../../src/meta/customer-event.ts';
import { openDatabase, type Storage } from '../../../src/storage/database.ts';

let database: Storage;
let talkId: number;

beforeEach(async () => {
  database = await openDatabase(':memory:');
  ({ talkId } = await database
    .insertInto('customerTopics')
    .values({
      ...{ platform: 'messenger', accountId: 'p', customerId: 'c', name: 'Kamola', createdAt: 1 },
      ...{ chatId: -1001234567890, topicId: 7, headId: 8, headWanted: 0 },
    })
    .returning('talkId')
    .executeTakeFirstOrThrow());
});
afterEach(() => database.destroy());

type Death = 'none' | 'beforeCommit' | 'afterCommit';

/** A life of the feature, which may end around what it writes. */
function live(death: Death) {
  const real = createCustomerCallStore(database);
  return createCustomerCalls({
    store: {
      ...real,
      change: async (...change) => {
        if (death !== 'beforeCommit') await real.change(...change);
        if (death !== 'none') throw new Error('the process died');
      },
    },
    people: { list: () => Promise.resolve([]), byTelegramId: () => Promise.resolve(undefined) },
    findRoute: () =>
      Promise.resolve({
        ...{ chatId: -1001234567890, topicId: undefined, locale: 'uz', setBy: 1 },
        blindSince: undefined,
      }),
    outbox: { wake: () => undefined },
    audit: { record: () => Promise.resolve() },
    wordsOf: () => (key) => key,
    live: () => [],
    placeCall: () => Promise.resolve({ type: 'refused', because: 'noTrunk' }),
    beginCall: () => Promise.resolve(true),
    topicLink: () => undefined,
    ...{ touchHead: () => undefined, retell: () => undefined },
    ...{ clock: { now: () => 5 }, timeZone: 'Asia/Tashkent' },
  });
}

const said = (text: string): Happening => ({
  ...{ type: 'message', mid: 'm', text, attachments: [], replyTo: undefined },
  ...{ referral: undefined, quickReply: undefined },
});

test.each(['none', 'beforeCommit', 'afterCommit'] as const)(
  'told again after a death %s: the number is tied once, with one message and one wish for the head',
  async (death) => {
    await live(death)
      .hear(talkId, said('90 123 45 67'))
      .catch(() => undefined);
    for (let times = 0; times < 3; times += 1) {
      await live('none').hear(talkId, said('90 123 45 67'));
    }
    const numbers = await database.selectFrom('customerNumbers').selectAll().execute();
    expect(numbers).toEqual([{ talkId, number: '998901234567', state: 'tied', mid: 'm', at: 5 }]);
    const cards = await database.selectFrom('liveCards').select(['key', 'topicId']).execute();
    expect(cards).toEqual([{ key: `tie ${talkId} 998901234567`, topicId: 7 }]);
    const topic = await database
      .selectFrom('customerTopics')
      .select('headWanted')
      .executeTakeFirstOrThrow();
    expect(topic.headWanted).toBe(1);
  },
);

test('a number is found however Asterisk writes it, and in no other', async () => {
  const feature = live('none');
  await feature.hear(talkId, said('90 123 45 67'));
  const written = ['998901234567', '+998901234567', '901234567', '8901234567', '00998901234567'];
  const others = ['998901234568', '1234567', '4567', 'anonymous', '', '1001', '79901234567'];
  const customersOf = await feature.findCustomers([...written, ...others]);
  for (const number of written) expect(customersOf(number)).toHaveLength(1);
  for (const number of others) expect(customersOf(number)).toEqual([]);
});

test('a card that is bound to its topic goes with it, and begins anew in the next one', async () => {
  const feature = live('none');
  await feature.hear(talkId, said('90 123 45 67'));
  await database.updateTable('liveCards').set({ messageId: 9, shown: 'x' }).execute();
  await database.updateTable('customerTopics').set({ topicId: 70 }).execute();
  await feature.hear(talkId, { type: 'edit', mid: 'm', text: '', edits: 1 });
  await feature.hear(talkId, said('90 123 45 67'));
  const cards = await database.selectFrom('liveCards').select(['topicId', 'messageId']).execute();
  expect(cards).toEqual([{ topicId: 70, messageId: null }]);
});
