import type { Route } from '../../storage/routes.ts';
import type { Call } from '../../telephony/call.ts';
import { outsideNumberOf } from '../../telephony/call.ts';
import type { CallFold } from './call-fold.ts';
import type { CallsDeps } from './calls-deps.ts';
import { callCard, type CallCard, type CardView } from './card.ts';
import { callRoute } from './route.ts';
import { cardKeyOf } from './store.ts';

type WriteDeps = Pick<
  CallsDeps,
  | 'store'
  | 'callLog'
  | 'routes'
  | 'people'
  | 'outbox'
  | 'findCustomers'
  | 'makeOtherCards'
  | 'wordsOf'
  | 'clock'
  | 'timeZone'
  | 'onSaved'
> & { readonly fold: CallFold };

/** Most calls ring within this time of their first event: then the first message says who rings. */
const firstRingMs = 700;

/**
 * After this time an answered call that the chat never heard of is no news any more: above what
 * Telegram takes, such calls are told by /calls only.
 */
const newsMs = 5 * 60_000;

/** Before a hundred missed calls that wait to be told: it takes few of the messages, and tells who waits now. */
const boardUrgency = -20;
/** Where a call has its id. */
const boardId = 'board';
/** What fits a phone without scrolling far. */
const mostOnBoard = 20;

/** Writes down calls as they stand, with what their messages should show, and has that shown. */
export async function writeCalls(
  deps: WriteDeps,
  calls: readonly Call[],
  gone: readonly string[],
): Promise<void> {
  const { store, routes, outbox, clock } = deps;
  const at = clock.now();
  const route = await routes.find(callRoute);
  const released = deps.fold.note(calls, gone, at);
  const news = [...new Set([...calls, ...released])];
  const board = route && deps.fold.board();
  const cards = route ? await makeCards(deps, { calls: news, board, route, at }) : [];
  // Those without a card must not keep one: the worklist tells of missed calls, in a message of its own.
  const shown = new Set(cards.map(({ key }) => key));
  const ids = [...calls.map(({ callId }) => callId), ...(board ? [boardId] : [])];
  const hidden = ids.filter((id) => !shown.has(cardKeyOf(id)));
  const others = await deps.makeOtherCards(calls, gone);
  const { dropped } = others;
  await store.save({ calls, gone, cards: [...cards, ...others.cards], hidden, dropped, at });
  if (route && cards.length + gone.length + hidden.length > 0) outbox.wake(route.chatId);
  for (const chatId of new Set(others.cards.map((card) => card.chatId))) outbox.wake(chatId);
  deps.onSaved(calls);
}

async function makeCards(
  deps: WriteDeps,
  {
    calls,
    board,
    route,
    at,
  }: {
    readonly calls: readonly Call[];
    readonly board: readonly Call[] | undefined;
    readonly route: Route;
    readonly at: number;
  },
) {
  const people = await deps.people.list();
  const names = new Map(people.map(({ extension, name }) => [extension, name]));
  const customersOf = await deps.findCustomers(calls.map(outsideNumberOf));
  const view: Omit<CardView, 'before' | 'customers'> = {
    words: deps.wordsOf(route.locale),
    nameOf: (extension) => {
      const name = names.get(extension);
      return name === undefined ? extension : `${extension} ${name}`;
    },
    now: at,
    timeZone: deps.timeZone,
    locale: route.locale,
  };
  const cards = [];
  for (const call of calls) {
    // What nobody saw begin or end is no news; the worklist tells of it when it was missed.
    if (call.isPast === true || deps.fold.isFolded(call.callId)) continue;
    const number = outsideNumberOf(call);
    const before = await deps.callLog.findLastWith(number, call.startedAt);
    const card = callCard(call, { ...view, before, customers: customersOf(number) });
    if (card) cards.push(wantedRow(call, card, { route, at }));
  }
  return board && board.length > 0
    ? [...cards, boardRow(board, { view, route, notBefore: deps.fold.boardDueAt(at) })]
    : cards;
}

/** The calls that share one message. */
function boardRow(
  calls: readonly Call[],
  {
    view,
    route,
    notBefore,
  }: {
    readonly view: Omit<CardView, 'before' | 'customers'>;
    readonly route: Route;
    readonly notBefore: number;
  },
) {
  const lines = calls
    .slice(0, mostOnBoard)
    .flatMap((call) => callCard(call, { ...view, before: undefined, customers: [] })?.text ?? []);
  const rest = calls.length - lines.length;
  const text = [
    view.words('calls-storm', { count: calls.length }),
    ...lines,
    ...(rest > 0 ? [view.words('calls-more', { count: rest })] : []),
  ].join('\n');
  return {
    ...{ key: cardKeyOf(boardId), chatId: route.chatId, topicId: route.topicId },
    ...{ wanted: JSON.stringify({ text }), urgency: boardUrgency, isSilent: true, isAnew: false },
    notBefore,
  };
}

function wantedRow(
  call: Call,
  { text, moment }: CallCard,
  { route, at }: { readonly route: Route; readonly at: number },
) {
  return {
    key: cardKeyOf(call.callId),
    chatId: route.chatId,
    topicId: route.topicId,
    wanted: JSON.stringify({ text }),
    urgency: urgencies[moment],
    isSilent: true,
    isAnew: false,
    ...(moment === 'begun' && { notBefore: at + firstRingMs }),
    ...(moment === 'over' && { dropAt: at + newsMs }),
  };
}

const urgencies = {
  begun: 1,
  ringing: 1,
  goingOn: 2,
  over: 3,
} as const satisfies Record<CallCard['moment'], number>;
