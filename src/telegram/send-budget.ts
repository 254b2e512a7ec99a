/** How much Telegram takes. It calls its limits unspecified; these are the usual figures. */
export type SendRates = {
  /** Sends and edits together. Source: Bot FAQ, "My bot is hitting limits"; tdlib/td#3034. */
  readonly perGroupPerMinute: number;
  /** Of these, the last ones are kept for what is urgent. */
  readonly keptForUrgent: number;
  readonly perChatPerSecond: number;
  readonly perSecond: number;
};

export const usualRates: SendRates = {
  perGroupPerMinute: 20,
  keptForUrgent: 3,
  perChatPerSecond: 1,
  perSecond: 30,
};

/** What is sent within the window by our clock may arrive closer together. */
const slackMs = 250;

/** Counts what leaves. Times are of any clock that never goes back. */
export function createSendBudget(rates: SendRates) {
  const sent = new Map<string, number[]>();

  const waitMs = (key: string, count: number, windowMs: number, now: number): number => {
    const recent = (sent.get(key) ?? []).filter((at) => now - at < windowMs);
    sent.set(key, recent);
    const first = recent.at(-count);
    return first === undefined ? 0 : first + windowMs - now;
  };

  return {
    /** How long the next one to that chat has to wait; 0: it may go. */
    waitMs: (chatId: number, isUrgent: boolean, now: number): number => {
      const aMinute = rates.perGroupPerMinute - (isUrgent ? 0 : rates.keptForUrgent);
      return Math.max(
        waitMs('all', rates.perSecond, 1000 + slackMs, now),
        waitMs(`second ${chatId}`, rates.perChatPerSecond, 1000, now),
        chatId < 0 ? waitMs(`minute ${chatId}`, aMinute, 60_000 + slackMs, now) : 0,
      );
    },
    spend: (chatId: number, now: number): void => {
      for (const key of ['all', `second ${chatId}`, `minute ${chatId}`]) {
        sent.set(key, [...(sent.get(key) ?? []), now]);
      }
    },
  };
}
