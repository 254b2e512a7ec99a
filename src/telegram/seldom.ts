import type { Clock } from '../lib/clock.ts';

/** Bounds the memory a crowd could take; the oldest are forgotten first, and told once more. */
const mostRemembered = 10_000;

/** True when nothing was said about this for so long, and notes that something is said now. */
export type Seldom = (key: string) => boolean;

/** For what must not flood a chat. */
export function createSeldom(clock: Clock, everyMs: number): Seldom {
  const said = new Map<string, number>();
  return (key) => {
    if (clock.now() - (said.get(key) ?? -Infinity) < everyMs) return false;
    said.delete(key);
    said.set(key, clock.now());
    const oldest = said.size > mostRemembered ? said.keys().next().value : undefined;
    if (oldest !== undefined) said.delete(oldest);
    return true;
  };
}
