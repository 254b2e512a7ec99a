import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { DialMessage } from '../../../src/features/dial/store.ts';
import { watchEnds } from '../../../src/features/dial/watch-ends.ts';
import { Unreachable } from '../../../src/lib/error.ts';
import { createLog } from '../../../src/lib/log.ts';
import type { Call } from '../../../src/telephony/call.ts';
import { placedCallPrefix } from '../../../src/telephony/place-call.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
});
afterEach(() => {
  vi.useRealTimers();
});

const callId = `${placedCallPrefix}1`;
const message: DialMessage = {
  ...{ callId, chatId: 1, messageId: 7, locale: 'en' },
  ...{ extension: '1001', number: '909429271' },
};
const talked: Call = {
  ...{ callId, startedAt: 0, endedAt: 61_000, isEndUnseen: false, legs: new Map() },
  talks: [{ extension: '1001', from: 0, to: 61_000 }],
};

/** A Telegram that does not answer so many times. */
function startWatch(failures: number, { isOver = true } = {}) {
  const waiting = new Map([[callId, message]]);
  const shown: string[] = [];
  let left = failures;
  const watch = watchEnds({
    store: {
      begin: () => Promise.resolve(true),
      addMessage: () => Promise.resolve(),
      findMessage: (id: string) => Promise.resolve(waiting.get(id)),
      removeMessage: (id: string) => Promise.resolve(void waiting.delete(id)),
      listOver: () => Promise.resolve(isOver ? [...waiting.values()] : []),
    },
    chat: {
      editMessage: (_chatId, _messageId, { text }) => {
        left -= 1;
        if (left >= 0) return Promise.reject(new Unreachable('Telegram is away.'));
        shown.push(text);
        return Promise.resolve('done');
      },
    },
    wordsOf: () => (key, args) => [key, ...Object.values(args ?? {}).map(String)].join(' '),
    clock: { now: () => 0 },
    log: createLog({ level: 'silent' }),
  });
  watch.start();
  return { watch, shown };
}

test('the end that Telegram did not take is shown when it does, as it was', async () => {
  const { watch, shown } = startWatch(3);
  watch.hear([talked]);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(shown).toEqual([]);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(shown).toHaveLength(1);
  expect(shown[0]).toMatch(/^dial-end-talked .*1:01/);
  await watch.stop();
});

test('a process that stops waits for nobody', async () => {
  const { watch, shown } = startWatch(1000);
  watch.hear([talked]);
  await vi.advanceTimersByTimeAsync(30_000);
  await watch.stop();
  expect(vi.getTimerCount()).toBe(0);
  expect(shown).toEqual([]);
});

test('what is going on is left alone', async () => {
  const { watch, shown } = startWatch(0, { isOver: false });
  watch.hear([{ ...talked, endedAt: undefined }]);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(shown).toEqual([]);
  await watch.stop();
});
