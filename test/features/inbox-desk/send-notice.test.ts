import { expect, test } from 'vitest';
import { sendNotice } from '../../../src/features/inbox-desk/send-notice.ts';
import { Refused, Unreachable } from '../../../src/lib/error.ts';
import { createLog } from '../../../src/lib/log.ts';
import type { Person } from '../../../src/storage/people.ts';

const answer = { talkId: 1, telegramId: 2, chatId: -100, topicId: 7, messageId: 70 };
const owner: Person = {
  ...{ personId: 3, name: 'Aziza', telegramId: 4, extension: undefined, isOnDuty: true },
  ...{ role: 'operator', locale: 'uz' },
};

/** A group whose topic 7 fails with this, where the customer has that topic now. */
async function told(trouble: Error, nowAt: number | undefined) {
  const seen: object[] = [];
  const isTold = await sendNotice(
    {
      chat: {
        sendMessage: (chatId, { text }, placement = {}) => {
          if (placement.topicId === answer.topicId) return Promise.reject(trouble);
          seen.push({ chatId, text, ...placement });
          return Promise.resolve(1);
        },
      },
      groupWords: () => Promise.resolve((key: string) => key),
      findTalk: (talkId) =>
        Promise.resolve({
          ...{ talkId, isClosed: false, closedAt: undefined },
          place: nowAt === undefined ? undefined : { chatId: -100, topicId: nowAt },
        }),
      log: createLog({ level: 'silent' }),
    },
    answer,
    owner,
  );
  return { isTold, seen };
}

const gone = new Refused('message thread not found', { details: { trouble: 'topicGone' } });

test('whose customer it is follows them into their new topic', async () => {
  const seen = [{ chatId: -100, text: 'desk-anothers-answer', topicId: 8, silent: true }];
  expect(await told(gone, 8)).toEqual({ isTold: true, seen });
});

test.each([
  ['a topic that is gone, and none in its place', gone, undefined],
  ['a topic that is gone, and nobody noticed', gone, 7],
  ['a Telegram that does not answer', new Unreachable('away'), 8],
])('in %s it is left for the next answer', async (_what, trouble, nowAt) => {
  expect(await told(trouble, nowAt)).toEqual({ isTold: false, seen: [] });
});
