/**
 * What is held against an event for the lives of the process that ended with it in hand.
 *
 * Who pulls the plug, or kills again and again, hits some event each time, and most of them side by side
 * with others; none of them must be taken for the one that kills. So a death alone proves nothing:
 *
 * 1. `none`: many are in hand together. The process dies: each of them has one death.
 * 2. `suspect`: one after the other, so that a second death is of one suspect only.
 * 3. `accused`: first nothing at all is in hand for a while. Dies the process then, something else kills, and
 *    what the event is accused of is dropped (`countDeaths`). Else it has its turn, alone.
 * 4. `guilty`: it died alone as well, right after that while in which nothing had killed. It is set aside.
 *
 * A try that the process outlives, well or badly, clears it. Kills closer together than the while never get
 * an innocent one past 3; others would have to hit its few milliseconds twice, around a whole quiet while.
 */
export type Suspicion = 'none' | 'suspect' | 'accused' | 'guilty';

export const mostDeaths = 3;

export function suspicionOf({ deaths }: { readonly deaths: number }): Suspicion {
  if (deaths === 0) return 'none';
  if (deaths >= mostDeaths) return 'guilty';
  return deaths === mostDeaths - 1 ? 'accused' : 'suspect';
}

/** Whether one may be taken in hand beside those that are. */
export function mayBegin(suspicion: Suspicion, inHand: readonly Suspicion[]): boolean {
  if (inHand.includes('accused')) return false;
  if (suspicion === 'accused') return inHand.length === 0;
  return suspicion === 'none' || inHand.every((one) => one === 'none');
}
