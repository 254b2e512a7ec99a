import { GrammyError, HttpError } from 'grammy';
import { expect, test } from 'vitest';
import { Refused, Unreachable } from '../../src/lib/error.ts';
import { stopOf, troubleOf } from '../../src/telegram/api-trouble.ts';

const refusal = (code: number, description: string, parameters = {}) =>
  new GrammyError(
    'Call failed',
    { ok: false, error_code: code, description, parameters },
    'sendMessage',
    {},
  );

test.each([
  [400, 'Bad Request: message is not modified: specified new message content …', 'unchanged'],
  [400, 'Bad Request: message to edit not found', 'gone'],
  [400, "Bad Request: message can't be edited", 'gone'],
  [400, 'Bad Request: message to delete not found', 'gone'],
  [400, "Bad Request: message can't be deleted for everyone", 'gone'],
  [400, "Bad Request: can't parse entities: Unexpected end tag", 'badMarkup'],
  [400, 'Bad Request: message is too long', 'tooLong'],
  [400, 'Bad Request: message thread not found', 'topicGone'],
  [400, 'Bad Request: TOPIC_DELETED', 'topicGone'],
  [400, 'Bad Request: TOPIC_CLOSED', 'topicClosed'],
  [400, 'Bad Request: query is too old and response timeout expired', 'lateAnswer'],
  [400, 'Bad Request: chat not found', 'unknownChat'],
  [400, 'Bad Request: something new', 'refused'],
  [401, 'Unauthorized', 'revoked'],
  [403, 'Forbidden: bot was blocked by the user', 'blocked'],
  [403, 'Forbidden: bot was kicked from the supergroup chat', 'blocked'],
  [409, 'Conflict: terminated by other getUpdates request', 'otherPoller'],
] as const)('%i “%s” is %s, and Refused', (code, description, trouble) => {
  const error = refusal(code, description);
  expect(troubleOf(error)).toBe(trouble);
  const stop = stopOf(error);
  expect(stop).toBeInstanceOf(Refused);
  expect(stop).toMatchObject({ status: code, details: { trouble } });
  expect(troubleOf(stop)).toBe(trouble);
});

test('429 is Unreachable with the seconds to wait; a group that moved is Refused with its new id', () => {
  const wait = stopOf(refusal(429, 'Too Many Requests', { retry_after: 7 }));
  expect(wait).toBeInstanceOf(Unreachable);
  expect(wait).toMatchObject({ details: { trouble: 'wait', retryAfterSeconds: 7 } });
  const moved = stopOf(
    refusal(400, 'Bad Request: group chat was upgraded', { migrate_to_chat_id: -1001 }),
  );
  expect(moved).toMatchObject({ details: { trouble: 'migrated', migratedTo: -1001 } });
});

test('no answer is Unreachable without the token; what is not Telegram’s stays as it is', () => {
  const cause = new Error('connect ECONNREFUSED http://127.0.0.1:1/bot700:AAE_secret-Token/getMe');
  const stop = stopOf(new HttpError('Network request failed', cause));
  expect(stop).toBeInstanceOf(Unreachable);
  expect(String(stop)).toContain('ECONNREFUSED');
  expect(String(stop)).not.toContain('AAE_secret');
  const bug = new TypeError('a bug');
  expect(stopOf(bug)).toBe(bug);
});
