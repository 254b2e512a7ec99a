import { expect, test } from 'vitest';
import { createInboxStore } from '../../../src/features/inbox/index.ts';
import { runForgetting } from '../../../src/features/inbox/run-forgetting.ts';
import { createLinkStore } from '../../../src/features/inbox-media/index.ts';
import { createTopicStore } from '../../../src/features/inbox-topics/index.ts';
import { createLog } from '../../../src/lib/log.ts';
import { openDatabase } from '../../../src/storage/database.ts';

test('at its start what was kept long enough is forgotten, in the events and in what was shown; the rest stays', async () => {
  const database = await openDatabase(':memory:');
  const now = 1_790_000_000_000;
  const day = 24 * 60 * 60_000;
  const event = (mid: string, age: number) => ({
    ...{ eventKey: mid, platform: 'messenger', accountId: '1', customerId: '2', kind: 'message' },
    ...{ mid, happenedAt: now - age, receivedAt: now - age, slot: 'messaging', body: '{}' },
    state: 'done',
  });
  await database
    .insertInto('inboxEvents')
    .values([event('old', 91 * day), event('young', 89 * day)])
    .execute();
  const topics = createTopicStore(database);
  const links = createLinkStore(database);
  const { talkId } = await topics.add(
    { platform: 'messenger', accountId: '1', customerId: '2' },
    'Bobur',
    now,
  );
  for (const [sequence, age] of [91, 89].entries()) {
    const key = { sequence, part: 0 };
    const at = now - age * day;
    await topics.beginPost({ ...key, talkId, mid: undefined, html: 'gap', at });
    await topics.settlePost(key, { chatId: -1, messageId: sequence, at });
    const linkId = `link ${age}`;
    await links.add({ linkId, mid: undefined, url: 'x', createdAt: now - age * day });
  }
  const forgetting = runForgetting({
    ...{ store: createInboxStore(database), clock: { now: () => now }, keepMs: 90 * day },
    ...{ log: createLog({ level: 'silent' }), forgetElsewhere: [topics.forgetPosts, links.forget] },
  });
  const left = async () => ({
    events: await database
      .selectFrom('inboxEvents')
      .select('mid')
      .where('body', '!=', '')
      .execute(),
    posts: (await topics.listLastPosts(talkId, 10)).length,
    links: [await links.find('link 91'), await links.find('link 89')],
  });
  await expect
    .poll(left, { timeout: 20_000 })
    .toEqual({ events: [{ mid: 'young' }], posts: 1, links: [undefined, 'x'] });
  await forgetting.stop();
  await database.destroy();
});
