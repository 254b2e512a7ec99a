import type { TelegramDoor } from '../../telegram/door.ts';
import type { HistoryDeps } from './history-deps.ts';
import { historyOnTelegram } from './on-telegram.ts';

export type History = { readonly telegram: TelegramDoor };

/** What was changed on the PBX, by whom, and the way back. */
export function createHistory(deps: HistoryDeps): History {
  return { telegram: historyOnTelegram(deps) };
}
