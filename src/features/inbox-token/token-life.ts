const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** What is known of a token, in milliseconds since 1970. */
export type TokenLife = {
  readonly salt: string;
  /** By which it is told from another. */
  readonly print: string;
  readonly seenAt: number;
  /** Undefined: a person brought it. */
  readonly renewedAt: number | undefined;
  /** As Meta said when it was renewed. */
  readonly endsAt: number | undefined;
  /** When it is tried to renew it; `tries` in vain lie behind. */
  readonly tryAt: number;
  readonly tries: number;
};

/** Source: Instagram Platform, "Refresh Access Token": 60 days from the date on which it was given. */
const longestLifeMs = 60 * dayMs;

/** Far from the end, so that a server may be off for weeks; and much longer than the day that Meta demands. */
const renewEveryMs = 7 * dayMs;

/** Meta may shorten what it gives: half of that is always in time. */
export function renewalDueAt(renewedAt: number, endsAt: number): number {
  return renewedAt + Math.max(hourMs, Math.min(renewEveryMs, (endsAt - renewedAt) / 2));
}

/** A clock that was put back leaves times behind that never come. */
export function isDue({ tryAt }: Pick<TokenLife, 'tryAt'>, now: number): boolean {
  return now >= tryAt || tryAt - now > renewEveryMs + dayMs;
}

/** One minute, two, four, and so on up to six hours. */
export function troubleWaitMs(tries: number): number {
  return Math.min(6 * hourMs, minuteMs * 2 ** Math.min(tries, 20));
}

/** Meta renews what is a day old; other refusals pass no sooner. */
export const refusedWaitMs = dayMs;

/** The latest at which it ends, where Meta said nothing. */
export function endOf({ endsAt, seenAt }: Pick<TokenLife, 'endsAt' | 'seenAt'>): number {
  return endsAt ?? seenAt + longestLifeMs;
}

/** What `.env` takes and our next start reads; else the start would fail for its sake. */
export function isWritable(token: string): boolean {
  return /^[A-Za-z0-9_.-]{20,1000}$/.test(token);
}
