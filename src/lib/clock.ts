/** Wall time in milliseconds since 1970. Passed in wherever time matters, so that tests own it. */
export type Clock = { readonly now: () => number };

export const systemClock: Clock = { now: () => Date.now() };
