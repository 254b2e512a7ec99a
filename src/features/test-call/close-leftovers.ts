import { Stop } from '../../lib/error.ts';
import { readDialled } from '../../telephony/dialled-number.ts';
import { placedCallPrefix } from '../../telephony/place-call.ts';
import type { OpenTest } from './store.ts';
import type { TestCallDeps } from './test-call-deps.ts';
import { againAction, titleOf } from './test-screen.ts';

/** Ends the tests of an earlier life of this process: nobody follows them any more. */
export async function closeLeftovers(
  deps: Pick<TestCallDeps, 'ari' | 'chat' | 'wordsOf' | 'store' | 'log'>,
): Promise<void> {
  const { ari, store, log } = deps;
  try {
    const channels = await ari.listChannels();
    const tests = channels.filter(({ id }) => id.startsWith(`${placedCallPrefix}test-`));
    for (const { id } of tests) await ari.hangUp(id);
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    // With Asterisk its calls are gone as well, or will be ended by the phones.
    log.warn({ cause: error.message }, 'test calls of before could not be hung up');
  }
  for (const test of await store.list()) {
    await tell(deps, test);
    await store.remove(test.callId);
  }
}

async function tell(
  { chat, wordsOf, log }: Pick<TestCallDeps, 'chat' | 'wordsOf' | 'log'>,
  { chatId, messageId, locale, fromNumber, toNumber }: OpenTest,
): Promise<void> {
  const words = wordsOf(locale);
  const [from, to] = [readDialled(fromNumber), readDialled(toNumber)];
  const title = from && to ? `${titleOf(words, { from, to })}\n\n` : '';
  const args = { from: fromNumber, to: toNumber };
  try {
    await chat.editMessage(chatId, messageId, {
      text: `${title}${words('test-call-restarted')}`,
      buttons: [[{ label: words('test-call-again'), action: againAction, args }]],
    });
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    // The call is over all the same; the message keeps its last words.
    log.warn({ cause: error.message }, 'the end of a test call could not be shown');
  }
}
