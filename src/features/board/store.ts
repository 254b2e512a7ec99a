import type { Storage } from '../../storage/database.ts';
import { putLiveCards, type WantedRow } from '../../storage/live-cards.ts';

export type BoardStore = {
  readonly putCard: (card: WantedRow, at: number) => Promise<void>;
};

/** The boards' messages, among all that follow a state. */
export function createBoardStore(database: Storage): BoardStore {
  return { putCard: (card, at) => putLiveCards(database, [card], at) };
}
