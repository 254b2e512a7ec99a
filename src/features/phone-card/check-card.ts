import { Refused, Unreachable, messageOf } from '../../lib/error.ts';
import { hasRegistered, type CardVerdict } from './card-verdict.ts';
import { cardScreen } from './card-screen.ts';
import { explainSilence } from './explain-silence.ts';
import type { CardDeps } from './phone-card-deps.ts';
import { judgeFailures, judgeRegistration, type Observation } from './registration.ts';
import type { WatchedCard } from './watched-card.ts';

/** A phone that Asterisk was not told to ask whether it is there is left in peace after this long. */
const roundTripWaitMs = 90_000;

/** After the first explanation, only the log is looked at again, and so often. */
const explainAgainMs = 30_000;

/** Asterisk writes its log a moment late; whoever asked is still looking. */
const explainSoonMs = 2_000;

/**
 * Looks at one card: has its phone registered, and if not for long, why. Burns the secret at the first
 * registration, remembers, and then tells it in the card's message. Resolves to the card as it
 * is now, or undefined when there is nothing more to watch.
 */
export async function checkCard(
  deps: CardDeps,
  card: WatchedCard,
  observation: Observation,
  asked: { readonly isAsked: boolean },
): Promise<WatchedCard | undefined> {
  const now = deps.clock.now();
  const judged = await judge(deps, card, observation, asked.isAsked);
  const isFirst = hasRegistered(judged.verdict) && !hasRegistered(card.verdict);
  const isSpent = isFirst || judged.verdict.type === 'gone';
  if (isSpent) await burn(deps, card);
  const next = {
    ...judged,
    ...(isFirst && { registeredAt: now }),
    ...(isSpent && { secretMessageIds: [] }),
  };
  if (!isSame(next, card)) await deps.store.put(next);
  return await tell(deps, next, { now, isForced: asked.isAsked });
}

async function judge(
  deps: CardDeps,
  card: WatchedCard,
  observation: Observation,
  isAsked: boolean,
): Promise<WatchedCard> {
  // Without the console there is nothing new to learn of a phone that is there.
  if (hasRegistered(card.verdict) && observation.contacts === undefined) return card;
  const registration = judgeRegistration(card, observation);
  if (registration) {
    // A phone that answered once and then goes away was switched off; nothing is wrong with it.
    const hasAnswered =
      card.verdict.type === 'registered' && card.verdict.roundTripMs !== undefined;
    return hasAnswered ? card : { ...card, verdict: registration };
  }
  if (hasRegistered(card.verdict)) return card;
  const now = deps.clock.now();
  if (!isAsked && now < card.explainAt) return card;
  const explainAt = now + (isAsked ? explainSoonMs : explainAgainMs);
  if (isAsked || card.verdict.type === 'waiting') {
    return { ...card, explainAt, verdict: await explainSilence(deps, card) };
  }
  const failures = card.logMark && (await deps.asteriskLog.registerFailuresSince(card.logMark));
  const verdict: CardVerdict | undefined = failures && judgeFailures(card.number, failures);
  return { ...card, explainAt, verdict: verdict ?? card.verdict };
}

/** Dead first, then gone: the link must not be of use while Telegram is away. */
async function burn(deps: CardDeps, { number, chatId, secretMessageIds }: WatchedCard) {
  deps.links.burn(number);
  for (const messageId of secretMessageIds) await deps.vanishing.vanishNow(chatId, messageId);
}

async function tell(
  deps: CardDeps,
  card: WatchedCard,
  { now, isForced }: { readonly now: number; readonly isForced: boolean },
): Promise<WatchedCard | undefined> {
  const isSettled = isAtRest(card, now);
  const isOver = isSettled || now >= card.watchUntil;
  const hasNews = !isSame(card.verdict, card.shown);
  if (!hasNews && !isForced && !isOver) return card;
  const words = deps.words(card.locale);
  const screen = cardScreen(
    words,
    { ...card, isSettled },
    card.verdict,
    isOver ? 'over' : undefined,
  );
  try {
    const messageId = await showAt(deps, card, screen);
    if (isOver) {
      await deps.store.remove(card.number);
      return undefined;
    }
    const told = { ...card, shown: card.verdict, messageId };
    await deps.store.put(told);
    return told;
  } catch (error) {
    if (error instanceof Unreachable) {
      deps.log.warn(
        { cause: messageOf(error) },
        'a phone card could not be brought up to date yet',
      );
      return card;
    }
    if (!(error instanceof Refused)) throw error;
    // The person blocked the bot.
    await deps.store.remove(card.number);
    return undefined;
  }
}

/**
 * Nothing more will come: the extension is gone, or its phone is there and the round trip known, or
 * Asterisk does not ask for it.
 */
function isAtRest({ verdict, registeredAt }: WatchedCard, now: number): boolean {
  if (verdict.type === 'gone') return true;
  if (verdict.type !== 'registered') return false;
  const hasAll = verdict.roundTripMs !== undefined || verdict.address === undefined;
  return hasAll || now - (registeredAt ?? now) >= roundTripWaitMs;
}

/** Without a message of its own a card only speaks up when the phone is there. */
async function showAt(
  { chat }: CardDeps,
  card: WatchedCard,
  screen: ReturnType<typeof cardScreen>,
): Promise<number | undefined> {
  const { chatId, messageId, verdict } = card;
  if (messageId !== undefined) {
    const done = await chat.editMessage(chatId, messageId, screen);
    if (done !== 'gone') return messageId;
  }
  return hasRegistered(verdict) ? await chat.sendMessage(chatId, screen) : undefined;
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
