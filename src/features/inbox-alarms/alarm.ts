/**
 * What can be wrong with what comes from Meta. `unwritable`: webhooks cannot be kept on the disk.
 * `signature`: many bad signatures and no good one. `unsubscribed`: Meta tells us nothing any more.
 * `silence`: nothing comes though something usually does. `loss`: much of it never comes. `ending`: a
 * token that is not renewed ends soon.
 */
export const alarmNames = [
  ...(['unwritable', 'signature', 'unsubscribed', 'silence', 'loss', 'ending'] as const),
];

export type AlarmName = (typeof alarmNames)[number];

export type AlarmArgs = Readonly<Record<string, string | number>>;

/** So many in a row, without a good one. */
const manyBad = 5;

/** While good webhooks come, the secret is right, and the bad ones are somebody knocking. */
export function isWrongSecret(
  { bad, lastGoodAt }: { readonly bad: number; readonly lastGoodAt: number },
  now: number,
  sureMs: number,
): boolean {
  return bad >= manyBad && now - lastGoodAt >= sureMs;
}

/** Of the last seven days so many must have had something at this time of day, */
const usualDays = 6;
/** and so much in all: who has few customers has silent hours. */
const usualInAll = 21;

/**
 * Whether it is strange that nothing came. `counts`: what came in the hours up to now, then in the same hours
 * of yesterday, of the day before, and so on for a week.
 */
export function isStrangelySilent([now = 0, ...before]: readonly number[]): boolean {
  const days = before.filter((count) => count > 0).length;
  const all = before.reduce((sum, count) => sum + count, 0);
  return now === 0 && days >= usualDays && all >= usualInAll;
}

const dayMs = 24 * 60 * 60_000;

/** Long enough to find whoever may sign in to Meta. Source: the doctor warns of it from then on. */
const soonDays = 10;

/** Whole days until `endsAt`, when they are few; undefined: there is time. */
export function daysToEnd(endsAt: number, now: number): number | undefined {
  const days = Math.max(0, Math.floor((endsAt - now) / dayMs));
  return days < soonDays ? days : undefined;
}
