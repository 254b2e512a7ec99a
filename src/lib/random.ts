import { randomInt } from 'node:crypto';

/** From 0 up to but not 1, as `Math.random`, and not to be guessed. */
export function random(): number {
  return randomInt(2 ** 32) / 2 ** 32;
}
