import { Stop } from '../../lib/error.ts';
import { readDialled } from '../../telephony/dialled-number.ts';
import { placedCallPrefix } from '../../telephony/place-call.ts';
import type { OpenTest } from './store.ts';
import type { TestCallDeps } from './test-call-deps.ts';
import { againAction, titleOf } from './test-screen.ts';

export type Leftovers = {
  /** Of what was asked for in an earlier life, and is not to be begun again. */
  readonly orderKeys: ReadonlySet<string>;
  /** Their messages say that they were ended. */
  readonly told: Promise<void>;
};

/** Hangs up the tests of an earlier life of this process: nobody follows them any more. */
export async function closeLeftovers(deps: LeftoverDeps): Promise<Leftovers> {
  const { ari, store, log } = deps;
  const tests = await store.list();
  try {
    const channels = await ari.listChannels();
    const ours = channels.filter(({ id }) => id.startsWith(`${placedCallPrefix}test-`));
    for (const { id } of ours) await ari.hangUp(id);
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    // With Asterisk its calls are gone as well, or will be ended by the phones.
    log.warn({ cause: error.message }, 'test calls of before could not be hung up');
  }
  return { orderKeys: new Set(tests.map(({ orderKey }) => orderKey)), told: tellAll(deps, tests) };
}

type LeftoverDeps = Pick<TestCallDeps, 'ari' | 'chat' | 'wordsOf' | 'store' | 'log'>;

async function tellAll(deps: LeftoverDeps, tests: readonly OpenTest[]): Promise<void> {
  for (const test of tests) {
    await tell(deps, test);
    await deps.store.remove(test.callId);
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
