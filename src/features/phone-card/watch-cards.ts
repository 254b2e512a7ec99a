import { messageOf } from '../../lib/error.ts';
import { createMutex } from '../../lib/mutex.ts';
import { cardScreen } from './card-screen.ts';
import { checkCard } from './check-card.ts';
import type { CardVerdict } from './card-verdict.ts';
import type { CardDeps, Patience } from './phone-card-deps.ts';
import { readPhones } from './read-phones.ts';
import type { Observation } from './registration.ts';
import type { WatchedCard } from './watched-card.ts';

export type CardWatch = {
  /** How it is with the phone now; to be asked before its card is shown. */
  readonly observe: (number: string) => Promise<Observation>;
  /**
   * Sends the message that tells how it goes, and watches from then on; in place of an earlier card of
   * the same number, which gets told so. A message that could not be sent is no trouble: the card
   * then speaks up when the phone is there.
   */
  readonly add: (card: WatchedCard) => Promise<void>;
  /** Looks, and explains what there is to explain, at once. */
  readonly check: (number: string) => Promise<'checked' | 'over'>;
  /** The card's message became something else. */
  readonly leave: (number: string) => Promise<void>;
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

/** Something more is to come soon, and somebody looks at the screen. */
const isWaitedForIn: readonly CardVerdict['type'][] = [
  'waiting',
  'registered',
  'wrongPassword',
  'unknownUser',
];

/** After Telegram was away. */
const tellAgainMs = 5_000;

/** One look a second at all cards that wait for their phone; none when no card does. */
export function watchCards(deps: CardDeps, { lookEvery }: Pick<Patience, 'lookEvery'>): CardWatch {
  const { clock, log, store } = deps;
  const phones = readPhones(deps);
  const open = new Map<string, WatchedCard>();
  const quietUntil = new Map<string, number>();
  const one = createMutex();
  let timer: NodeJS.Timeout | undefined;
  let isStopped = true;

  const look = async (card: WatchedCard, observation: Observation, isAsked: boolean) => {
    const { number } = card;
    const next = await checkCard(deps, card, observation, { isAsked });
    if (!next) {
      open.delete(number);
      quietUntil.delete(number);
      return;
    }
    open.set(number, next);
    const isTold = JSON.stringify(next.verdict) === JSON.stringify(next.shown);
    if (!isTold) quietUntil.set(number, clock.now() + tellAgainMs);
  };
  const lookAtAll = async (): Promise<void> => {
    const cards = [...open.values()];
    const numbers = cards.map(({ number }) => number);
    const isWaitedFor = cards.some(({ verdict }) => isWaitedForIn.includes(verdict.type));
    const observations = await phones.look(numbers, isWaitedFor);
    for (const [index, observation] of observations.entries()) {
      const card = cards[index];
      if (!card || clock.now() < (quietUntil.get(card.number) ?? 0)) continue;
      // One card's trouble must not keep the others from being looked at.
      await look(card, observation, false).catch((error: unknown) => {
        log.error({ cause: messageOf(error) }, 'a phone card could not be looked at');
      });
    }
  };
  const complain = (error: unknown): void => {
    log.error({ cause: messageOf(error) }, 'the phone cards could not be looked at');
  };
  const plan = (): void => {
    clearTimeout(timer);
    if (isStopped || open.size === 0) return;
    timer = setTimeout(() => void one(lookAtAll).catch(complain).then(plan), lookEvery);
  };
  return {
    observe: phones.ask,
    add: (card) =>
      one(async () => {
        const earlier = open.get(card.number);
        if (earlier) await tellReplaced(deps, earlier);
        // Remembered first: its secrets must burn even if we die before the message is out.
        await store.put(card);
        open.set(card.number, card);
        plan();
        const screen = cardScreen(
          deps.words(card.locale),
          { ...card, isSettled: false },
          card.shown,
        );
        const messageId = await deps.chat.sendMessage(card.chatId, screen);
        await store.put({ ...card, messageId });
        open.set(card.number, { ...card, messageId });
      }),
    check: (number) =>
      one(async () => {
        const card = open.get(number);
        if (!card) return 'over';
        await look(card, await phones.ask(number), true);
        return 'checked';
      }),
    leave: (number) =>
      one(async () => {
        const card = open.get(number);
        if (!card) return;
        const rest = { ...card, messageId: undefined };
        await store.put(rest);
        open.set(number, rest);
      }),
    start: async () => {
      for (const card of await store.list()) open.set(card.number, card);
      isStopped = false;
      plan();
    },
    stop: async () => {
      isStopped = true;
      clearTimeout(timer);
      await one(() => Promise.resolve());
    },
  };
}

async function tellReplaced(deps: CardDeps, card: WatchedCard): Promise<void> {
  const { chatId, messageId, locale } = card;
  for (const id of card.secretMessageIds) await deps.vanishing.vanishNow(chatId, id);
  if (messageId === undefined) return;
  const screen = cardScreen(
    deps.words(locale),
    { ...card, isSettled: true },
    card.verdict,
    'replaced',
  );
  try {
    await deps.chat.editMessage(chatId, messageId, screen);
  } catch (error) {
    // The old message keeps its last words; the new card is what counts.
    deps.log.warn({ cause: messageOf(error) }, 'a replaced phone card could not be told so');
  }
}
