/** A repeatable source of numbers in [0, 1). The same seed, the same luck. Source: Numerical Recipes, "ranqd1". */
export function createLuck(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
