import type { WantedRow } from '../../storage/live-cards.ts';
import { makeTieCards } from './make-tie-cards.ts';
import type { TieDeps } from './customer-calls-deps.ts';
import { mostTied, type TieState } from './tie.ts';

export type TieOutcome =
  | { readonly type: 'done' }
  /** It was so already. */
  | { readonly type: 'same' }
  /** The customer has as many numbers as fit. */
  | { readonly type: 'tooMany' }
  | { readonly type: 'gone' };

/**
 * Somebody of the staff says whether a number is a customer's. `isNews`: the message about it comes anew,
 * where the one who said it can see it.
 */
export async function changeTie(
  deps: TieDeps,
  change: {
    readonly talkId: number;
    /** E.164 without its plus. */
    readonly number: string;
    readonly to: Exclude<TieState, 'asked'>;
    readonly isNews: boolean;
    /** The message whose button was pressed: it shows what came of it. */
    readonly pressedId?: number | undefined;
  },
): Promise<TieOutcome> {
  const { talkId, number, to } = change;
  const outcome = await deps.inTurn(async (): Promise<TieOutcome> => {
    const customer = await deps.store.find(talkId);
    if (!customer) return { type: 'gone' };
    const ties = await deps.store.listTies(talkId);
    const before = ties.find((tie) => tie.number === number);
    if (before?.state === to) return { type: 'same' };
    if (!before && to === 'untied') return { type: 'gone' };
    const count = ties.filter(({ state }) => state === 'tied').length;
    if (to === 'tied' && count >= mostTied) return { type: 'tooMany' };
    const set = [{ number, state: to, mid: undefined }];
    const cards = await makeTieCards(deps, customer, set, change);
    await deps.store.change(talkId, { set, gone: [], cards, at: deps.clock.now() });
    wake(deps, cards);
    return { type: 'done' };
  });
  if (outcome.type === 'done') {
    deps.touchHead(talkId);
    deps.retell(number);
  }
  return outcome;
}

function wake({ outbox }: TieDeps, cards: readonly WantedRow[]): void {
  for (const { chatId } of cards) outbox.wake(chatId);
}
