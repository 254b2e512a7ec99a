import { printAsMeta } from './meta-json.ts';
import type { Account } from './world.ts';

/** One thing that happened, for one account. */
export type Told = { readonly account: Account; readonly field: string; readonly item: object };

export type Behaviour = {
  /** Most updates in one request; Meta's most is 1000. */
  readonly batchSize: number;
  /** Requests side by side. */
  readonly parallel: number;
  /** Updates that wait are sent in a shuffled order. */
  readonly isShuffled: boolean;
  /** Of all requests that were answered well, so many are sent a second time. */
  readonly repeatShare: number;
  /** Of all updates, so many are never sent, as if Meta had forgotten them. */
  readonly lostShare: number;
  /** Pauses before the second, third, … try; the last one goes on. */
  readonly retryMs: readonly number[];
  readonly seed: number;
};

/** One request, as long as it has to be tried. */
export type Batch = {
  readonly body: string;
  readonly updates: number;
  readonly accounts: readonly Account[];
  tries: number;
  failingSince: number | undefined;
  isRepeat: boolean;
};

/** Page and Instagram never share a request. */
export function batchesOf(
  told: readonly Told[],
  {
    behaviour,
    luck,
    now,
  }: { readonly behaviour: Behaviour; readonly luck: () => number; readonly now: number },
): readonly Batch[] {
  const { batchSize, isShuffled } = behaviour;
  const byPlatform = Map.groupBy(
    isShuffled ? shuffle(told, luck) : told,
    ({ account }) => account.platform,
  );
  return [...byPlatform].flatMap(([platform, all]) => {
    const batches: Batch[] = [];
    for (let from = 0; from < all.length; from += batchSize) {
      const some = all.slice(from, from + batchSize);
      const body = printAsMeta({
        object: platform === 'messenger' ? 'page' : 'instagram',
        entry: some.map(({ account, item }) => ({
          ...{ time: now, id: account.id, messaging: [item] },
        })),
      });
      const accounts = [...new Set(some.map(({ account }) => account))];
      const news = { tries: 0, failingSince: undefined, isRepeat: false };
      batches.push({ body, updates: some.length, accounts, ...news });
    }
    return batches;
  });
}

function shuffle<Item>(items: readonly Item[], luck: () => number): readonly Item[] {
  return items
    .map((item) => ({ item, place: luck() }))
    .sort((one, other) => one.place - other.place)
    .map(({ item }) => item);
}
