import { createDuty, createDutyStore } from './features/duty/index.ts';
import type { Shared } from './wire-deps.ts';

export type WireDutyDeps = {
  readonly shared: Shared;
  readonly isQuiet: (at: number) => boolean;
  /** Missed customers nobody has called back yet. */
  readonly countMissed: (() => Promise<number>) | undefined;
};

/** Who is on duty, what everybody does now, and what the day was like. */
export function wireDuty({ shared, isQuiet, countMissed }: WireDutyDeps) {
  const { config, core, people, chat, wordsOf, clock, log } = shared;
  const { timeZone } = config;
  const duty = createDuty({
    store: createDutyStore(core.database),
    ...{ people, countMissed, chat, wordsOf, isQuiet, clock, log, timeZone },
  });
  return { doors: [duty.telegram] };
}
