import type { Clock } from '../../lib/clock.ts';
import { tooManyRequests } from './api-error.ts';
import type { JsonObject } from './json.ts';

/**
 * Flood control. Penalties always hold: who calls a chat before its `retry_after` has passed is
 * refused again and counted. The rates are off until switched on.
 */
export type Limits = {
  readonly turnOn: (rates?: Partial<Rates>) => void;
  readonly turnOff: () => void;
  /** Calls that came while they should have waited. A well-behaved bot makes none. */
  readonly callsDuringPenalty: () => number;
  /** Throws 429 when the call comes too early or too often. Used by the server. */
  readonly check: (method: string, parameters: JsonObject) => void;
  /** Begins a penalty, as an injected 429 does. */
  readonly punish: (parameters: JsonObject, seconds: number) => void;
};

/** Telegram calls them unspecified; these are the usual figures (SOURCES.md). */
export type Rates = {
  readonly perSecond: number;
  readonly perChatPerSecond: number;
  /** How many may go to one chat at once before its rate counts. */
  readonly chatBurst: number;
  readonly perGroupPerMinute: number;
};

const usualRates: Rates = {
  perSecond: 30,
  perChatPerSecond: 1,
  chatBurst: 5,
  perGroupPerMinute: 20,
};

/** A timer may fire a little before its time by the wall clock; that is not impatience. */
const toleranceMs = 20;

export function createLimits(clock: Clock): Limits {
  let rates: Rates | undefined;
  let early = 0;
  const penalties = new Map<string, number>();
  const sent = new Map<string, number[]>();

  const waitMs = (key: string, count: number, windowMs: number): number => {
    const now = clock.now();
    const recent = (sent.get(key) ?? []).filter((at) => now - at < windowMs);
    sent.set(key, recent);
    const first = recent.at(-count);
    return first === undefined ? 0 : first + windowMs - now;
  };
  const note = (key: string): void => {
    sent.set(key, [...(sent.get(key) ?? []), clock.now()]);
  };
  const punish = (parameters: JsonObject, seconds: number): void => {
    penalties.set(scopeOf(parameters), clock.now() + seconds * 1000 - toleranceMs);
  };

  return {
    turnOn: (chosen) => {
      rates = { ...usualRates, ...chosen };
    },
    turnOff: () => {
      rates = undefined;
    },
    callsDuringPenalty: () => early,
    punish,
    check: (method, parameters) => {
      if (!isCounted(method)) return;
      const scope = scopeOf(parameters);
      const until = Math.max(penalties.get(scope) ?? 0, penalties.get(wholeBot) ?? 0);
      if (until > clock.now()) {
        early += 1;
        throw tooManyRequests(Math.ceil((until - clock.now()) / 1000));
      }
      if (rates === undefined || scope === wholeBot) return;
      const isGroup = scope.startsWith('-');
      const wait = Math.max(
        waitMs(wholeBot, rates.perSecond, 1000),
        isGroup
          ? waitMs(scope, rates.perGroupPerMinute, 60_000)
          : waitMs(scope, rates.chatBurst, (rates.chatBurst / rates.perChatPerSecond) * 1000),
      );
      if (wait > 0) {
        const seconds = Math.ceil(wait / 1000);
        punish(parameters, seconds);
        throw tooManyRequests(seconds);
      }
      note(wholeBot);
      note(scope);
    },
  };
}

const wholeBot = 'bot';

function scopeOf(parameters: JsonObject): string {
  const chatId = parameters['chat_id'];
  return typeof chatId === 'number' || typeof chatId === 'string' ? String(chatId) : wholeBot;
}

/** Sends and edits share one budget; answers to presses and questions have none. */
function isCounted(method: string): boolean {
  return /^(send(?!ChatAction)|edit|copy|forward)/.test(method);
}
