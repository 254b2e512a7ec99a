import type { TelegramDoor } from '../../telegram/door.ts';
import type { BoardDeps } from './board-deps.ts';
import { boardOnTelegram } from './on-telegram.ts';
import { watchBoards } from './watch-boards.ts';

export { createBoardStore } from './store.ts';

export type BoardFeature = {
  readonly telegram: TelegramDoor;
  /** The boards stand still from then on. */
  readonly stop: () => Promise<void>;
};

/** What everybody does now, in a message that follows it while it is looked at. */
export function createBoard(deps: BoardDeps): BoardFeature {
  const boards = watchBoards(deps);
  return { telegram: boardOnTelegram(boards), stop: boards.stop };
}
