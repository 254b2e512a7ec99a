import type { Clock } from './clock.ts';

/** So many a minute for each of those who ask. */
export type MinuteLimit = {
  readonly isUsedUp: (asker: number) => boolean;
  /** One more; calling what it returns takes it back. */
  readonly note: (asker: number) => () => void;
};

const minuteMs = 60_000;

/** In memory. What a clock that was set back calls the future counts for nothing. */
export function createMinuteLimit(most: number, clock: Clock): MinuteLimit {
  const noted = new Map<number, readonly { readonly at: number }[]>();

  const recentOf = (asker: number) => {
    const now = clock.now();
    return (noted.get(asker) ?? []).filter(({ at }) => at <= now && now - at < minuteMs);
  };
  const keep = (asker: number, recent: readonly { readonly at: number }[]): void => {
    if (recent.length === 0) noted.delete(asker);
    else noted.set(asker, recent);
  };
  return {
    isUsedUp: (asker) => {
      const recent = recentOf(asker);
      keep(asker, recent);
      return recent.length >= most;
    },
    note: (asker) => {
      const one = { at: clock.now() };
      keep(asker, [...recentOf(asker), one]);
      return () => {
        keep(
          asker,
          recentOf(asker).filter((other) => other !== one),
        );
      };
    },
  };
}
