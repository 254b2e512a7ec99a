import type { ConfirmDeps } from '../../change/confirm-change.ts';
import type { UndoDeps } from '../../change/plan-undo.ts';
import type { Audit } from '../../storage/audit.ts';
import type { People } from '../../storage/people.ts';
import type { TelegramDoor } from '../../telegram/door.ts';
import { historyOnTelegram } from './on-telegram.ts';

export type HistoryDeps = ConfirmDeps & {
  readonly undo: UndoDeps;
  readonly people: Pick<People, 'byTelegramId'>;
  readonly audit: Pick<Audit, 'record'>;
  /** IANA name, for the times people read. */
  readonly timeZone: string;
};

export type History = { readonly telegram: TelegramDoor };

/** What was changed on the PBX, by whom, and the way back. */
export function createHistory(deps: HistoryDeps): History {
  return { telegram: historyOnTelegram(deps) };
}
