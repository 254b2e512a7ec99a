import type { Happening } from '../../meta/customer-event.ts';
import { numbersIn, type WrittenNumber } from './written-number.ts';

/** How a number stands to a customer. `untied`: somebody of the staff said that it is not theirs. */
export type TieState = 'tied' | 'asked' | 'untied';

export type Tie = {
  /** E.164 without its plus. */
  readonly number: string;
  readonly state: TieState;
  /** Of the message that told it; undefined when a person decided. */
  readonly mid: string | undefined;
};

/** So many are tied without a question, and by hand: a head must not become a telephone book. */
const mostByItself = 3;
export const mostTied = 5;
const mostAsked = 3;
/** So many questions wait for an answer at most: a customer must not fill the topic with them. */
const mostOpen = 5;

/** The numbers that a customer tells by what happened. Undefined: nothing changes. */
export function toldBy(
  happening: Happening,
): { readonly mid: string; readonly numbers: readonly WrittenNumber[] } | undefined {
  switch (happening.type) {
    case 'message': {
      // Messenger's button for the number of the profile answers with that number.
      const { mid, text, quickReply = '' } = happening;
      return { mid, numbers: numbersIn(`${text}\n${quickReply}`) };
    }
    case 'edit':
      return { mid: happening.mid, numbers: numbersIn(happening.text) };
    case 'unsent':
      return { mid: happening.mid, numbers: [] };
    case 'echo':
    case 'reaction':
    case 'postback':
    case 'referral':
    case 'read':
    case 'delivery':
    case 'unsupported':
      return undefined;
  }
}

/**
 * What becomes of the customer's numbers when a message says these: a single one that is surely theirs
 * is tied, of others a person is asked, and what somebody decided before stays.
 */
export function tiesAfter(
  told: { readonly mid: string; readonly numbers: readonly WrittenNumber[] },
  known: readonly Tie[],
  /** Whether another customer has that number. */
  isOthers: (number: string) => boolean,
): { readonly added: readonly Tie[]; readonly gone: readonly Tie[] } {
  const { mid, numbers } = told;
  const gone = known.filter(
    (tie) => tie.mid === mid && !numbers.some(({ number }) => number === tie.number),
  );
  const fresh = numbers.filter(({ number }) => !known.some((tie) => tie.number === number));
  const tied = known.filter((tie) => tie.state === 'tied' && !gone.includes(tie)).length;
  const open = known.filter((tie) => tie.state === 'asked' && !gone.includes(tie)).length;
  const isOnly = numbers.length === 1 && tied < mostByItself;
  const added = fresh.map(({ number, isSure }): Tie => {
    const isTheirs = isOnly && isSure && !isOthers(number);
    return { number, mid, state: isTheirs ? 'tied' : 'asked' };
  });
  const room = Math.max(0, Math.min(mostAsked, mostOpen - open));
  return { added: [...added.filter(isTied), ...added.filter(isAsked).slice(0, room)], gone };
}

function isTied({ state }: Tie): boolean {
  return state === 'tied';
}

function isAsked({ state }: Tie): boolean {
  return state === 'asked';
}
