/**
 * What is held against an event for the lives of the process that ended with it in hand.
 *
 * Who pulls the plug, or kills again and again, hits some event each time, and most of them side by side
 * with others; none of them must be taken for the one that kills. So a death alone proves nothing:
 *
 * 1. `none`: many are in hand together. The process dies: each of them has one death.
 * 2. `suspect`: one at a time, so that a second death is of one suspect only.
 * 3. `accused`: for a while it is only held, and nothing is in hand but what has no death. Dies the process
 *    then, something else kills, and one death is forgiven (`countDeaths`). Else it has its turn, alone.
 * 4. `guilty`: it died alone as well, right after that while in which nothing had killed. It is set aside.
 *
 * A try that the process outlives, well or badly, clears it; the line in place of a guilty one is no try.
 * Kills closer together than the while never get an innocent one past 3; others would have to hit its few
 * milliseconds twice, around the whole while. And several that do kill come to their end: none of them is
 * ever cleared, so each spoils the while of another at most once, when it is new.
 */
export type Suspicion = 'none' | 'suspect' | 'accused' | 'guilty';

export const mostDeaths = 3;

export function suspicionOf({ deaths }: { readonly deaths: number }): Suspicion {
  if (deaths === 0) return 'none';
  if (deaths >= mostDeaths) return 'guilty';
  return deaths === mostDeaths - 1 ? 'accused' : 'suspect';
}

/** Whether one may be taken in hand beside those that are. `isHeld`: an accused one waits for its turn. */
export function mayBegin(
  suspicion: Suspicion,
  { inHand, isHeld }: { readonly inHand: readonly Suspicion[]; readonly isHeld: boolean },
): boolean {
  if (inHand.includes('accused')) return false;
  if (suspicion === 'accused') return inHand.length === 0;
  return suspicion === 'none' || (!isHeld && inHand.every((one) => one === 'none'));
}
