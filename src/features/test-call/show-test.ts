import { Stop } from '../../lib/error.ts';
import type { Locale } from '../../lib/locale.ts';
import type { TestCall, TestCallDeps } from './test-call-deps.ts';
import { testScreen } from './test-screen.ts';

/**
 * Keeps one message in step with a test until it is over. Edits are one after the other and each shows
 * the newest state; what Telegram does not take now is shown by the next one, the end by two tries more.
 */
export async function showTest(
  deps: Pick<TestCallDeps, 'chat' | 'wordsOf' | 'store' | 'clock' | 'log'>,
  test: TestCall,
  place: { readonly chatId: number; readonly locale: Locale; readonly orderKey: string },
): Promise<{ readonly refresh: () => void; readonly shown: Promise<void> }> {
  const { chat, store, clock, log } = deps;
  const { chatId, locale, orderKey } = place;
  const words = deps.wordsOf(locale);
  const { callId } = test;
  const { from, to } = test.run();
  const row = {
    ...{ callId, orderKey, chatId, locale },
    fromNumber: from.number,
    toNumber: to.number,
  };
  // Written down before anybody sees the message: killed after that, the next life knows of it.
  const messageId = await chat.sendMessage(chatId, testScreen(words, test.run()), {
    onPlaced: (placedId) => store.add({ ...row, messageId: placedId }, clock.now()),
  });
  let isWanted = true;
  let work: Promise<void> | undefined;

  const edit = async (): Promise<void> => {
    while (isWanted) {
      isWanted = false;
      try {
        await chat.editMessage(chatId, messageId, testScreen(words, test.run()));
      } catch (error) {
        if (!(error instanceof Stop)) throw error;
        log.warn({ cause: error.message }, 'a test call could not be shown');
      }
    }
  };
  const refresh = (): void => {
    isWanted = true;
    work ??= edit().finally(() => {
      work = undefined;
    });
  };
  const shown = test.over.then(async () => {
    refresh();
    await work;
    await store.remove(callId);
  });
  refresh();
  return { refresh, shown };
}
