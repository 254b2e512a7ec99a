import type { Clock } from '../../lib/clock.ts';
import { badRequest } from './api-error.ts';

/** What the person sees after pressing a button. */
export type CallbackAnswer = {
  /** The toast or alert; '' when the bot answered with nothing to read. */
  readonly text: string;
  readonly isAlert: boolean;
  readonly url: string | undefined;
};

/** Presses of inline buttons that wait for the bot's answer. */
export type CallbackQueries = {
  /** Opens a query; `answered` resolves when the bot answers, never rejects. */
  readonly open: (userId: number) => {
    readonly id: string;
    readonly answered: Promise<CallbackAnswer>;
  };
  /** Once, and not too late. */
  readonly answer: (queryId: string, answer: CallbackAnswer) => void;
};

/** Telegram does not say how long a press may be answered; clients wait about this long. */
const callbackQueryLifetimeMs = 60_000;

export function createCallbackQueries(clock: Clock): CallbackQueries {
  const waiting = new Map<
    string,
    { readonly openedAt: number; readonly resolve: (answer: CallbackAnswer) => void }
  >();
  let count = 0;
  return {
    open: (userId) => {
      count += 1;
      const id = `${(BigInt(userId) << 32n) + BigInt(count)}`;
      const { promise, resolve } = Promise.withResolvers<CallbackAnswer>();
      waiting.set(id, { openedAt: clock.now(), resolve });
      return { id, answered: promise };
    },
    answer: (queryId, answer) => {
      const query = waiting.get(queryId);
      waiting.delete(queryId);
      if (query === undefined || clock.now() - query.openedAt > callbackQueryLifetimeMs) {
        throw badRequest('query is too old and response timeout expired or query ID is invalid');
      }
      query.resolve(answer);
    },
  };
}
