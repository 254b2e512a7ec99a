import { z } from 'zod';
import type { Json, Screen, TelegramDoor, Visit, Words } from '../../telegram/door.ts';
import { readDialled } from '../../telephony/dialled-number.ts';
import { showNumber } from '../../telephony/phone-number.ts';
import { callCustomer, type CallOutcome } from './call-customer.ts';
import { changeTie, type TieOutcome } from './change-tie.ts';
import type { TieDeps } from './customer-calls-deps.ts';
import type { Customer } from './store.ts';
import { mostTied, type Tie } from './tie.ts';
import { numbersIn } from './written-number.ts';

const args = z.object({ talkId: z.number(), number: z.string() });

/** Source: Bot API, answerCallbackQuery. */
const longestToast = 200;

/** `/tie` and `/untie` in a customer's topic, and the buttons about their numbers. */
export function customerCallsOnTelegram(deps: TieDeps): TelegramDoor {
  const operator = 'operator' as const;
  const press = (to: 'tied' | 'untied') => ({
    minimumRole: operator,
    handle: (visit: Visit, given: Json) => pressTie(deps, visit, { ...args.parse(given), to }),
  });
  return {
    commands: [
      {
        command: 'tie',
        minimumRole: operator,
        descriptionKey: 'customer-tie-command',
        where: 'topic',
        handle: (visit) => inTopic(deps, visit, (customer) => tie(deps, visit, customer)),
      },
      {
        command: 'untie',
        minimumRole: operator,
        descriptionKey: 'customer-untie-command',
        where: 'topic',
        handle: (visit) => inTopic(deps, visit, (customer) => untie(deps, visit, customer)),
      },
    ],
    buttons: {
      'customers.tie': press('tied'),
      'customers.untie': press('untied'),
      'customers.call': {
        minimumRole: operator,
        handle: (visit, given) => pressCall(deps, visit, args.parse(given)),
      },
    },
  };
}

async function inTopic(
  { store }: TieDeps,
  { chatId, topicId, words, send }: Visit,
  work: (customer: Customer) => Promise<void>,
): Promise<void> {
  const customer = topicId === undefined ? undefined : await store.findAt(chatId, topicId);
  if (customer) await work(customer);
  else await send({ text: words('customer-tie-elsewhere') });
}

async function tie(deps: TieDeps, visit: Visit, { talkId }: Customer): Promise<void> {
  const { words, argument, send } = visit;
  if (argument.trim() === '') {
    const numbers = tiedOf(await deps.store.listTies(talkId)).map(showNumber);
    const known = numbers.length === 0 ? '' : numbers.join(', ');
    const now = known === '' ? [] : [words('customer-head-numbers', { numbers: known })];
    await send({ text: [...now, words('customer-tie-how')].join('\n') });
    return;
  }
  const number = numberOf(argument);
  if (number === undefined) {
    await send({ text: words('place-call-refused-badNumber') });
    return;
  }
  const outcome = await changeTie(deps, { talkId, number, to: 'tied', isNews: true });
  await record(deps, visit, { action: 'tie', talkId, outcome });
  // What was done says the message about the number itself.
  if (outcome.type !== 'done') await send({ text: tieWords(words, 'tied', outcome) });
}

async function untie(deps: TieDeps, visit: Visit, { talkId }: Customer): Promise<void> {
  const { words, argument, send } = visit;
  const numbers = tiedOf(await deps.store.listTies(talkId));
  const given = argument.trim() === '' ? undefined : numberOf(argument);
  const [only] = numbers;
  if (only === undefined) {
    await send({ text: words('customer-untie-nothing') });
    return;
  }
  if (argument.trim() === '' && numbers.length > 1) {
    await send(whichScreen(talkId, numbers, words));
    return;
  }
  const number = argument.trim() === '' ? only : given;
  if (number === undefined || !numbers.includes(number)) {
    await send(whichScreen(talkId, numbers, words));
    return;
  }
  const outcome = await changeTie(deps, { talkId, number, to: 'untied', isNews: true });
  await record(deps, visit, { action: 'untie', talkId, outcome });
}

function whichScreen(talkId: number, numbers: readonly string[], words: Words): Screen {
  return {
    text: words('customer-untie-which'),
    buttons: numbers.map((number) => [
      {
        ...{ label: `✂️ ${showNumber(number)}`, action: 'customers.untie' },
        ...{ args: { talkId, number }, isShared: true },
      },
    ]),
  };
}

async function pressTie(
  deps: TieDeps,
  visit: Visit,
  { talkId, number, to }: z.output<typeof args> & { readonly to: 'tied' | 'untied' },
): Promise<void> {
  const { pressedId } = visit;
  const outcome = await changeTie(deps, { talkId, number, to, isNews: false, pressedId });
  await record(deps, visit, { action: to === 'tied' ? 'tie' : 'untie', talkId, outcome });
  await visit.toast(tieWords(visit.words, to, outcome));
}

async function pressCall(
  deps: TieDeps,
  visit: Visit,
  { talkId, number }: z.output<typeof args>,
): Promise<void> {
  const { member, updateId, words } = visit;
  const { telegramId } = member;
  const outcome = await callCustomer(deps, { talkId, number, telegramId, updateId });
  await record(deps, visit, { action: 'call', talkId, outcome });
  const text = callWords(words, outcome);
  if (text.length <= longestToast) await visit.toast(text);
  else await visit.send({ text });
}

function tieWords(words: Words, to: 'tied' | 'untied', outcome: TieOutcome): string {
  switch (outcome.type) {
    case 'done':
      return words(`customer-did-${to}`);
    case 'same':
      return words(`customer-same-${to}`);
    case 'tooMany':
      return words('customer-tie-too-many', { count: mostTied });
    case 'gone':
      return words('customer-tie-gone');
  }
}

function callWords(words: Words, outcome: CallOutcome): string {
  switch (outcome.type) {
    case 'placed':
      return words('customer-did-call');
    case 'refused':
      return words(`place-call-refused-${outcome.because}`);
    case 'noExtension':
      return words('customer-call-no-extension');
    case 'begun':
      return words('customer-call-begun');
    case 'onLine':
      return words('customer-call-on-line');
    case 'notTied':
      return words('customer-tie-gone');
  }
}

/** Without the number: it is the customer's own. */
async function record(
  { audit }: TieDeps,
  { member, chatId }: Visit,
  {
    action,
    talkId,
    outcome,
  }: {
    readonly action: string;
    readonly talkId: number;
    readonly outcome: { readonly type: string };
  },
): Promise<void> {
  const { telegramId } = member;
  await audit.record({
    ...{ telegramId, chatId, action: `customers.${action}`, outcome: outcome.type },
    details: { talkId },
  });
}

function tiedOf(ties: readonly Tie[]): readonly string[] {
  return ties.filter(({ state }) => state === 'tied').map(({ number }) => number);
}

/** What somebody of the staff writes is taken by their word: any number outside. */
function numberOf(text: string): string | undefined {
  const party = readDialled(text);
  if (party?.type === 'outside') return party.number;
  const [only, ...more] = numbersIn(text);
  return more.length === 0 ? only?.number : undefined;
}
