import type { Screen, ScreenButton, Words } from '../../telegram/door.ts';
import { customersText, type KnownCustomer } from '../../telephony/known-customer.ts';
import { showNumber } from '../../telephony/phone-number.ts';
import type { Tie } from './tie.ts';

/** What the buttons under a number do; each is the end of an action's name, `customers.tie`. */
type TieAction = 'tie' | 'untie';

/** The message in a topic about one number of the customer: what was done with it, or the question whose it is. */
export function tieCard(
  talkId: number,
  { number, state }: Pick<Tie, 'number' | 'state'>,
  { words, others }: { readonly words: Words; readonly others: readonly KnownCustomer[] },
): Screen {
  const shown = showNumber(number);
  const button = (action: TieAction, key: string): ScreenButton => ({
    ...{ label: words(key), action: `customers.${action}`, args: { talkId, number } },
    isShared: true,
  });
  const also =
    others.length === 0 || state === 'untied'
      ? []
      : [words('customer-tie-others', { customers: { html: customersText(others) } })];
  const text = [words(`customer-tie-${state}`, { number: shown }), ...also].join('\n');
  switch (state) {
    case 'tied':
      return { text, buttons: [[button('untie', 'customer-tie-button-untie')]] };
    case 'asked':
      return {
        text,
        buttons: [
          [button('tie', 'customer-tie-button-yes'), button('untie', 'customer-tie-button-no')],
        ],
      };
    case 'untied':
      return { text, buttons: [[button('tie', 'customer-tie-button-tie')]] };
  }
}

/** At the head of the topic: the numbers, and a button that calls each. */
export function headPart(
  talkId: number,
  numbers: readonly string[],
  words: Words,
): { readonly lines: readonly string[]; readonly buttons: NonNullable<Screen['buttons']> } {
  if (numbers.length === 0) return { lines: [], buttons: [] };
  const shown = numbers.map(showNumber);
  return {
    lines: [words('customer-head-numbers', { numbers: shown.join(', ') })],
    buttons: numbers.slice(0, mostButtons).map((number, index) => {
      const isOnly = numbers.length === 1;
      const label = isOnly ? words('customer-call-button') : `📞 ${shown[index] ?? ''}`;
      return [callButton(talkId, number, label)];
    }),
  };
}

const mostButtons = 3;

/** Rings the operator's own phone, then the customer. */
export function callButton(talkId: number, number: string, label: string): ScreenButton {
  return { label, action: 'customers.call', args: { talkId, number }, isShared: true };
}
